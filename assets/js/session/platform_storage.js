// The LMS's page keeps a few words for a tool whose browser keeps no cookies in frames (1EdTech: LTI
// postMessage Storage 0.1). Only the authorization endpoint's origin is believed, only from the
// window that was asked, and only under the number of our own question.

const PATIENCE_MS = 2000
const AGAIN_MS = 150 // a frame of the LMS may not listen yet when the tool is there already
const PROBE = "__Host-courtyard-probe"

/** The LMS's page: what this frame stands in, or what opened this window; null for neither. */
function platformPage() {
  return window.parent === window ? window.opener : window.parent
}

/** The window that an LMS names: its page, or a frame of it; null where there is none (yet). */
function platformWindow(target) {
  if (target === "_parent") return platformPage()
  try {
    return platformPage().frames[target]
  } catch {
    return null // what another site's page does where it has no frame of that name
  }
}

/** Sends the question, where there is somebody to hear it. Any word may be named as a frame. */
function send(question, target, origin) {
  try {
    platformWindow(target)?.postMessage(question, origin)
  } catch {
    // it names something of the page's that is no window
  }
}

/**
 * Asks the LMS, and gives its answer; null where none comes in time, or none that counts.
 * place: {storageOrigin, storageTarget}; message: {subject, ...}.
 */
export function askPlatform({ storageOrigin, storageTarget }, message) {
  if (!platformPage() || !storageOrigin) return Promise.resolve(null)
  const question = { ...message, message_id: crypto.randomUUID() }
  return new Promise((resolve) => {
    const finish = (answer) => {
      window.removeEventListener("message", hear)
      clearTimeout(end)
      clearInterval(again)
      resolve(answer)
    }
    const hear = ({ data, origin, source }) => {
      const isPlatform = origin === storageOrigin && source === platformWindow(storageTarget)
      if (!isPlatform || data?.message_id !== question.message_id) return
      if (data.subject === `${message.subject}.response`) finish(data.error ? null : data)
    }
    const put = () => send(question, storageTarget, storageOrigin)
    const again = setInterval(put, AGAIN_MS)
    const end = setTimeout(() => finish(null), PATIENCE_MS)
    window.addEventListener("message", hear)
    put()
  })
}

/** Whether this browser keeps a cookie of ours here, as the server would set it. */
export function keepsCookies() {
  const about = `Path=/; Secure; SameSite=None; Partitioned`
  try {
    document.cookie = `${PROBE}=1; Max-Age=60; ${about}`
    const isKept = document.cookie.includes(PROBE)
    document.cookie = `${PROBE}=; Max-Age=0; ${about}`
    return isKept
  } catch {
    return false // a frame without an origin of its own may not even ask
  }
}
