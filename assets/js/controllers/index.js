import { Application } from "@hotwired/stimulus"
import BackController from "./back_controller.js"
import DownloadController from "./download_controller.js"
import DraftController from "./draft_controller.js"
import GoOnController from "./go_on_controller.js"
import LocalTimeController from "./local_time_controller.js"
import MenuController from "./menu_controller.js"
import NewTabController from "./new_tab_controller.js"
import OwnZoneController from "./own_zone_controller.js"
import QueueController from "./queue_controller.js"
import RelativeTimeController from "./relative_time_controller.js"
import SendAtOnceController from "./send_at_once_controller.js"
import SubmitOnceController from "./submit_once_controller.js"
import TimeZoneController from "./time_zone_controller.js"

export function startControllers() {
  const application = Application.start()
  application.register("back", BackController)
  application.register("download", DownloadController)
  application.register("draft", DraftController)
  application.register("go-on", GoOnController)
  application.register("local-time", LocalTimeController)
  application.register("menu", MenuController)
  application.register("new-tab", NewTabController)
  application.register("own-zone", OwnZoneController)
  application.register("queue", QueueController)
  application.register("relative-time", RelativeTimeController)
  application.register("send-at-once", SendAtOnceController)
  application.register("submit-once", SubmitOnceController)
  application.register("time-zone", TimeZoneController)
}
