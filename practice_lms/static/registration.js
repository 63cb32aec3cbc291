// A tool that registers itself says when it is done, from a frame or from a window
// (LTI Dynamic Registration 1.0, 3.8). Then the list of tools has it.
//
// A classic script in the head: it must listen before the tool's frame is there to speak.

(() => {
  let opened = null;

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open]");
    if (button) opened = window.open(button.dataset.open, "registration");
  });

  window.addEventListener("message", (event) => {
    let message = event.data;
    try {
      if (typeof message === "string") message = JSON.parse(message);
    } catch {
      return;
    }
    if (message?.subject !== "org.imsglobal.lti.close") return;
    const frame = document.querySelector("iframe.tool");
    if (![opened, frame?.contentWindow].includes(event.source)) return;
    opened?.close();
    window.location.assign(document.querySelector("#done").href);
  });
})();
