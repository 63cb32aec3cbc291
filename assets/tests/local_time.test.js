import assert from "node:assert/strict"
import { test } from "node:test"
import { fromUtc, inWords } from "../js/pages/local_time.js"

test("a moment in the reader's zone", () => {
  assert.match(inWords("2027-03-08T04:30:00+00:00", "en-GB", "Australia/Sydney"), /^Monday,? 8 March 2027 at 15:30$/)
  assert.equal(inWords("no date", "en", "UTC"), "")
})

test("a field that tells UTC tells another zone", () => {
  assert.equal(fromUtc("2027-03-08T04:30", "Australia/Sydney"), "2027-03-08T15:30")
  assert.equal(fromUtc("2027-03-08T00:05", "America/New_York"), "2027-03-07T19:05")
  assert.equal(fromUtc("", "Asia/Tokyo"), "")
  assert.equal(fromUtc("tomorrow", "Asia/Tokyo"), "tomorrow")
})
