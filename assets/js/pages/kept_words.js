/**
 * The session ended while someone was writing: the page that says so shows the words, to be copied.
 * The draft on the server may lack the last of them, and it takes no more.
 */
export function carryWords() {
  const words = document.querySelector("main form textarea[name='source']")?.value
  if (!words?.trim()) return
  document.addEventListener("turbo:render", () => showWords(words), { once: true })
}

function showWords(words) {
  const place = document.querySelector("[data-kept-words]")
  if (!place) return
  place.querySelector("textarea").value = words
  place.hidden = false
}
