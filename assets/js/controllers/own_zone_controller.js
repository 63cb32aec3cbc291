import { Controller } from "@hotwired/stimulus"

/** A field for a time zone: the browser's own, where nothing was said. */
export default class extends Controller {
  static targets = ["field"]

  connect() {
    this.fieldTarget.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone || ""
  }
}
