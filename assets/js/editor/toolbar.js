import { commands } from "./commands.js"
import { icon } from "./icons.js"

const BUTTONS = [
  "bold", "italic", "strike", "link", "heading", "subheading",
  "bullets", "numbers", "quote", "code", "undo", "redo",
]

/**
 * The toolbar pattern of the ARIA Authoring Practices: one stop for Tab, arrows within.
 * `labels` are the server's words; `view` gives the EditorView; `openLink` opens the link panel.
 */
export class Toolbar {
  constructor({ labels, controls, view, openLink }) {
    this.view = view
    this.actions = { ...commands, link: { run: openLink, isActive: openLink.isActive } }
    this.element = document.createElement("div")
    this.element.className = "toolbar"
    this.element.setAttribute("role", "toolbar")
    this.element.setAttribute("aria-label", labels.toolbar ?? "")
    this.element.setAttribute("aria-controls", controls)
    this.buttons = BUTTONS.map((name) => this.#button(name, labels[name] ?? name))
    this.element.append(...this.buttons)
    this.#moveStop(this.buttons[0])
    this.element.addEventListener("keydown", (event) => this.#onKey(event))
    this.element.addEventListener("focusin", (event) => this.#moveStop(event.target))
  }

  focus() {
    this.element.querySelector("[tabindex='0']").focus()
  }

  /** Shows which formatting is on, and which buttons would do nothing here. */
  update(state) {
    for (const button of this.buttons) {
      const { run, isActive } = this.actions[button.dataset.command]
      if (isActive) button.setAttribute("aria-pressed", String(isActive(state)))
      button.setAttribute("aria-disabled", String(!run(state)))
    }
  }

  #button(name, label) {
    const button = document.createElement("button")
    Object.assign(button, { type: "button", className: "toolbar__button", title: label, tabIndex: -1 })
    button.dataset.command = name
    button.setAttribute("aria-label", label)
    button.append(icon(name))
    // The editor keeps its selection while the mouse presses a button.
    button.addEventListener("mousedown", (event) => event.preventDefault())
    button.addEventListener("click", () => this.#run(name))
    return button
  }

  #run(name) {
    const view = this.view()
    this.actions[name].run(view.state, view.dispatch, view)
    if (name !== "link") view.focus()
  }

  #onKey(event) {
    const step = this.#stepFor(event.key)
    if (event.key === "Escape") this.view().focus()
    if (step === null) return
    event.preventDefault()
    const last = this.buttons.length - 1
    const at = this.buttons.indexOf(document.activeElement)
    const next = { first: 0, last }[step] ?? (at + step + last + 1) % (last + 1)
    this.buttons[next].focus()
  }

  #stepFor(key) {
    const forward = getComputedStyle(this.element).direction === "rtl" ? -1 : 1
    return { ArrowRight: forward, ArrowLeft: -forward, Home: "first", End: "last" }[key] ?? null
  }

  #moveStop(target) {
    for (const button of this.buttons) button.tabIndex = button === target ? 0 : -1
  }
}
