import { Controller } from "@hotwired/stimulus"
import { hasEarlierPage } from "../pages/journey.js"

/** On a hidden button of an error page: leads back, in a frame that has no button of its own for it. */
export default class extends Controller {
  connect() {
    this.goBack = () => history.back()
    this.element.hidden = !hasEarlierPage()
    this.element.addEventListener("click", this.goBack)
  }

  disconnect() {
    this.element.removeEventListener("click", this.goBack)
  }
}
