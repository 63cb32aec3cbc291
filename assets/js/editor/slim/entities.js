// Stands in for the package "entities" in the bundle. Our dialect of Markdown has no entities in
// text, so the tables of 2,000 names would only be a third of the editor's weight; what is left is
// the address of a link, where & may be written as &amp;.
// markdown-it names both of its functions.
export { decodeHTML as decodeHTMLStrict }

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"' }

/** Decodes numeric entities and the four that XML has in common with HTML. */
export function decodeHTML(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return NAMED[name] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
