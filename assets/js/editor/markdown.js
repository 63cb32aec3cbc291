// Markdown in, Markdown out. The dialect is the server's (app/richtext/markdown.py), so that what
// the editor shows is what will be posted.
import MarkdownIt from "markdown-it"
import { MarkdownParser, MarkdownSerializer, defaultMarkdownSerializer } from "prosemirror-markdown"
import { isAllowedAddress } from "./address.js"
import { escapeHeadingEnd, escapeInline, escapeLineStart } from "./escaping.js"
import { schema } from "./schema.js"
import { settle } from "./settle.js"

const dialect = MarkdownIt("commonmark", { html: false, breaks: true })
  .enable("strikethrough")
  .disable(["entity", "reference", "code", "lheading", "image"])
dialect.validateLink = isAllowedAddress

const parser = new MarkdownParser(schema, dialect, {
  paragraph: { block: "paragraph" },
  blockquote: { block: "blockquote" },
  heading: { block: "heading", getAttrs: (token) => ({ level: Math.min(+token.tag.slice(1), 3) }) },
  bullet_list: { block: "bullet_list" },
  ordered_list: {
    block: "ordered_list",
    getAttrs: (token) => ({ order: +(token.attrGet("start") ?? 1) }),
  },
  list_item: { block: "list_item" },
  fence: { block: "code_block", noCloseToken: true },
  hr: { node: "horizontal_rule" },
  hardbreak: { node: "hard_break" },
  softbreak: { node: "hard_break" },
  em: { mark: "em" },
  strong: { mark: "strong" },
  s: { mark: "strike" },
  link: { mark: "link", getAttrs: (token) => ({ href: token.attrGet("href") }) },
  code_inline: { mark: "code", noCloseToken: true },
})

const { nodes, marks } = defaultMarkdownSerializer
const around = (sign) => ({ open: sign, close: sign, mixable: true, expelEnclosingWhitespace: true })

const serializer = new MarkdownSerializer(
  {
    ...nodes,
    bullet_list: (state, node) => state.renderList(node, "  ", () => "- "),
    ordered_list: writeOrderedList,
    hard_break: writeBreak,
    text: writeText,
  },
  { em: around("*"), strong: around("**"), strike: around("~~"), link: marks.link, code: marks.code },
)

// Only a list that starts with 1 may follow a line of text directly (CommonMark 0.31, 5.2).
function writeOrderedList(state, node) {
  if (state.inTightList && node.attrs.order !== 1) state.flushClose(2)
  nodes.ordered_list(state, node)
}

// A break at the end of a paragraph has nothing to separate.
function writeBreak(state, node, parent, index) {
  const rest = parent.content.content.slice(index + 1)
  if (rest.some((sibling) => sibling.type !== node.type)) state.write("\n")
}

function writeText(state, node, parent) {
  if (state.inAutolink) return state.text(node.text, false)
  const isLineStart = state.atBlockStart || state.atBlank()
  let text = (isLineStart ? escapeLineStart : escapeInline)(node.text)
  if (text.startsWith("~") && state.out.endsWith("~")) text = `\\${text}`
  if (parent.type === schema.nodes.heading) text = escapeHeadingEnd(text)
  state.text(text, false)
}

/** Reads Markdown; what the schema cannot hold is kept as text. */
export function toDocument(source) {
  return parser.parse(source)
}

// Nodes never change, so a block is written once and not again at every key.
const written = new WeakMap()

function writeBlock(block) {
  if (!written.has(block)) {
    const alone = schema.node("doc", null, [settle(block)])
    written.set(block, serializer.serialize(alone, { tightLists: true }))
  }
  return written.get(block)
}

/** Writes a document as Markdown that toDocument reads back as the same (settled) document. */
export function toMarkdown(doc) {
  return doc.content.content.map(writeBlock).filter((text) => text !== "").join("\n\n")
}
