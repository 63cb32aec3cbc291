// Longer than a slow machine takes to paint, and no longer than a reader takes to wonder.
const LONGEST_MS = 250

/**
 * Calls whoever waits for an animation frame after a while in any case. Chromium gives none to
 * another site's frame that it takes to be out of sight, and Turbo waits for one before it shows a
 * page: whoever pressed a button would see nothing happen, and press again.
 */
export function neverWaitForever(view = window) {
  const request = view.requestAnimationFrame.bind(view)
  const cancel = view.cancelAnimationFrame.bind(view)
  const timers = new Map()

  view.cancelAnimationFrame = (frame) => {
    view.clearTimeout(timers.get(frame))
    timers.delete(frame)
    cancel(frame)
  }
  view.requestAnimationFrame = (callback) => {
    const once = (time) => {
      view.cancelAnimationFrame(frame)
      callback(time)
    }
    const frame = request(once)
    timers.set(frame, view.setTimeout(() => once(view.performance.now()), LONGEST_MS))
    return frame
  }
}
