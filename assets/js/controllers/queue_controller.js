import { Controller } from "@hotwired/stimulus"

const KEYS = { j: 1, k: -1 }

/**
 * On a list that is worked through: J and K go from item to item, X ticks one, O opens it. The keys
 * count only while an item itself has the focus, so they never take a letter from a field.
 */
export default class extends Controller {
  static targets = ["item"]

  connect() {
    this.press = (event) => this.take(event)
    this.element.addEventListener("keydown", this.press)
  }

  disconnect() {
    this.element.removeEventListener("keydown", this.press)
  }

  take(event) {
    const here = this.itemTargets.indexOf(event.target)
    if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return
    const key = event.key.toLowerCase()
    if (key in KEYS) this.itemTargets[here + KEYS[key]]?.focus()
    else if (key === "x") this.itemTargets[here].querySelector("input[type=checkbox]").click()
    else if (key === "o") this.itemTargets[here].querySelector("a[href*='/reviews/']").click()
    else return
    event.preventDefault()
  }
}
