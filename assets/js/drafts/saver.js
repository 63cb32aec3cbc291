// Sends a draft after a pause in the writing, one request at a time, the newest words last.
import { authorizedFetch } from "../session/session.js"

const PAUSE_MS = 1500
const RETRY_MS = 15_000
// Browsers refuse keepalive requests with more than 64 KiB under way.
const KEEPALIVE_BYTES = 60_000

export class Saver {
  /** `read` gives the form's fields as URLSearchParams; `report` hears "saved" or "failed". */
  constructor({ url, read, report, send = authorizedFetch }) {
    Object.assign(this, { url, read, report, send })
  }

  /** Something was written. */
  touch(pause = PAUSE_MS) {
    this.isDirty = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), pause)
  }

  /** The page may go away at once: send now what is unsent. */
  flush() {
    clearTimeout(this.timer)
    if (this.isDirty) this.#send({ isLast: true })
  }

  /** The form is on its way, or the words are gone: no draft may follow it. */
  stop() {
    clearTimeout(this.timer)
    this.isDirty = false
    this.request?.abort()
  }

  async save() {
    if (this.request) return
    this.request = new AbortController()
    const { signal } = this.request
    const isSaved = await this.#send({ signal })
    this.request = null
    if (signal.aborted) return
    this.report(isSaved ? "saved" : "failed")
    if (this.isDirty) this.touch(isSaved ? PAUSE_MS : RETRY_MS)
  }

  // Dirty again where it may go better later; a refusal (4xx) would only be repeated.
  async #send({ signal, isLast = false }) {
    const body = this.read()
    const keepalive = isLast && body.toString().length < KEEPALIVE_BYTES
    this.isDirty = false
    try {
      const answer = await this.send(this.url, { method: "POST", body, signal, keepalive })
      this.isDirty ||= answer.status >= 500
      return answer.ok
    } catch {
      this.isDirty = true
      return false
    }
  }
}
