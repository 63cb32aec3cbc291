// A tool that registers itself says when it is done, from a frame or from a window
// (LTI Dynamic Registration 1.0, 3.8). Then the list of tools has it.

const done = document.querySelector("#done");
const frame = document.querySelector("iframe.tool");
const button = document.querySelector("[data-open]");
let opened = null;

button?.addEventListener("click", () => {
  opened = window.open(button.dataset.open, "registration");
});

window.addEventListener("message", (event) => {
  let message = event.data;
  try {
    if (typeof message === "string") message = JSON.parse(message);
  } catch {
    return;
  }
  if (message?.subject !== "org.imsglobal.lti.close") return;
  if (![opened, frame?.contentWindow].includes(event.source)) return;
  opened?.close();
  window.location.assign(done.href);
});
