import assert from "node:assert/strict"
import { test } from "node:test"
import { completeAddress, isAllowedAddress } from "../js/editor/address.js"
import { plainer } from "../js/editor/pasting.js"

test("what someone types becomes a web address", () => {
  assert.equal(completeAddress(" wattle.example "), "https://wattle.example/")
  assert.equal(completeAddress("http://wattle.example/a?b=c#d"), "http://wattle.example/a?b=c#d")
  assert.equal(completeAddress("wattle.example:8080/x"), "https://wattle.example:8080/x")
  assert.equal(completeAddress("/topics/3/posts/4"), "/topics/3/posts/4")
})

test("what is no web address, or not an allowed one, is refused", () => {
  for (const typed of ["", "two words", "nodots", "javascript:alert(1)", "data:text/html,x", "mailto:a@b.example",
    "//evil.example", "ftp://a.example", "https://"]) assert.equal(completeAddress(typed), null, typed)
  assert.equal(isAllowedAddress("JavaScript:alert(1)"), false)
  assert.equal(isAllowedAddress(null), false)
})

test("pasted HTML loses looks and handlers in its tags, and nothing of its words", () => {
  assert.equal(plainer(`<p style="color:red" onclick='x()'>a style="b"</p><style>p{}</style>`), `<p>a style="b"</p>`)
})
