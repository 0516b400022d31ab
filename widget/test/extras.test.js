import test from 'node:test'
import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { extras, NO_HOLD } from '../src/extras.js'
import { Hold } from '../src/extras/hold.js'
import { buildWidget } from '../build.mjs'

globalThis.EXTRAS = 'v1'
const at = 'https://book.example.com/'
const never = () => new Promise(() => {})

test('what can wait is asked for again under another address, and then done without', async () => {
  const asked = []
  const paused = []
  const pause = (ms) => (ms > 10_000 ? never() : paused.push(ms))
  const missing = async (url) => {
    asked.push(url)
    throw new TypeError('Failed to fetch')
  }
  assert.equal(await extras(at, missing, pause), undefined)
  assert.deepEqual(
    asked,
    [1, 2, 3].map((n) => `${at}widget-extras.js?v=v1${n > 1 ? '&again=' + (n - 1) : ''}`),
  )
  assert.deepEqual(paused, [1000, 4000])
})

test('a second attempt is as good as the first', async () => {
  let n = 0
  const once = async () => {
    if (!n++) throw new TypeError('Failed to fetch')
    return { default: 'all of it' }
  }
  assert.equal(await extras(at, once, (ms) => (ms > 10_000 ? never() : undefined)), 'all of it')
})

test('what never answers is not waited for', async () => {
  assert.equal(await extras(at, never, async () => {}), undefined)
})

test('the hold of those for whom nothing is kept answers to all that the steps ask of one', () => {
  for (const name of ['release', 'prolong', 'forget']) {
    assert.equal(typeof Hold.prototype[name], 'function')
    assert.equal(typeof NO_HOLD[name], 'function')
  }
  assert.equal(NO_HOLD.id, '')
})

test('what can wait stays small, and is in the first script no more', async () => {
  const { script, extras: built } = await buildWidget({ write: false })
  assert.ok(gzipSync(built, { level: 9 }).length < 6 * 1024)
  assert.ok(!String(script).includes('hold_ending') && String(built).includes('hold_ending'))
})
