// The page that a launch without a cookie leads to: asks the LMS's page for the login's secret and
// sends it. Where there is none, the person is asked, by the button that is there already.
import { askPlatform } from "./session/platform_storage.js"

const form = document.querySelector("form")
form.addEventListener("submit", (event) => {
  if (form.dataset.isSent) event.preventDefault() // a second click would lose the first one's answer
  form.dataset.isSent = "yes"
})

const place = document.querySelector("[data-storage-key]")
if (place) {
  const { storageKey: key } = place.dataset
  const answer = await askPlatform(place.dataset, { subject: "lti.get_data", key })
  askPlatform(place.dataset, { subject: "lti.put_data", key, value: null })
  document.querySelector("main").classList.remove("message--waiting")
  if (typeof answer?.value === "string" && answer.value !== "") {
    form.elements.secret.value = answer.value
    form.requestSubmit()
  }
}
