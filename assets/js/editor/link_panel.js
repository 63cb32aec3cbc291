// Asked for in the page, not with window.prompt(), which browsers refuse in a cross-site iframe.
import { completeAddress } from "./address.js"
import { hasMark } from "./commands.js"
import { schema } from "./schema.js"

const { link } = schema.marks

export class LinkPanel {
  constructor({ id, labels, view }) {
    this.view = view
    this.element = element("div", { className: "link-panel", hidden: true })
    this.element.setAttribute("role", "group")
    this.input = element("input", { type: "text", id, inputMode: "url", autocomplete: "off" })
    this.input.className = "field__input"
    this.input.dir = "ltr"
    this.mistake = element("p", { id: `${id}-mistake`, className: "field__error", hidden: true })
    this.mistake.textContent = labels.link_invalid ?? ""
    const label = element("label", { htmlFor: id, className: "field__label", textContent: labels.link_address ?? "" })
    this.element.setAttribute("aria-label", labels.link ?? "")
    this.removal = this.#button(labels.link_remove, () => this.#apply(null))
    this.element.append(label, this.mistake, this.input, this.#buttons(labels))
    this.element.addEventListener("keydown", (event) => this.#onKey(event))
  }

  /** A command: opens the panel, for what is selected or for the link at the caret. */
  open = (state, dispatch) => {
    if (!state.selection.$from.parent.inlineContent || !state.selection.$from.parent.type.allowsMarkType(link)) return false
    if (dispatch) this.#show(state)
    return true
  }

  #show(state) {
    this.#selectWholeLink(state)
    const mark = linkAt(this.view().state)
    this.input.value = mark?.attrs.href ?? ""
    this.removal.hidden = !mark
    this.#showMistake(false)
    this.element.hidden = false
    this.input.focus()
  }

  #selectWholeLink(state) {
    const { $from, empty } = state.selection
    const mark = empty && link.isInSet($from.marks())
    if (!mark) return
    const view = this.view()
    const { from, to } = extentOf(mark, $from)
    view.dispatch(state.tr.setSelection(state.selection.constructor.create(state.doc, from, to)))
  }

  #buttons(labels) {
    const row = element("div", { className: "actions" })
    row.append(this.#button(labels.link_add, () => this.#submit()), this.removal, this.#button(labels.link_cancel, () => this.#close()))
    return row
  }

  #button(label = "", run) {
    const button = element("button", { type: "button", className: "button", textContent: label })
    button.addEventListener("click", run)
    return button
  }

  // Enter would send the form that stands around the editor.
  #onKey(event) {
    if (event.key === "Escape") this.#close()
    else if (event.key === "Enter" && event.target === this.input) this.#submit()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #submit() {
    const href = completeAddress(this.input.value)
    if (href) return this.#apply(href)
    this.#showMistake(true)
    this.input.focus()
  }

  #apply(href) {
    const { state, dispatch } = this.view()
    const { from, to, empty } = state.selection
    const change = state.tr.removeMark(from, to, link)
    if (href && empty) change.replaceSelectionWith(schema.text(href, [link.create({ href })]), false)
    else if (href) change.addMark(from, to, link.create({ href }))
    dispatch.call(this.view(), change.scrollIntoView())
    this.#close()
  }

  #showMistake(isMistake) {
    this.mistake.hidden = !isMistake
    this.input.setAttribute("aria-invalid", String(isMistake))
    if (isMistake) this.input.setAttribute("aria-describedby", this.mistake.id)
    else this.input.removeAttribute("aria-describedby")
  }

  #close() {
    this.element.hidden = true
    this.view().focus()
  }
}

export const isLinkActive = (state) => hasMark(state, link)

function linkAt(state) {
  let found = null
  const { from, to } = state.selection
  state.doc.nodesBetween(from, to, (node) => { found ??= link.isInSet(node.marks) ?? null })
  return found
}

function extentOf(mark, $from) {
  let [start, end] = [$from.start(), $from.start()]
  $from.parent.forEach((node, offset) => {
    if (!mark.isInSet(node.marks)) return
    const from = $from.start() + offset
    if (from <= $from.pos && from + node.nodeSize >= $from.pos) [start, end] = [from, from + node.nodeSize]
  })
  return { from: start, to: end }
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties)
}
