// The editor can hold exactly what the server lets through, and nothing else: what is pasted is
// reduced to this list at once, so nobody loses formatting only after sending.
import { Schema } from "prosemirror-model"
import { isAllowedAddress } from "./address.js"

const HEADING_LEVELS = [1, 2, 3]
// A page has its own h1 and h2, so the headings of a post are h3 to h5.
const LEVELS_ABOVE = 2

const headingRules = [
  ...HEADING_LEVELS.map((level) => ({ tag: `h${level + LEVELS_ABOVE}`, attrs: { level } })),
  { tag: "h1", attrs: { level: 1 } },
  { tag: "h2", attrs: { level: 1 } },
  { tag: "h6", attrs: { level: 3 } },
]

const nodes = {
  doc: { content: "block+" },
  paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  blockquote: {
    content: "block+",
    group: "block",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },
  heading: {
    attrs: { level: { default: 1, validate: "number" } },
    content: "text*",
    group: "block",
    defining: true,
    parseDOM: headingRules,
    toDOM: (node) => [`h${node.attrs.level + LEVELS_ABOVE}`, 0],
  },
  code_block: {
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
    toDOM: () => ["pre", ["code", 0]],
  },
  horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  bullet_list: {
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },
  ordered_list: {
    attrs: { order: { default: 1, validate: "number" } },
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: dom.start || 1 }) }],
    toDOM: (node) => (node.attrs.order === 1 ? ["ol", 0] : ["ol", { start: node.attrs.order }, 0]),
  },
  list_item: {
    content: "paragraph block*",
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: () => ["li", 0],
  },
  text: { group: "inline" },
  hard_break: {
    inline: true,
    group: "inline",
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
}

const marks = {
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  strike: {
    parseDOM: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }],
    toDOM: () => ["s", 0],
  },
  link: {
    attrs: { href: { validate: "string" } },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: allowedLink }],
    toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noopener noreferrer" }, 0],
  },
  code: { code: true, parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
}

function allowedLink(dom) {
  const href = dom.getAttribute("href")
  return isAllowedAddress(href) && { href }
}

export const schema = new Schema({ nodes, marks })
