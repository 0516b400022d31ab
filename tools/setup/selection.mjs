/* Which tests the race detector has something to see in, and which ones need a browser. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { root } from './shell.mjs'

// What starts goroutines in a test, or opens a socket whose other end has some.
const starts = /\bgo func\b|\.Go\(|\.watch\(|\bwebsocket\.Dial\b|\bnewTelegram\(/

// What opens a window.
const opens = /\bbrowser\(t\)/

/** The tests of a folder: those in which goroutines meet, and the others. */
export const testsByGoroutines = (folder) => testsBy(folder, starts)

/** The tests of a folder: those with a browser, and the others. */
export const testsByBrowser = (folder) => testsBy(folder, opens)

function testsBy(folder, does) {
  const files = readdirSync(path.join(root, folder)).filter((file) => file.endsWith('_test.go'))
  const sources = files.map((file) => readFileSync(path.join(root, folder, file), 'utf8'))
  const all = sources.flatMap((source) => [...source.matchAll(/^func (Test\w+)\(/gm)]).map(([, name]) => name)
  const met = new Set(meeting(sources, does))
  return { those: all.filter((name) => met.has(name)), others: all.filter((name) => !met.has(name)) }
}

/** The names of the tests in some Go files that do something, start goroutines if nothing else is said: in their own lines, or by whatever function of theirs. */
export function meeting(sources, does = starts) {
  const functions = sources.flatMap((source) => [...source.matchAll(/^func (\([^)]*\) )?(\w+)([\s\S]*?)^}/gm)])
  const met = new Set()
  const calls = new Set() // how those are called: a method of something, a function of nothing
  for (let before = -1, found = does; before < met.size; ) {
    before = met.size
    for (const [, receiver, name, body] of functions) {
      if (!found.test(body.slice(body.indexOf('{')))) continue
      met.add(name)
      calls.add(receiver ? `\\.${name}` : `(?<![.\\w])${name}`)
    }
    found = new RegExp(`(?:${[...calls].join('|')})\\(`)
  }
  return [...met].filter((name) => name.startsWith('Test'))
}
