// Buttons that copy what a field holds. Without this script, or where a browser refuses, the field
// is there to be copied from by hand: it selects itself whole.
for (const button of document.querySelectorAll("button[data-copies]")) {
  const field = document.getElementById(button.dataset.copies)
  button.hidden = !navigator.clipboard
  field.addEventListener("focus", () => field.select())
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value)
      button.textContent = button.dataset.copied
    } catch {
      field.focus()
    }
  })
}
