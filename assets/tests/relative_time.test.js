import assert from "node:assert/strict"
import { test } from "node:test"
import { describe } from "../js/pages/relative_time.js"

const NOW = new Date("2026-11-24T12:00:00Z")
const ago = (seconds) => new Date(NOW.getTime() - seconds * 1000)

test("a moment is told as one would say it", () => {
  assert.equal(describe(ago(5), NOW, "en", "just now"), "just now")
  assert.equal(describe(ago(-30), NOW, "en", "just now"), "just now")
  assert.equal(describe(ago(5), NOW, "en"), "now")
  assert.equal(describe(ago(61), NOW, "en"), "1 minute ago")
  assert.equal(describe(ago(2 * 3600), NOW, "en"), "2 hours ago")
  assert.equal(describe(ago(30 * 3600), NOW, "en"), "yesterday")
  assert.equal(describe(ago(3 * 86400), NOW, "de"), "vor 3 Tagen")
})

test("what is a week old has a date, and a year if it is another", () => {
  assert.equal(describe(ago(20 * 86400), NOW, "en-AU"), "4 Nov")
  assert.match(describe(ago(400 * 86400), NOW, "en-AU"), /2025/)
})
