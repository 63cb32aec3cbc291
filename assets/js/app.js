import "./boot.js"
import { config } from "@hotwired/turbo"
import { startControllers } from "./controllers/index.js"
import { clearOtherCopies } from "./drafts/store.js"
import { startFocus } from "./pages/focus.js"
import { startFrameHeight } from "./pages/frame_height.js"
import { startJourney } from "./pages/journey.js"
import { startRequests } from "./pages/requests.js"
import "./rich_text.js"
import { person } from "./session/session.js"

// The controller submit-once guards forms; Turbo would disable the button and lose its focus.
config.forms.submitter = "aria-disabled"

startRequests()
startFocus()
startFrameHeight()
startJourney()
startControllers()
clearOtherCopies(person())
