import { Controller } from "@hotwired/stimulus"
import { fromUtc } from "../pages/local_time.js"

/**
 * On fields of dates that the server tells in UTC: tell them in the browser's own zone, and say
 * which. What was typed in that zone already, and came back, stays as it is.
 */
export default class extends Controller {
  static targets = ["zone", "date", "hint"]
  static values = { words: String }

  connect() {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (!own) return
    if (this.zoneTarget.value === "UTC" && own !== "UTC") {
      for (const field of this.dateTargets) field.value = fromUtc(field.value, own)
      this.zoneTarget.value = own
    }
    this.hintTarget.textContent = this.wordsValue.replace("ZONE", this.zoneTarget.value)
  }
}
