// What the toolbar and the keys do. Each is a ProseMirror command; `isActive` says whether its
// button is pressed.
import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands"
import { redo, undo } from "prosemirror-history"
import { liftListItem, wrapInList } from "prosemirror-schema-list"
import { schema } from "./schema.js"

const { nodes, marks } = schema

export function hasMark(state, type) {
  const { from, to, $from, empty } = state.selection
  if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()))
  return state.doc.rangeHasMark(from, to, type)
}

export function isInside(state, type, attrs = {}) {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).hasMarkup(type, { ...$from.node(depth).attrs, ...attrs })) return true
  }
  return false
}

const mark = (type) => ({ run: toggleMark(type), isActive: (state) => hasMark(state, type) })

/** A block or plain text again. */
const block = (type, attrs) => {
  const isActive = (state) => isInside(state, type, attrs)
  const run = (state, dispatch) =>
    setBlockType(isActive(state) ? nodes.paragraph : type, isActive(state) ? null : attrs)(state, dispatch)
  return { run, isActive }
}

// The button of the other kind of list changes this list; its own button ends it.
const list = (type) => {
  const isActive = (state) => nearestList(state)?.node.type === type
  const run = (state, dispatch) => {
    const nearest = nearestList(state)
    if (!nearest) return wrapInList(type)(state, dispatch)
    if (nearest.node.type === type) return liftListItem(nodes.list_item)(state, dispatch)
    dispatch?.(state.tr.setNodeMarkup(nearest.position, type))
    return true
  }
  return { run, isActive }
}

function nearestList({ selection: { $from } }) {
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth)
    if (node.type === nodes.bullet_list || node.type === nodes.ordered_list) {
      return { node, position: $from.before(depth) }
    }
  }
  return null
}

const quote = {
  isActive: (state) => isInside(state, nodes.blockquote),
  run: (state, dispatch) =>
    (quote.isActive(state) ? lift : wrapIn(nodes.blockquote))(state, dispatch),
}

// Some words become code in their line; a whole line, or several, become a block.
const code = {
  isActive: (state) => hasMark(state, marks.code) || isInside(state, nodes.code_block),
  run(state, dispatch) {
    const { $from, $to, empty } = state.selection
    const isPartOfLine = !empty && $from.sameParent($to) && !isInside(state, nodes.code_block)
    return (isPartOfLine ? toggleMark(marks.code) : block(nodes.code_block).run)(state, dispatch)
  },
}

export const commands = {
  bold: mark(marks.strong),
  italic: mark(marks.em),
  strike: mark(marks.strike),
  heading: block(nodes.heading, { level: 1 }),
  subheading: block(nodes.heading, { level: 2 }),
  bullets: list(nodes.bullet_list),
  numbers: list(nodes.ordered_list),
  quote,
  code,
  undo: { run: undo },
  redo: { run: redo },
}
