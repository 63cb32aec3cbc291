import { Controller } from "@hotwired/stimulus"
import { Saver } from "../drafts/saver.js"
import { dropCopy, findCopy, keepCopy } from "../drafts/store.js"
import { person } from "../session/session.js"

const TYPED = ["title", "source", "points", "comment"]
const ABOUT = ["version", "submission_key", "seen_version"]

/**
 * On a form with a textarea[data-draft-url]: keeps what is written from being lost. The status line
 * p[data-draft-status] carries the words for it: data-saved, data-failed, data-restored.
 */
export default class extends Controller {
  connect() {
    this.textarea = this.element.querySelector("textarea[data-draft-url]")
    if (!this.textarea) return
    this.url = this.textarea.dataset.draftUrl
    this.saver = new Saver({ url: this.url, read: () => this.#fields(), report: (news) => this.#report(news) })
    this.listeners = [
      [this.element, "input", () => this.#written()],
      [this.element, "turbo:submit-start", () => this.saver.stop()],
      [this.element, "turbo:submit-end", (event) => this.#sent(event)],
      [window, "pagehide", () => this.saver.flush()],
      [document, "visibilitychange", () => document.hidden && this.saver.flush()],
    ]
    for (const [target, name, listener] of this.listeners) target.addEventListener(name, listener)
    this.#restore()
  }

  disconnect() {
    this.saver?.flush()
    for (const [target, name, listener] of this.listeners ?? []) target.removeEventListener(name, listener)
  }

  #fields() {
    const fields = new FormData(this.element)
    const kept = [...TYPED, ...ABOUT].filter((name) => fields.has(name))
    return new URLSearchParams(kept.map((name) => [name, fields.get(name)]))
  }

  #written() {
    keepCopy(this.url, person(), Object.fromEntries(this.#fields()))
    this.saver.touch()
  }

  #report(news) {
    if (news === "saved" && !this.saver.isDirty) dropCopy(this.url)
    const status = this.element.querySelector("[data-draft-status]")
    if (status) status.textContent = status.dataset[news] ?? ""
  }

  // A refused form keeps its words on the page, and they are worth saving again. Words that arrived
  // must not be carried on to the next page as a draft.
  #sent({ detail }) {
    if (!detail.success) return this.#written()
    dropCopy(this.url)
    this.textarea.closest("[data-turbo-permanent]")?.removeAttribute("data-turbo-permanent")
  }

  #restore() {
    const serverTime = Date.parse(this.textarea.dataset.draftSavedAt ?? "") || 0
    const fields = findCopy(this.url, person(), serverTime)
    if (!fields || this.element.querySelector("[aria-invalid='true']")) return
    for (const name of TYPED) {
      const field = this.element.elements[name]
      if (field && fields[name]) field.value = fields[name]
    }
    this.textarea.closest("rich-text")?.reload?.()
    this.#report("restored")
    this.saver.touch()
  }
}
