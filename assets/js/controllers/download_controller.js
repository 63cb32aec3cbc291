import { Controller } from "@hotwired/stimulus"
import { hideNotice, showNotice } from "../pages/notice.js"
import { authorizedFetch } from "../session/session.js"

/**
 * On a form that is answered with a file: a plain submission would come without the session's token,
 * which where cookies are blocked is the only proof of who asks.
 */
export default class extends Controller {
  connect() {
    this.element.addEventListener("submit", this.fetch)
  }

  disconnect() {
    this.element.removeEventListener("submit", this.fetch)
  }

  fetch = async (event) => {
    event.preventDefault()
    hideNotice()
    try {
      const body = new URLSearchParams(new FormData(this.element))
      const answer = await authorizedFetch(this.element.action, { method: "POST", body })
      if (!answer.ok) return showNotice("unreadable")
      save(await answer.blob(), nameOf(answer))
    } catch {
      showNotice("offline")
    }
  }
}

function nameOf(answer) {
  return /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "courtyard"
}

function save(blob, name) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
