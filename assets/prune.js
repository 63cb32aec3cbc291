import { readdirSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"

const KEEP_FOR_MS = 30 * 24 * 60 * 60 * 1000

/**
 * Removes bundles that nothing names any more. A page opened before a deploy still fetches the
 * editor chunk of its own build, so a bundle stays for thirty days after it was last built.
 */
export function pruneOldBundles(directory, current, now = Date.now()) {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name)
    const isBundle = /-[A-Z0-9]{8}\.\w+$/.test(name)
    const isOld = now - statSync(path).mtimeMs > KEEP_FOR_MS
    if (isBundle && isOld && !current.has(name)) rmSync(path)
  }
}
