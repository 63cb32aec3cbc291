// Unsent words on this device, for when the server cannot be reached. Storage may throw at every
// touch (a browser that blocks third-party cookies blocks it too), and the device may be shared:
// a copy is kept only while the server does not have the words, for a day at most, and is removed
// as soon as someone else opens the tool here.

const PREFIX = "courtyard-draft:"
const KEEP_FOR_MS = 24 * 60 * 60 * 1000

function guarded(action, fallback = null) {
  try {
    return action(window.localStorage)
  } catch {
    return fallback
  }
}

/** Keeps the fields of a draft (an object of strings) of this person. */
export function keepCopy(url, person, fields, now = Date.now()) {
  guarded((storage) => storage.setItem(PREFIX + url, JSON.stringify({ person, fields, at: now })))
}

/** The fields kept for this person, if they are newer than what the server has (ms since 1970). */
export function findCopy(url, person, serverTime = 0) {
  const copy = guarded((storage) => JSON.parse(storage.getItem(PREFIX + url)))
  return copy && copy.person === person && copy.at > serverTime ? copy.fields : null
}

export function dropCopy(url) {
  guarded((storage) => storage.removeItem(PREFIX + url))
}

/** Removes what someone else left here, and what is old. */
export function clearOtherCopies(person, now = Date.now()) {
  const keys = guarded((storage) => Object.keys(storage), []).filter((key) => key.startsWith(PREFIX))
  for (const key of keys) {
    const copy = guarded((storage) => JSON.parse(storage.getItem(key)))
    const isStale = !copy || copy.person !== person || now - copy.at > KEEP_FOR_MS
    if (isStale) guarded((storage) => storage.removeItem(key))
  }
}
