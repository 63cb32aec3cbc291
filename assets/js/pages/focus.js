// After Turbo replaces a page, focus would be lost on the body. A screen reader and a keyboard need
// to be where the news is: at the first mistake, at the post that was asked for, or at the content.

const PLACES = ["main [aria-invalid='true']", "main [role='alert']", "main [aria-current='true']"]
const FOCUSABLE = "a[href], button, input, select, textarea, rich-text, [tabindex]"

let lastAction = "advance"

/** Moves focus to the place on the page that matters most. */
export function focusPage(root = document) {
  const place = PLACES.map((selector) => root.querySelector(selector)).find(Boolean)
  if (place) return moveTo(place.closest("rich-text") ?? place)
  const main = root.querySelector("main")
  if (main) moveTo(main, { scroll: false })
}

export function moveTo(element, { scroll = true } = {}) {
  if (!element.matches(FOCUSABLE)) element.tabIndex = -1
  element.focus({ preventScroll: true })
  if (scroll) element.scrollIntoView({ block: "nearest" })
}

// Turbo scrolls after it sends its event, hence the wait. Back restores its own scroll, and a morph
// leaves the reader where she is.
function afterRender(event) {
  if (event.detail?.renderMethod === "morph") return
  const isRestored = lastAction === "restore"
  lastAction = "advance"
  setTimeout(() => (isRestored ? focusMain() : focusPage()))
}

function focusMain() {
  const main = document.querySelector("main")
  if (main) moveTo(main, { scroll: false })
}

function afterFrameRender(event) {
  const frame = event.target
  moveTo(frame.querySelector("[aria-invalid='true']")?.closest("rich-text") ?? frame)
}

// A link to a field leads to the editor, where one hides the field.
function followToField(event) {
  const href = event.target.closest?.("[role='alert'] a[href^='#']")?.getAttribute("href")
  const field = href && document.getElementById(href.slice(1))
  if (!field) return
  event.preventDefault()
  moveTo(field.closest("rich-text") ?? field)
}

export function startFocus() {
  document.addEventListener("click", followToField)
  document.addEventListener("turbo:visit", (event) => { lastAction = event.detail.action })
  document.addEventListener("turbo:render", afterRender)
  document.addEventListener("turbo:frame-render", afterFrameRender)
}
