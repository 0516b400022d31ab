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
  const functions = sources.flatMap((source) => [...source.matchAll(/^func (?:\([^)]*\) )?(\w+)([\s\S]*?)^}/gm)])
  const met = new Set(functions.filter(([, , body]) => does.test(body)).map(([, name]) => name))
  for (let before = 0; before < met.size; ) {
    before = met.size
    const calls = new RegExp(`\\b(${[...met].join('|')})\\(`)
    for (const [, name, body] of functions) if (calls.test(body.slice(body.indexOf('{')))) met.add(name)
  }
  return [...met].filter((name) => name.startsWith('Test'))
}
