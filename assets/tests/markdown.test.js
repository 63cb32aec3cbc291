import assert from "node:assert/strict"
import { test } from "node:test"
import { schema } from "../js/editor/schema.js"
import { toDocument, toMarkdown } from "../js/editor/markdown.js"
import { settle } from "../js/editor/settle.js"
import { randomDocument } from "./random_document.js"

const roundTrip = (source) => toMarkdown(toDocument(source))

test("each kind of formatting is read and written back", () => {
  for (const source of [
    "# Title\n\n## Under\n\n### Least",
    "plain **bold** *italic* ~~gone~~ `code`",
    "one\n\n---\n\ntwo",
    "- one\n- two\n  - nested\n- three",
    "3. three\n4. four",
    "> said *she*\n>\n> and he",
    "```\nlet a = \"`\"\n```",
    "[a link](https://wattle.example/a_b)",
    "one line\nand the next",
    "مرحبا **بالجميع** 👋🏽",
  ]) assert.equal(roundTrip(source), source)
})

test("the end of a line is the end of a line", () => {
  const [paragraph] = toDocument("one\ntwo").content.content
  assert.deepEqual(paragraph.content.content.map((node) => node.type.name), ["text", "hard_break", "text"])
})

test("what only looks like Markdown stays text", () => {
  for (const text of ["# no title", "1. no list", "1) nor this", "- nor this", "> nor this", "===", "---",
    "2 * 3 * 4", "snake_case_name", "__init__", "<b>no tag</b>", "<https://a.example>", "&copy; AT&T", "~~~", "~5 km",
    "```", "[a](b)", "![a](b)", "C:\\dir\\", "<3", "+ x", "a#", "*"]) {
    const doc = schema.node("doc", null, [schema.node("paragraph", null, [schema.text(text)])])
    assert.equal(toDocument(toMarkdown(doc)).textContent, text, toMarkdown(doc))
    assert.ok(toDocument(toMarkdown(doc)).eq(doc), toMarkdown(doc))
  }
})

test("ordinary writing gets no backslashes", () => {
  for (const text of ["It's 5 - 3 = 2, isn't it? (Yes!)", "~5 km & more", "snake_case", "I <3 dogs", "No. 1"]) {
    assert.equal(roundTrip(text), text)
  }
})

test("HTML, images and unsafe links do not become anything", () => {
  assert.equal(toDocument("<b>x</b>").textContent, "<b>x</b>")
  for (const source of ["![x](https://a.example/x.png)", "[x](javascript:alert(1))", "[x](data:text/html,x)"]) {
    toDocument(source).descendants((node) => {
      assert.ok(["paragraph", "text"].includes(node.type.name))
      for (const mark of node.marks) assert.match(mark.attrs.href, /^https:/)
    })
  }
})

test("any document is read back as it was written", () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const doc = randomDocument(seed)
    const source = toMarkdown(doc)
    assert.equal(toDocument(source).toString(), settle(doc).toString(), `seed ${seed}:\n${source}`)
  }
})

test("a mark that Markdown could not end there gives up its punctuation", () => {
  const strong = (text) => schema.text(text, [schema.marks.strong.create()])
  const doc = schema.node("doc", null, [schema.node("paragraph", null, [strong("Note:"), schema.text("this")])])
  assert.equal(toMarkdown(doc), "**Note**:this")
})

test("a key in a page of 50,000 characters costs less than 20 ms", () => {
  const doc = toDocument("A **bold** claim, *softly* made: [see](https://a.example).\n\n".repeat(830))
  toMarkdown(doc)
  const longer = doc.copy(doc.content.addToEnd(schema.node("paragraph", null, [schema.text("x")])))
  const started = performance.now()
  toMarkdown(longer)
  assert.ok(performance.now() - started < 20)
})
