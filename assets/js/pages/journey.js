// history.length counts the LMS's own pages too, so the steps inside the tool are counted here.
let steps = 0

export function startJourney() {
  document.addEventListener("turbo:visit", ({ detail }) => {
    if (detail.action === "advance") steps += 1
    if (detail.action === "restore") steps = Math.max(0, steps - 1)
  })
}

/** Whether going back stays inside the tool. */
export function hasEarlierPage() {
  return steps > 0
}
