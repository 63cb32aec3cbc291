// Sends a draft after a pause in the writing, one request at a time, the newest words last.
import { authorizedFetch } from "../session/session.js"

const PAUSE_MS = 1500
// Browsers refuse keepalive requests with more than 64 KiB under way.
const KEEPALIVE_BYTES = 60_000

export class Saver {
  /** `read` gives the form's fields as URLSearchParams; `report` hears "saved" or "failed". */
  constructor({ url, read, report, send = authorizedFetch }) {
    Object.assign(this, { url, read, report, send })
  }

  /** Something was written. */
  touch() {
    this.isDirty = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), PAUSE_MS)
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
    const isDone = await this.#send({ signal: this.request.signal })
    const isStopped = this.request.signal.aborted
    this.request = null
    if (isStopped) return
    this.report(isDone ? "saved" : "failed")
    if (isDone && this.isDirty) this.touch()
  }

  async #send({ signal, isLast = false }) {
    const body = this.read()
    this.isDirty = false
    try {
      const keepalive = isLast && body.toString().length < KEEPALIVE_BYTES
      const answer = await this.send(this.url, { method: "POST", body, signal, keepalive })
      if (answer.ok) return true
    } catch {
      // Told by the return value, as a refusal is.
    }
    this.isDirty = true
    return false
  }
}
