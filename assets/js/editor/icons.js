// Drawn on a grid of 24 by 24, as strokes in the colour of the text.
const STROKES = {
  bold: ["M7 5h6a3.5 3.5 0 0 1 0 7H7z", "M7 12h7a3.5 3.5 0 0 1 0 7H7z"],
  italic: ["M10 5h7", "M7 19h7", "M14 5l-4 14"],
  strike: ["M4 12h16", "M16.5 8A4.5 3 0 0 0 12 5c-3 0-4.5 1.4-4.5 3 0 1 .6 2 2 2.6", "M7.5 16c.4 1.8 2 3 4.5 3 3 0 4.5-1.4 4.5-3 0-.6-.1-1-.4-1.4"],
  link: ["M10 14a4 4 0 0 0 6 .4l2.5-2.5a4 4 0 0 0-5.7-5.7L11.5 7.5", "M14 10a4 4 0 0 0-6-.4l-2.5 2.5a4 4 0 0 0 5.7 5.7l1.3-1.3"],
  heading: ["M6 5v14", "M18 5v14", "M6 12h12"],
  subheading: ["M5 9v10", "M14 9v10", "M5 14h9", "M18 15v4", "M18 12v.01"],
  bullets: ["M10 6h10", "M10 12h10", "M10 18h10", "M5 6v.01", "M5 12v.01", "M5 18v.01"],
  numbers: ["M11 6h9", "M11 12h9", "M11 18h9", "M4.5 4.5 6 4v5", "M4 14.5c.8-1.2 3-.8 2.6.8L4 19.5h3"],
  quote: ["M5 16c2.5-1 4-3 4-6V7H5v5h4", "M14 16c2.5-1 4-3 4-6V7h-4v5h4"],
  code: ["M8 7l-5 5 5 5", "M16 7l5 5-5 5"],
  undo: ["M8 5L4 9l4 4", "M4 9h10a5 5 0 0 1 0 10h-3"],
  redo: ["M16 5l4 4-4 4", "M20 9H10a5 5 0 0 0 0 10h3"],
}
const SVG = "http://www.w3.org/2000/svg"

/** An <svg> for a toolbar button that is labelled in words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  for (const stroke of STROKES[name]) {
    const path = document.createElementNS(SVG, "path")
    path.setAttribute("d", stroke)
    svg.append(path)
  }
  return svg
}
