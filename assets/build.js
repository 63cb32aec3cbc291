// Bundles the scripts and css/app.css into app/static/build/ under names that carry a hash of
// their content, and writes manifest.json, from which the server learns those names.
import { build } from "esbuild"
import { readFileSync, writeFileSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { pruneOldBundles } from "./prune.js"

const here = dirname(fileURLToPath(import.meta.url))
const outdir = resolve(here, "../app/static/build")
const slim = join(here, "js/editor/slim")

const options = {
  absWorkingDir: here,
  outdir,
  bundle: true,
  format: "esm",
  target: ["chrome111", "firefox113", "safari16.4"],
  minify: true,
  sourcemap: false,
  metafile: true,
  logLevel: "warning",
  legalComments: "eof",
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "copy" },
  alias: { entities: join(slim, "entities.js"), "linkify-it": join(slim, "linkify.js") },
}

/** Builds the entry points and returns the names of what was written. */
async function bundle(entryPoints, plugins = []) {
  const { metafile } = await build({ ...options, entryPoints, plugins })
  return Object.keys(metafile.outputs).map((path) => basename(path))
}

// The editor is a bundle of its own, fetched when a page first has something to write in. Code
// splitting would do that too, but with a third file that every page would have to wait for.
const fetchLater = (name) => ({
  name: "fetch-later",
  setup: (setup) => setup.onResolve({ filter: /editor\/editor\.js$/ }, () => ({ path: `./${name}`, external: true })),
})

const withoutHash = (name) => name.replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1")

const [editor] = await bundle(["js/editor/editor.js"])
const names = [editor, ...(await bundle(["js/app.js", "js/copy.js", "js/proving.js", "js/registered.js", "js/storing.js", "css/app.css", "img/icon.svg"], [fetchLater(editor)]))].sort()
const manifest = Object.fromEntries(names.map((name) => [withoutHash(name), name]))
writeFileSync(join(outdir, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`)
pruneOldBundles(outdir, new Set(names))

for (const name of names) {
  const content = readFileSync(join(outdir, name))
  console.log(`${name}  ${content.length} bytes, ${gzipSync(content).length} gzipped`)
}
