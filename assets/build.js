// Bundles js/app.js and css/app.css into app/static/build/ under names that carry a hash of
// their content, and writes manifest.json, from which the server learns those names.
import { build, context } from "esbuild"
import { readFileSync, writeFileSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { pruneOldBundles } from "./prune.js"

const here = dirname(fileURLToPath(import.meta.url))
const outdir = resolve(here, "../app/static/build")

const options = {
  absWorkingDir: here,
  entryPoints: ["js/app.js", "css/app.css"],
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["chrome111", "firefox113", "safari16.4"],
  minify: true,
  sourcemap: false,
  metafile: true,
  logLevel: "warning",
  legalComments: "eof",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file" },
  plugins: [{ name: "manifest", setup: (setup) => setup.onEnd(writeManifest) }],
}

/** Maps "app.js" to "app-HASH.js", and so for every output, so that pages can name them. */
function writeManifest({ metafile, errors }) {
  if (errors.length) return
  const names = Object.keys(metafile.outputs).map((path) => basename(path))
  const manifest = Object.fromEntries(names.sort().map((name) => [withoutHash(name), name]))
  writeFileSync(join(outdir, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`)
  pruneOldBundles(outdir, new Set(names))
  report(names)
}

function withoutHash(name) {
  return name.replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1")
}

function report(names) {
  const sizes = names.map((name) => `${name} ${readFileSync(join(outdir, name)).length}`)
  console.log(sizes.join("\n"))
}

if (process.argv.includes("--watch")) {
  const watcher = await context(options)
  await watcher.watch()
} else {
  await build(options)
}
