/* Which tests the race detector has something to see in. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { root } from './shell.mjs'

// What starts goroutines in a test, or opens a socket whose other end has some.
const starts = /\bgo func\b|\.Go\(|\.watch\(|\bwebsocket\.Dial\b|\bnewTelegram\(/

/** The tests of a folder: those in which goroutines meet, in their own lines or in those of a function of the tests that they call, and the others. */
export function testsByGoroutines(folder) {
  const files = readdirSync(path.join(root, folder)).filter((file) => file.endsWith('_test.go'))
  const sources = files.map((file) => readFileSync(path.join(root, folder, file), 'utf8'))
  const all = sources.flatMap((source) => [...source.matchAll(/^func (Test\w+)\(/gm)]).map(([, name]) => name)
  const met = new Set(meeting(sources))
  return { meeting: all.filter((name) => met.has(name)), others: all.filter((name) => !met.has(name)) }
}

/** The names of the tests in some Go files that start goroutines, by whatever function. */
export function meeting(sources) {
  const functions = sources.flatMap((source) => [...source.matchAll(/^func (?:\([^)]*\) )?(\w+)([\s\S]*?)^}/gm)])
  const met = new Set(functions.filter(([, , body]) => starts.test(body)).map(([, name]) => name))
  for (let before = 0; before < met.size; ) {
    before = met.size
    const calls = new RegExp(`\\b(${[...met].join('|')})\\(`)
    for (const [, name, body] of functions) if (calls.test(body.slice(body.indexOf('{')))) met.add(name)
  }
  return [...met].filter((name) => name.startsWith('Test'))
}
