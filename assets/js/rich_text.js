// <rich-text> stands around a textarea that takes Markdown, and works without any of this.
// data-labels holds the words of the toolbar as JSON, written by the server.

// The choice to write in Markdown holds until the page is closed.
let isPlainWanted = false

export class RichText extends HTMLElement {
  async connectedCallback() {
    this.textarea = this.querySelector("textarea")
    if (!this.textarea) return
    this.#clearRemains()
    document.addEventListener("turbo:before-morph-element", this.#keepFromMorph)
    const { Editor } = await import("./editor/editor.js")
    if (!this.isConnected || this.parts) return
    this.labels = JSON.parse(this.dataset.labels || "{}")
    this.parts = { editor: new Editor(this.textarea, this.labels), choice: this.#choice() }
    this.append(this.parts.choice)
    this.#addLabelListener()
    if (!isPlainWanted) this.#showEditor()
  }

  disconnectedCallback() {
    document.removeEventListener("turbo:before-morph-element", this.#keepFromMorph)
    if (!this.parts) return
    if (this.#isRich) this.state = this.parts.editor.unmount()
    this.parts.choice.remove()
    this.parts = null
  }

  focus(options) {
    if (this.#isRich) this.parts.editor.focusEnd()
    else this.textarea?.focus(options)
  }

  /** The words in the textarea were replaced: show them. */
  reload() {
    if (this.#isRich) this.parts.editor.reload()
  }

  get #isRich() {
    return Boolean(this.parts?.editor.element.isConnected)
  }

  // A page that Turbo kept for Back is a copy, with the dead elements of the editor in it.
  #clearRemains() {
    for (const remains of this.querySelectorAll(":scope > .editor, :scope > .rich-text__choice")) {
      remains.remove()
    }
    this.textarea.hidden = false
  }

  #showEditor() {
    const hadFocus = document.activeElement === this.textarea
    this.textarea.before(this.parts.editor.element)
    this.parts.editor.mount(this.state)
    if (hadFocus) this.parts.editor.focusEnd()
  }

  #choice() {
    const button = document.createElement("button")
    Object.assign(button, { type: "button", className: "rich-text__choice button button--quiet" })
    button.textContent = this.labels.markdown ?? "Markdown"
    button.setAttribute("aria-pressed", String(isPlainWanted))
    button.addEventListener("click", () => this.#toggle(button))
    return button
  }

  #toggle(button) {
    isPlainWanted = !isPlainWanted
    button.setAttribute("aria-pressed", String(isPlainWanted))
    if (isPlainWanted) this.state = this.parts.editor.unmount()
    else this.#showEditor()
  }

  #addLabelListener() {
    this.textarea.labels[0]?.addEventListener("click", () => this.#isRich && this.parts.editor.focus())
  }

  // The server's copy of this element knows nothing of what was written since.
  #keepFromMorph = (event) => {
    if (event.target === this && this.#isRich) event.preventDefault()
  }
}

customElements.define("rich-text", RichText)
