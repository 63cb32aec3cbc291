import { Controller } from "@hotwired/stimulus"

/** On <details class="menu">: closes on Escape, on a click elsewhere and when focus leaves. */
export default class extends Controller {
  connect() {
    this.onClick = (event) => !this.element.contains(event.target) && this.close()
    this.onKey = (event) => event.key === "Escape" && this.element.open && this.#closeAndReturn()
    this.onFocus = (event) => event.relatedTarget && !this.element.contains(event.relatedTarget) && this.close()
    document.addEventListener("click", this.onClick)
    this.element.addEventListener("keydown", this.onKey)
    this.element.addEventListener("focusout", this.onFocus)
  }

  disconnect() {
    this.close() // Turbo keeps the page for Back: not with an open menu
    document.removeEventListener("click", this.onClick)
    this.element.removeEventListener("keydown", this.onKey)
    this.element.removeEventListener("focusout", this.onFocus)
  }

  close() {
    this.element.open = false
  }

  #closeAndReturn() {
    this.close()
    this.element.querySelector("summary").focus()
  }
}
