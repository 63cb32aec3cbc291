// Documents that a writer could make in the editor, from a seed, so that a failure can be repeated.
import { schema } from "../js/editor/schema.js"

const WORDS = ["ant", "Bea's", "c_d", "1.", "#", "- x", "*", "**", "~~", "~", "`", "&amp;", "<b>", "(so)", "\"hi\"",
  "end.", "!", "[", "]", "\\", "é", "مرحبا", "「你好」", "吗", "👋🏽", ">", "+", "=", "a:b", "https://a.example", "$", "|"]
const MARKS = ["em", "strong", "strike", "code", "link"]

/** A small doc node that has no empty or adjoining parts which Markdown cannot tell apart. */
export function randomDocument(seed) {
  const random = mulberry(seed)
  const pick = (list) => list[Math.floor(random() * list.length)]
  const upTo = (count) => 1 + Math.floor(random() * count)
  const times = (count, make) => Array.from({ length: count }, make)

  function text() {
    const words = times(upTo(3), () => pick(WORDS)).join(pick([" ", ""]))
    const names = random() < 0.5 ? [] : [pick(MARKS)]
    const marks = schema.marks
    const set = names.reduce((all, name) =>
      marks[name].create(name === "link" ? { href: "https://a.example/x" } : null).addToSet(all), [])
    return schema.text(words, set)
  }

  function inline() {
    const parts = times(upTo(4), () => [...(random() < 0.3 ? [schema.text(" ")] : []), text()]).flat()
    if (parts[0].text === " ") parts.shift()
    const line = schema.node("hard_break")
    return random() < 0.2 ? [...parts, line, schema.text("and "), text()] : parts
  }

  const titleParts = () => inline().filter((node) => node.isText)
  const paragraph = () => schema.node("paragraph", null, inline())
  const item = (depth) => schema.node("list_item", null,
    [paragraph(), ...(depth > 0 && random() < 0.4 ? [list(depth - 1)] : [])])
  const list = (depth) => random() < 0.5
    ? schema.node("bullet_list", null, times(upTo(3), () => item(depth)))
    : schema.node("ordered_list", { order: pick([1, 9]) }, times(upTo(3), () => item(depth)))
  const makers = [
    paragraph,
    () => schema.node("heading", { level: upTo(3) }, titleParts()),
    () => schema.node("code_block", null, [schema.text(pick(["a\n\n  b", "```", "x"]))]),
    () => list(2),
    () => schema.node("blockquote", null, [paragraph(), ...(random() < 0.4 ? [list(1)] : [])]),
  ]
  const separator = () => schema.node("paragraph", null, [schema.text("so")])
  return schema.node("doc", null, times(upTo(3), () => [pick(makers)(), separator()]).flat())
}

function mulberry(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
