import { Controller } from "@hotwired/stimulus"
import { showNotice } from "../pages/notice.js"
import { authorizedFetch } from "../session/session.js"

/**
 * On the form that opens this page in a tab of its own, which no cookie of the frame's follows: a
 * ticket lets the tab in. The tab is opened at the click, because browsers hold later ones to be
 * pop-ups, and the form is sent into it once the ticket is there.
 */
export default class extends Controller {
  connect() {
    this.open = (event) => this.enter(event)
    this.element.hidden = window.parent === window
    this.element.addEventListener("submit", this.open)
  }

  disconnect() {
    this.element.removeEventListener("submit", this.open)
  }

  async enter(event) {
    event.preventDefault()
    const name = `courtyard-${crypto.randomUUID()}`
    const tab = window.open("about:blank", name)
    if (!tab) return showNotice("blocked")
    const ticket = await this.takeTicket()
    if (ticket === null) {
      tab.close()
      return showNotice("offline")
    }
    this.send(name, ticket)
  }

  async takeTicket() {
    try {
      const answer = await authorizedFetch("/tabs", { method: "POST" })
      return answer.ok ? (await answer.json()).ticket : null
    } catch {
      return null // no connection, or an answer that is not ours
    }
  }

  send(target, ticket) {
    const { elements } = this.element
    elements.ticket.value = ticket
    elements.place.value = window.location.pathname + window.location.search
    this.element.target = target
    this.element.submit()
    elements.ticket.value = ""
  }
}
