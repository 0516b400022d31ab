/* Which tests the race detector has something to see in. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { root } from './shell.mjs'

// What starts goroutines in a test, or opens a socket whose other end has some.
const meets = /\bgo func\b|\.Go\(|\.watch\(|\bwebsocket\.Dial\b|\bnewTelegram\(/

/** The tests of a folder in whose file goroutines meet. */
export function testsWithGoroutines(folder) {
  const names = []
  for (const file of readdirSync(path.join(root, folder))) {
    if (!file.endsWith('_test.go')) continue
    const source = readFileSync(path.join(root, folder, file), 'utf8')
    if (meets.test(source)) names.push(...[...source.matchAll(/^func (Test\w+)\(/gm)].map(([, name]) => name))
  }
  return names
}
