import test from 'node:test'
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { buildWidget } from '../build.mjs'

const src = new URL('../src/', import.meta.url)
const files = readdirSync(src, { recursive: true }).filter((name) => name.endsWith('.js'))
const code = (name) => readFileSync(new URL(name, src), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

// A host page may have redefined these (list.js says more).
const ARRAY_METHODS =
  /\.(map|forEach|filter|find|findIndex|some|every|reduce|push|pop|shift|unshift|splice|concat|join|includes|indexOf|sort|reverse|flat|flatMap|entries|keys|at|fill)\(/
const ITERATION = /\bfor \((const|let) [^;)]* of |\[[^\]\n]*\.\.\.|\w\(([^(){}\n]*, )?\.\.\.\w+\)(?! \{)|(const|let) \[/
// A strict style-src and Trusted Types forbid these on the host page.
const FORBIDDEN =
  /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createElement\('(style|link|script|iframe)'\)|'style'|\beval\b|new Function/

for (const name of files) {
  test(`${name} relies on nothing that a host page can redefine or forbid`, () => {
    const text = code(name)
    assert.doesNotMatch(text, ARRAY_METHODS)
    assert.doesNotMatch(text, ITERATION)
    assert.doesNotMatch(text, FORBIDDEN)
  })
}

test('the script stays under 18 KB compressed', async () => {
  const { script } = await buildWidget({ write: false })
  const size = gzipSync(script, { level: 9 }).length
  assert.ok(size < 18 * 1024, `${size} bytes`)
})
