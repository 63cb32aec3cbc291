import { Controller } from "@hotwired/stimulus"

/** On a link that is the only way on: follow it as soon as it is there. It stays, to be followed by hand. */
export default class extends Controller {
  connect() {
    this.element.click()
  }
}
