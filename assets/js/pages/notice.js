/**
 * Shows the layout's notice in the words the server wrote for this kind of trouble
 * (data-offline, data-unreadable), so that they are in the reader's language.
 */
export function showNotice(kind) {
  const notice = document.querySelector("[data-notice]")
  if (!notice) return
  const words = notice.dataset[kind]
  const place = notice.querySelector("[data-notice-text]") ?? notice
  if (words) place.textContent = words
  notice.hidden = false
}

export function hideNotice() {
  const notice = document.querySelector("[data-notice]")
  if (notice) notice.hidden = true
}
