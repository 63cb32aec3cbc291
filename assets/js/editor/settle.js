// Markdown's ** and ~~ have no effect between punctuation and a letter (CommonMark 0.31, "left- and
// right-flanking delimiter runs"): "**Note:**this" would show its stars. So before a block is
// written, punctuation and space at the edge of a mark are moved out of it: "**Note**:this".
import { Fragment } from "prosemirror-model"
import { schema } from "./schema.js"

const { em, strong, strike, link, code } = schema.marks
const PUNCTUATION = /[\p{P}\p{S}]/u
const SPACE = /\s/
const LETTER = /[^\s\p{P}\p{S}]/u

/** The block with marks only where Markdown can write them. */
export function settle(block) {
  if (block.isLeaf || block.isText) return block
  if (!block.inlineContent) return block.copy(Fragment.from(block.content.content.map(settle)))
  return hasMarks(block) ? block.copy(settleInline(block)) : block
}

function hasMarks(block) {
  return block.content.content.some((node) => node.marks.length > 0)
}

function settleInline(block) {
  const units = block.content.content.flatMap(unitsOf)
  for (const type of [strike, strong, em]) {
    trimEnds(units, type)
    trimEnds(units.reverse(), type)
    units.reverse()
  }
  return Fragment.from(units.map(({ node, marks }) => node.mark(marks)))
}

// One unit for each character, so that emoji and letters of every script stay whole.
function unitsOf(node) {
  if (!node.isText) return [{ node, text: "", marks: node.marks }]
  return [...node.text].map((text) => ({ node: schema.text(text), text, marks: node.marks }))
}

function trimEnds(units, type) {
  for (let end = units.length - 1; end > 0; end--) {
    const [last, next] = [units[end - 1], units[end]]
    const isEnd = type.isInSet(last.marks) && !type.isInSet(next.marks)
    if (isEnd && (SPACE.test(last.text) || (LETTER.test(next.text) && isHardEdge(last, type)))) {
      last.marks = type.removeFromSet(last.marks)
    }
  }
}

function isHardEdge({ text, marks }, type) {
  const has = (other) => other.isInSet(marks)
  return PUNCTUATION.test(text) || has(code) || has(link) || (type === strike && (has(em) || has(strong)))
}
