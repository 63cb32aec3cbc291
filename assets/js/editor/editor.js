// Loaded when a page first needs it (rich_text.js); everything about ProseMirror is in this chunk.
import { history } from "prosemirror-history"
import { EditorState, Selection } from "prosemirror-state"
import { EditorView } from "prosemirror-view"
import { keys, typingRules } from "./keys.js"
import { LinkPanel, isLinkActive } from "./link_panel.js"
import { toDocument, toMarkdown } from "./markdown.js"
import { plainer } from "./pasting.js"
import { Toolbar } from "./toolbar.js"

/** An editor for a textarea's Markdown, which it keeps up to date at every change. */
export class Editor {
  constructor(textarea, labels) {
    this.textarea = textarea
    this.element = document.createElement("div")
    this.element.className = "editor"
    const view = () => this.view
    this.links = new LinkPanel({ id: `${textarea.id}-link`, labels, view })
    this.links.open.isActive = isLinkActive
    const controls = `${textarea.id}-editor`
    this.toolbar = new Toolbar({ labels, controls, view, openLink: this.links.open })
    this.page = document.createElement("div")
    this.element.append(this.toolbar.element, this.links.element, this.page)
  }

  /** Shows the textarea's words; an earlier state brings its undo history, if it holds the same. */
  mount(earlier = null) {
    this.textarea.hidden = true
    const isSame = earlier && toMarkdown(earlier.doc) === this.textarea.value
    this.view = new EditorView({ mount: this.page }, {
      state: isSame ? earlier : this.#stateOf(this.textarea.value),
      transformPastedHTML: plainer,
      attributes: () => this.#attributes(),
      dispatchTransaction: (change) => this.#apply(change),
    })
    this.toolbar.update(this.view.state)
  }

  /** Takes the editor away, and gives its state to be mounted again. */
  unmount() {
    const { state } = this.view
    this.view.destroy()
    this.element.remove()
    this.textarea.hidden = false
    return state
  }

  focus() {
    this.view.focus()
  }

  focusEnd() {
    const { state } = this.view
    this.view.dispatch(state.tr.setSelection(Selection.atEnd(state.doc)))
    this.view.focus()
  }

  /** Reads the textarea again, where its words were changed from outside. */
  reload() {
    if (toMarkdown(this.view.state.doc) === this.textarea.value) return
    this.view.updateState(this.#stateOf(this.textarea.value))
    this.toolbar.update(this.view.state)
  }

  #stateOf(source) {
    const focusToolbar = () => (this.toolbar.focus(), true)
    const plugins = [history(), typingRules(), ...keys({ focusToolbar, openLink: this.links.open })]
    return EditorState.create({ doc: toDocument(source), plugins })
  }

  #apply(change) {
    this.view.updateState(this.view.state.apply(change))
    this.toolbar.update(this.view.state)
    if (!change.docChanged) return
    this.textarea.value = toMarkdown(this.view.state.doc)
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }))
  }

  // What the textarea says about itself, a screen reader hears about the editor.
  #attributes() {
    const { textarea } = this
    const taken = ["aria-describedby", "aria-invalid", "aria-label", "lang", "dir"]
      .filter((name) => textarea.hasAttribute(name))
      .map((name) => [name, textarea.getAttribute(name)])
    return Object.fromEntries([
      ["id", `${textarea.id}-editor`], ["class", "prose editor__page"], ["role", "textbox"],
      ["aria-multiline", "true"], ["aria-labelledby", labelOf(textarea)],
      ["data-placeholder", textarea.placeholder], ...taken,
    ].filter(([, value]) => value))
  }
}

function labelOf(textarea) {
  const [label] = textarea.labels
  if (label && !label.id) label.id = `${textarea.id}-label`
  return label?.id
}
