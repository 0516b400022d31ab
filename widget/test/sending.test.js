import test from 'node:test'
import assert from 'node:assert/strict'
import { attemptFor } from '../src/attempt.js'
import { passing, persist } from '../src/retry.js'
import { complaint, serverName } from '../src/fields.js'
import { content } from '../src/submit.js'
import { speaking } from './words.js'

const trouble = (status, wait = 0) => ({ status, wait })

/** An act that fails with these troubles, one after the other, and then answers; with the pauses made. */
function failing(...troubles) {
  const pauses = []
  let calls = 0
  const act = async () => {
    calls++
    if (troubles.length) throw troubles.shift()
    return 'answer'
  }
  return { run: () => persist(act, null, async (s) => pauses.push(s)), pauses, calls: () => calls }
}

test('passing troubles are waited out with growing pauses', async () => {
  const it = failing(trouble(0), trouble(503), trouble(429, 3))
  assert.equal(await it.run(), 'answer')
  assert.deepEqual(it.pauses, [0.7, 2, 3])
})

test('a server or a proxy that asks for an hour is asked again within seconds', async () => {
  const it = failing(trouble(503, 3600), trouble(503, Number.NaN))
  assert.equal(await it.run(), 'answer')
  assert.deepEqual(it.pauses, [0.7, 2])
})

test('after four tries the trouble is told', async () => {
  const it = failing(trouble(500), trouble(500), trouble(500), trouble(502), trouble(500))
  await assert.rejects(it.run(), { status: 502 })
  assert.equal(it.calls(), 4)
})

test('a final answer and a long wait are not repeated', async () => {
  for (const t of [trouble(409), trouble(422), trouble(404), trouble(429, 60)]) {
    const it = failing(t)
    await assert.rejects(it.run(), t)
    assert.equal(it.calls(), 1)
    assert.equal(passing(t), false)
  }
})

test('the same content repeats the key and the very same body, also with a new view token', () => {
  const booking = { service: 's', start: '2026-11-24T16:15:00+03:00', client: { name: 'Анна' } }
  const first = attemptFor(booking, { view: 'view-1' })
  assert.equal(attemptFor({ ...booking }, { view: 'view-2', hold: 'h' }, first), first)
  const other = attemptFor({ ...booking, start: '2026-11-24T17:00:00+03:00' }, { view: 'view-2' }, first)
  assert.notEqual(other.key, first.key)
  assert.equal(JSON.parse(other.body).view, 'view-2')
})

const field = (name, kind, required) => ({ name, kind, required })

test('client and answers are told apart, empty answers left out', () => {
  const config = {
    form: {
      fields: [field('name', 'text'), field('phone', 'phone'), field('email', 'email'), field('comment', 'textarea')],
      consent: { text: {} },
    },
  }
  const values = { name: ' Анна ', phone: '+7 916 123-45-67', email: '', comment: 'тише', consent: 'yes' }
  const state = { service: 's', start: 'x', resource: '', values }
  const extra = { page: () => 'https://a.example/', clocks: { sent: (start) => start } }
  assert.deepEqual(content({ config, state, extra }), {
    service: 's',
    start: 'x',
    client: { name: 'Анна', phone: '+7 916 123-45-67' },
    answers: { comment: 'тише' },
    consent: true,
  })
  assert.equal(serverName(field('phone', 'phone')), 'client.phone')
  assert.equal(serverName(field('comment', 'textarea')), 'answers.comment')
  assert.equal(serverName(field('consent', 'consent')), 'consent')
})

test('only what is surely wrong is refused before it is sent', () => {
  const t = speaking('en')
  const say = (f, value) => complaint(t, f, value)
  assert.equal(say(field('name', 'text', true), '  '), t('need_field'))
  assert.equal(say(field('email', 'email', false), ''), '')
  assert.equal(say(field('email', 'email', false), 'anna@'), t('bad_email'))
  assert.equal(say(field('email', 'email', false), 'anna@пример.рф'), '')
  assert.equal(say(field('phone', 'phone', true), '+7 916'), t('bad_phone'))
  assert.equal(say(field('phone', 'phone', true), '8 (916) 123-45-67'), '')
  assert.equal(say(field('consent', 'consent', true), ''), t('need_consent'))
})
