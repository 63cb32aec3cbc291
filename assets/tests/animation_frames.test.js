import assert from "node:assert/strict"
import { test } from "node:test"
import { neverWaitForever } from "../js/pages/animation_frames.js"

// A window whose frames and time are the test's to give.
function fakeWindow() {
  const frames = new Map(), timeouts = new Map()
  let count = 0
  const view = {
    frames, timeouts,
    performance: { now: () => 250 },
    requestAnimationFrame: (callback) => (frames.set(++count, callback), count),
    cancelAnimationFrame: (number) => frames.delete(number),
    setTimeout: (callback) => (timeouts.set(++count, callback), count),
    clearTimeout: (number) => timeouts.delete(number),
  }
  neverWaitForever(view)
  return view
}

const only = (map) => [...map.values()][0]

test("a frame that comes is the only call", () => {
  const view = fakeWindow(), times = []
  view.requestAnimationFrame((time) => times.push(time))
  only(view.frames)(16)
  assert.deepEqual(times, [16])
  assert.equal(view.timeouts.size, 0)
})

test("where none comes, the call comes all the same, and once", () => {
  const view = fakeWindow(), times = []
  view.requestAnimationFrame((time) => times.push(time))
  only(view.timeouts)()
  assert.deepEqual(times, [250])
  assert.equal(view.frames.size, 0)
})

test("what is cancelled is not called at all", () => {
  const view = fakeWindow()
  view.cancelAnimationFrame(view.requestAnimationFrame(() => assert.fail()))
  assert.equal(view.frames.size + view.timeouts.size, 0)
  view.cancelAnimationFrame(77)
})
