import { Controller } from "@hotwired/stimulus"

/** On a form that leads back to the LMS: send it as soon as it is there. Its button stays. */
export default class extends Controller {
  connect() {
    this.element.requestSubmit()
  }
}
