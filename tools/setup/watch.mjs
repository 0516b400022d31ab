/* Noticing changed files, and doing something about them once they rest. */
import { readdirSync, watch } from 'node:fs'
import path from 'node:path'

/** Folders without sources: packages, builds, what tests leave. */
const passed = /^(\.|node_modules$|bin$|dist$|artefacts$)/

/** How long files have to rest, in ms: editors write a file in several steps, and git many files. */
const rest = 40

/**
 * Tells changed(name) of each file that is written, made or removed below a folder, by its name from there with slashes,
 * until close() of what it returns. Folders made later belong to it. One watcher a folder: fs.watch with `recursive`
 * would watch node_modules as well, and on Linux loses files that an editor replaces.
 */
export function watchTree(root, changed) {
  const watchers = new Map()
  const enter = (folder, tell) => {
    if (watchers.has(folder)) return
    const here = path.join(root, folder)
    let entries
    try {
      watchers.set(
        folder,
        watch(here, (_, name) => name && notice(path.posix.join(folder, name))).on('error', () => leave(folder)),
      )
      entries = readdirSync(here, { withFileTypes: true })
    } catch {
      return leave(folder) // it has gone already, or is a file
    }
    for (const entry of entries) {
      const name = path.posix.join(folder, entry.name)
      if (entry.isDirectory() && !passed.test(entry.name)) enter(name, tell)
      else if (tell && entry.isFile()) changed(name)
    }
  }
  const leave = (folder) => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }
  const notice = (name) => {
    if (passed.test(path.basename(name))) return
    let folder = false
    try {
      readdirSync(path.join(root, name))
      folder = true
    } catch {
      leave(name)
    }
    if (folder) enter(name, true)
    else changed(name)
  }
  enter('', false)
  return { close: () => [...watchers.keys()].forEach(leave) }
}

/**
 * Returns a function that asks for work: it runs when nothing has been asked for a moment, one at a time, and once more
 * if something was asked while it ran. work gets what was asked for, each once, and must not fail.
 */
export function whenAtRest(work) {
  let asked = new Set()
  let timer = null
  let running = false
  const run = async () => {
    timer = null
    if (running) return
    running = true
    while (asked.size > 0 && timer === null) {
      const all = [...asked]
      asked = new Set()
      await work(all)
    }
    running = false
  }
  return (what) => {
    asked.add(what)
    clearTimeout(timer)
    timer = setTimeout(run, rest)
  }
}

/** Whether `okno demo --checkout` reads a file of the source tree by itself, by its name with slashes (cmd/okno/checkout.go). */
export function isReadAtOnce(name) {
  return /^views\/.+\.(html|json)$|^notify\/compose\/(locales|account)\/.+\.json$|^widget\/text\/|^(static|widget)\/dist\//.test(name)
}

/** Whether a file goes into static/dist or widget/dist (tools/assets.mjs). */
export function isAsset(name) {
  return /^static\/(css\/.+\.css|js\/|images\/|icons\.txt$|favicon\.svg$)|^widget\/src\//.test(name)
}

/** Whether a file goes into the binary: Go's own, and what its packages embed. */
export function isBuiltIn(name) {
  if (isReadAtOnce(name) || isAsset(name) || /_test\.go$|\/testdata\/|^(tools|docs|e2e)\//.test(name)) return false
  return /\.go$|^go\.(mod|sum)$|^(cmd\/okno\/(site|demo)|db\/migrations|desk\/start\/templates|notify\/compose\/(templates|account))\/|^booking\/.+\.(tab|gz)$/.test(
    name,
  )
}
