// Asks the LMS to make the iframe as tall as the page ("lti.frameResize", which Canvas and others
// honour), so that there is one scroll bar and not two. The message holds a height and no more, so
// "*" is safe where the browser does not tell who the parent is. The referrer would not do: an LMS
// may send the launch from a sign-in host that is not the page's own.

const SETTLE_MS = 100

function parentOrigin() {
  return window.location.ancestorOrigins?.[0] ?? "*"
}

function tellHeight() {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height)
  window.parent.postMessage(JSON.stringify({ subject: "lti.frameResize", height }), parentOrigin())
}

export function startFrameHeight() {
  if (window.parent === window) return
  let timer
  let lastHeight = 0
  const observer = new ResizeObserver(([entry]) => {
    const height = Math.ceil(entry.borderBoxSize[0].blockSize)
    if (height === lastHeight) return
    lastHeight = height
    clearTimeout(timer)
    timer = setTimeout(tellHeight, SETTLE_MS)
  })
  observer.observe(document.documentElement)
}
