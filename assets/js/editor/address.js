const OUTSIDE = /^https?:\/\/[^\s/]/i
const OWN = /^\/(spaces|activities|topics)\/\d+(\/posts\/\d+)?$/
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d)/i

/** Whether the server lets a link lead there: the web, and places of this tool. */
export function isAllowedAddress(address) {
  return OUTSIDE.test(address ?? "") || OWN.test(address ?? "")
}

/**
 * What someone typed as a web address, completed: "wattle.example" becomes "https://wattle.example/".
 * Null where it cannot be one, or has a scheme that is not allowed.
 */
export function completeAddress(typed) {
  const text = typed.trim()
  if (OWN.test(text)) return text
  const address = HAS_SCHEME.test(text) ? text : `https://${text}`
  if (/\s/.test(text) || !isAllowedAddress(address)) return null
  try {
    const url = new URL(address)
    return url.hostname.includes(".") ? url.href : null
  } catch {
    return null
  }
}
