// Turbo's answer to trouble is a full navigation, and that would lose the token. So every case in
// which it would do so ends here in a notice, and the page with its unsent words stays.
import { cache, navigator as turbo } from "@hotwired/turbo"
import { authorize, dropToken } from "../session/session.js"
import { carryWords } from "./kept_words.js"
import { hideNotice, showNotice } from "./notice.js"

function addToken(event) {
  Object.assign(event.detail.fetchOptions.headers, authorize())
}

function stayOnNetworkFailure(event) {
  event.preventDefault()
  stopWaiting("offline")
}

function inspectAnswer(event) {
  const { fetchResponse } = event.detail
  if (!fetchResponse.isHTML) {
    event.preventDefault()
    stopWaiting("unreadable")
    return
  }
  hideNotice()
  if (fetchResponse.statusCode === 401) endSession()
}

// A visit that nobody answers would leave its progress bar running.
function stopWaiting(kind) {
  turbo.currentVisit?.fail()
  showNotice(kind)
}

// The next child at this computer must not reach these pages with Back: what Turbo remembers is
// forgotten, and the page now on screen is not to be remembered either.
function endSession() {
  dropToken()
  carryWords()
  cache.exemptPageFromCache()
  cache.clear()
}

function showWholeAnswer(event) {
  event.preventDefault()
  event.detail.visit(event.detail.response)
}

export function startRequests() {
  document.addEventListener("turbo:before-fetch-request", addToken)
  document.addEventListener("turbo:fetch-request-error", stayOnNetworkFailure)
  document.addEventListener("turbo:before-fetch-response", inspectAnswer)
  document.addEventListener("turbo:frame-missing", showWholeAnswer)
}
