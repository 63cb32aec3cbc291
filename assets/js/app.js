import "./boot.js"
import "@hotwired/turbo"
import { startRequests } from "./pages/requests.js"
import { startFocus } from "./pages/focus.js"
import { startFrameHeight } from "./pages/frame_height.js"

startRequests()
startFocus()
startFrameHeight()
