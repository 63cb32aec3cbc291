// Passes on what the page says, from an origin that is not the page's: nobody should believe it.
window.addEventListener("message", (event) => {
  if (event.source !== window.parent) return;
  window.parent.frames.tool.postMessage(event.data.response, event.data.target);
});
