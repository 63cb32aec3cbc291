import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { Saver } from "../js/drafts/saver.js"
import { clearOtherCopies, dropCopy, findCopy, keepCopy } from "../js/drafts/store.js"

const DAY_MS = 24 * 60 * 60 * 1000

/** As much of Storage as a browser gives, its keys being properties. */
function useStorage() {
  const storage = Object.create({
    getItem(key) { return this[key] ?? null },
    setItem(key, value) { this[key] = String(value) },
    removeItem(key) { delete this[key] },
  })
  globalThis.window = { localStorage: storage }
}

afterEach(() => {
  delete globalThis.window
  mock.timers.reset()
})

test("where storage throws, nothing is kept and nothing breaks", () => {
  globalThis.window = { get localStorage() { throw new Error("SecurityError") } }
  keepCopy("/drafts/reply/1", "amira", { source: "x" })
  assert.equal(findCopy("/drafts/reply/1", "amira"), null)
  dropCopy("/drafts/reply/1")
  clearOtherCopies("amira")
})

test("a copy comes back to its writer only, and only if it is newer than the server's", () => {
  useStorage()
  keepCopy("/drafts/reply/1", "amira", { source: "x" }, 1000)
  assert.deepEqual(findCopy("/drafts/reply/1", "amira", 999), { source: "x" })
  assert.equal(findCopy("/drafts/reply/1", "amira", 1001), null)
  assert.equal(findCopy("/drafts/reply/1", "kai"), null)
})

test("the next person here, and the next day, find nothing", () => {
  useStorage()
  keepCopy("/drafts/reply/1", "amira", { source: "x" })
  clearOtherCopies("kai")
  assert.equal(findCopy("/drafts/reply/1", "amira"), null)
  keepCopy("/drafts/reply/2", "amira", { source: "x" }, Date.now() - DAY_MS - 1)
  clearOtherCopies("amira")
  assert.equal(findCopy("/drafts/reply/2", "amira"), null)
})

function saverWith(answers) {
  const sent = []
  const news = []
  const send = async (url, options) => {
    sent.push(options)
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return { ok: answer < 400, status: answer }
  }
  const read = () => new URLSearchParams({ source: "words" })
  return { sent, news, saver: new Saver({ url: "/drafts/reply/1", read, report: (one) => news.push(one), send }) }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

test("writing is saved once, after a pause", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { sent, news, saver } = saverWith([204])
  saver.touch()
  mock.timers.tick(1000)
  saver.touch()
  mock.timers.tick(1499)
  assert.equal(sent.length, 0)
  mock.timers.tick(1)
  await settle()
  assert.equal(sent.length, 1)
  assert.deepEqual(news, ["saved"])
})

test("what failed is tried again, and what was refused is not", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { sent, news, saver } = saverWith([new TypeError("offline"), 401])
  saver.touch()
  mock.timers.tick(1500)
  await settle()
  mock.timers.tick(15_000)
  await settle()
  mock.timers.tick(60_000)
  assert.equal(sent.length, 2)
  assert.deepEqual(news, ["failed", "failed"])
})

test("a page that goes away sends what is unsent, and a sent form nothing more", () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { sent, saver } = saverWith([204, 204])
  saver.touch()
  saver.flush()
  assert.equal(sent[0].keepalive, true)
  saver.touch()
  saver.stop()
  saver.flush()
  mock.timers.tick(60_000)
  assert.equal(sent.length, 1)
})
