import test from 'node:test'
import assert from 'node:assert/strict'
import { Hold } from '../src/extras/hold.js'

/** An API that keeps what it is told; answers are given when the test says so. */
function recording() {
  const told = []
  const waiting = []
  const later = (what) =>
    new Promise((done, fail) => {
      told.push(what)
      waiting.push({ done, fail })
    })
  return {
    told,
    answer: (value) => waiting.shift().done(value),
    refuse: (trouble) => waiting.shift().fail(trouble),
    hold: ({ start, visitor }) => later(`hold ${start} for ${visitor}`),
    prolong: (id) => later('prolong ' + id),
    release: (id) => told.push('release ' + id),
  }
}

test('a time is kept, for as long as the server says', async () => {
  const api = recording()
  const hold = new Hold(api, 'me')
  const taken = hold.take({ start: '10:00' })
  assert.equal(hold.left(), 0)
  api.answer({ id: 'a', expires: '2000-01-01T00:00:00Z', seconds: 300 })
  await taken
  assert.equal(hold.left(), 300)
  hold.release()
  assert.equal(hold.left(), 0)
  assert.deepEqual(api.told, ['hold 10:00 for me', 'release a'])
})

test('another choice gives the first one back, also when its answer comes too late', async () => {
  const api = recording()
  const hold = new Hold(api, 'me')
  const first = hold.take({ start: '10:00' })
  const second = hold.take({ start: '11:00' })
  api.answer({ id: 'a', seconds: 300 })
  api.answer({ id: 'b', seconds: 300 })
  await Promise.all([first, second])
  assert.equal(hold.id, 'b')
  assert.deepEqual(api.told, ['hold 10:00 for me', 'hold 11:00 for me', 'release a'])
})

test('signs of life are few, and one that finds nothing ends it', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] })
  const api = recording()
  const hold = new Hold(api, 'me')
  const taken = hold.take({ start: '10:00' })
  api.answer({ id: 'a', seconds: 300 })
  await taken
  await hold.prolong()
  t.mock.timers.tick(39_000)
  await hold.prolong()
  t.mock.timers.tick(2_000)
  const alive = hold.prolong()
  await hold.prolong()
  api.answer({ id: 'a', seconds: 280 })
  await alive
  assert.equal(hold.left(), 280)
  const more = hold.prolong(true)
  api.refuse({ status: 404 })
  await more
  assert.equal(hold.id, '')
  assert.deepEqual(api.told, ['hold 10:00 for me', 'prolong a', 'prolong a'])
})
