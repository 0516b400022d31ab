import assert from 'node:assert/strict'
import test from 'node:test'
import { Reader } from '../setup/gotest.mjs'

const event = (action, test, more) =>
  JSON.stringify({ Action: action, Package: 'okno/desk', ...(test ? { Test: test } : {}), ...more }) + '\n'

function read(...chunks) {
  let printed = ''
  const reader = new Reader((text) => (printed += text))
  for (const chunk of chunks) reader.read(chunk)
  reader.end()
  return { printed, finished: reader.finished }
}

const passing =
  event('output', 'TestBook', { Output: 'noise\n' }) +
  event('pass', 'TestBook/inner', { Elapsed: 1 }) +
  event('pass', 'TestBook', { Elapsed: 2.5 })
const failing =
  event('output', 'TestMove', { Output: '=== RUN   TestMove\n' }) +
  event('output', 'TestMove/late', { Output: '    move_test.go:3: it stays\n' }) +
  event('fail', 'TestMove/late', { Elapsed: 1 }) +
  event('output', 'TestMove', { Output: '--- FAIL: TestMove (1.00s)\n' }) +
  event('fail', 'TestMove', { Elapsed: 1 })

test('what passes says nothing, and what fails says all', () => {
  const { printed } = read(passing, failing, event('output', '', { Output: 'FAIL\tokno/desk\t3.5s\n' }))
  assert.equal(printed, '    move_test.go:3: it stays\n--- FAIL: TestMove (1.00s)\nFAIL\tokno/desk\t3.5s\n')
})

test('the time of a test is known, its parts are not counted twice', () => {
  assert.deepEqual(read(passing).finished, [{ seconds: 2.5, name: 'okno/desk.TestBook' }])
})

test('what is skipped is told with its reason, and by its name', () => {
  let printed = ''
  const reader = new Reader((text) => (printed += text))
  reader.read(event('output', 'TestDisk', { Output: 'only root can mount it\n' }) + event('skip', 'TestDisk', { Elapsed: 0 }))
  assert.match(printed, /only root/)
  assert.deepEqual(reader.skipped, ['okno/desk.TestDisk'])
})

test('an event may come in pieces, and a line that is none is printed', () => {
  const { printed, finished } = read(passing.slice(0, 40), passing.slice(40), 'cannot build\n')
  assert.equal(printed, 'cannot build\n')
  assert.equal(finished.length, 1)
})

test('a test that was still running when its package ended is told of', () => {
  assert.match(read(event('output', 'TestHang', { Output: 'waiting\n' })).printed, /waiting/)
})
