// The session token lives in this closure and nowhere else: no cookie, storage or URL is needed, so
// it works where an iframe may keep nothing at all. It is deliberately not put in sessionStorage:
// a reload is answered by the server (from its cookie) or asks to reopen from the course, and a
// token at rest on a shared computer would outlive the child who left it there.

let token = null
let mark = ""

/** Takes the token out of a launch page, so that it cannot be read from the document later. */
export function takeSession(root = document) {
  token = take(root, "courtyard-session") || null
  mark = take(root, "courtyard-person")
}

function take(root, name) {
  const meta = root.querySelector(`meta[name="${name}"]`)
  meta?.remove()
  return meta?.content ?? ""
}

/** Tells one person's drafts on this device from another's, without saying who they are. */
export function person() {
  return mark
}

/** Forgets the token: the server said that this session has ended. */
export function dropToken() {
  token = null
}

/** Adds the token to headers (a plain object), where there is one. */
export function authorize(headers = {}) {
  return token === null ? headers : { ...headers, Authorization: `Bearer ${token}` }
}

/** As fetch, for this server only, with the session's token. */
export function authorizedFetch(path, options = {}) {
  const headers = authorize(options.headers)
  return fetch(path, { credentials: "same-origin", ...options, headers })
}
