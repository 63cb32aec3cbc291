import { Controller } from "@hotwired/stimulus"
import { describe } from "../pages/relative_time.js"

const MINUTE_MS = 60_000

/** On <time datetime data-now>: "5 minutes ago" in the reader's words, with the full date in its title. */
export default class extends Controller {
  connect() {
    const moment = new Date(this.element.dateTime)
    if (Number.isNaN(moment.getTime())) return
    const locale = document.documentElement.lang || undefined
    const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" })
    this.element.title = full.format(moment)
    this.show = () => { this.element.textContent = describe(moment, new Date(), locale, this.element.dataset.now) }
    this.show()
    this.timer = setInterval(this.show, MINUTE_MS)
  }

  disconnect() {
    clearInterval(this.timer)
  }
}
