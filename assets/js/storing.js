// The page between the LMS and its sign-in: where no cookie will show that the launch came back to
// this browser, the LMS's page is asked to keep a secret. Then on, whatever it says.
import { askPlatform, keepsCookies } from "./session/platform_storage.js"

const place = document.querySelector("[data-storage-key]")
const { storageKey: key, storageValue: value } = place.dataset
if (!keepsCookies()) await askPlatform(place.dataset, { subject: "lti.put_data", key, value })
window.location.replace(document.querySelector("main a").href)
