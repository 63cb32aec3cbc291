// Imported before Turbo, which notes the page's URL as soon as it is loaded.
import { takeToken } from "./session/session.js"
import { takePlace } from "./session/place.js"

takeToken()
takePlace()
