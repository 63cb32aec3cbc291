// What would mean something in Markdown is escaped, and no more: the plain view stays readable.

const SPECIAL_ANYWHERE = /[`*\\[\]]/g
const UNDERSCORE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu
const TILDES = /~(?=~)|(?<=~)~|~$/g
const ADDRESS = /<(?=[a-z][a-z0-9+.-]+:|[^\s<>]+@)/gi

// Each would start a block.
const LINE_STARTS = [
  [/^(?=#{1,6}(\s|$))/, "\\"],
  [/^(?=[-+](\s|$))/, "\\"],
  [/^(?=(-\s*)+$)/, "\\"],
  [/^(?=>)/, "\\"],
  [/^(\d{1,9})(?=[.)](\s|$))/, "$1\\"],
]

/** Escapes text (one line) that follows other text on its line. */
export function escapeInline(text) {
  return text
    .replace(SPECIAL_ANYWHERE, "\\$&")
    .replace(UNDERSCORE, "\\$&")
    .replace(TILDES, "\\$&")
    .replace(ADDRESS, "\\$&")
}

/** Escapes text (one line) that begins its line, where spaces have no effect. */
export function escapeLineStart(text) {
  const line = escapeInline(text.replace(/^[ \t]+/, ""))
  return LINE_STARTS.reduce((result, [pattern, mark]) => result.replace(pattern, mark), line)
}

/** Escapes the end of a heading: "# Tuning in C #" would lose its last character. */
export function escapeHeadingEnd(text) {
  return text.replace(/(^|\s)(#+\s*)$/, "$1\\$2")
}
