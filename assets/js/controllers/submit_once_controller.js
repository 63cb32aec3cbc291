import { Controller } from "@hotwired/stimulus"

/**
 * On a form: a second press while it is on its way does nothing. The button is not disabled, which
 * would take focus away from it.
 */
export default class extends Controller {
  connect() {
    this.element.addEventListener("submit", this.guard)
    this.element.addEventListener("turbo:submit-end", this.release)
  }

  disconnect() {
    this.element.removeEventListener("submit", this.guard)
    this.element.removeEventListener("turbo:submit-end", this.release)
    this.release()
  }

  guard = (event) => {
    if (this.isUnderWay) {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    this.#mark(true)
  }

  release = () => this.#mark(false)

  #mark(isUnderWay) {
    this.isUnderWay = isUnderWay
    for (const button of this.element.querySelectorAll("[type='submit'], button:not([type])")) {
      if (isUnderWay) button.setAttribute("aria-disabled", "true")
      else button.removeAttribute("aria-disabled")
    }
  }
}
