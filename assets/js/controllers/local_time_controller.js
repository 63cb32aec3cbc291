import { Controller } from "@hotwired/stimulus"
import { inWords } from "../pages/local_time.js"

/** On <time datetime>: the date and time in the reader's own zone. */
export default class extends Controller {
  connect() {
    const words = inWords(this.element.dateTime, document.documentElement.lang || undefined)
    if (words) this.element.textContent = words
  }
}
