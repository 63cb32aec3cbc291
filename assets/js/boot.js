// Imported before Turbo, which notes the page's URL as soon as it is loaded.
import { neverWaitForever } from "./pages/animation_frames.js"
import { takeSession } from "./session/session.js"
import { takePlace } from "./session/place.js"

neverWaitForever()
takeSession()
takePlace()
