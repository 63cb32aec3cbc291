// Every pair of colours that carries words, in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11).
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"

const css = readFileSync(new URL("../css/tokens.css", import.meta.url), "utf8")
const [lightCss, darkCss] = css.split("@media (prefers-color-scheme: dark)")
const light = colours(lightCss)
const dark = { ...light, ...colours(darkCss) }

const TEXT = [
  ...["paper", "card", "sunken", "leaf-tint", "terracotta-tint", "sun-tint"].flatMap((ground) => [["ink", ground], ["ink-soft", ground]]),
  ...["paper", "card", "leaf-tint"].flatMap((ground) => [["leaf", ground], ["leaf-deep", ground]]),
  ...["paper", "card", "terracotta-tint"].map((ground) => ["terracotta", ground]),
  ["terracotta-deep", "terracotta-tint"], ["on-leaf", "leaf"], ["on-leaf", "leaf-deep"],
  ["on-terracotta", "terracotta"], ["on-terracotta", "terracotta-deep"],
]
const SHAPES = [["line-strong", "card"], ["line-strong", "paper"], ["focus", "paper"], ["focus", "card"], ["focus", "sunken"]]

for (const [scheme, set] of Object.entries({ light, dark })) {
  test(`words stand out in ${scheme}`, () => check(set, TEXT, 4.5))
  test(`borders of fields and focus stand out in ${scheme}`, () => check(set, SHAPES, 3))
}

function check(set, pairs, least) {
  for (const [front, ground] of pairs) {
    const ratio = contrast(set[front], set[ground])
    assert.ok(ratio >= least, `${front} on ${ground}: ${ratio.toFixed(2)}`)
  }
}

function colours(text) {
  const found = text.matchAll(/--([\w-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)/g)
  return Object.fromEntries([...found].map(([, name, l, c, h]) => [name, luminance(l / 100, +c, (h * Math.PI) / 180)]))
}

// Björn Ottosson, "A perceptual color space for image processing": OKLab to linear sRGB.
function luminance(lightness, chroma, hue) {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((value) => Math.min(1, Math.max(0, value)))
  return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
}

function contrast(one, other) {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}
