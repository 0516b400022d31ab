import test from 'node:test'
import assert from 'node:assert/strict'
import { Schedule } from '../src/schedule.js'
import { addDays } from '../src/dates.js'

/** A schedule over a source of free dates that notes what it was asked for. */
function over(from, to, free) {
  const asked = []
  const schedule = new Schedule(from, to, async (a, b) => {
    asked.push([a, b])
    const days = []
    for (let date = a; date <= b; date = addDays(date, 1))
      days.push({ date, slots: free.includes(date) ? [{ start: date + 'T10:00:00+03:00' }] : [] })
    return { days }
  })
  return { schedule, asked }
}

test('only what is not known is asked for, and never beyond what can be booked', async () => {
  const { schedule, asked } = over('2026-11-22', '2027-01-21', ['2026-11-24'])
  await schedule.load('2026-11-01', '2026-11-30')
  await schedule.load('2026-11-20', '2026-12-05')
  await schedule.load('2026-11-22', '2026-12-05')
  assert.deepEqual(asked, [
    ['2026-11-22', '2026-11-30'],
    ['2026-12-01', '2026-12-05'],
  ])
  assert.equal(schedule.free('2026-11-24'), 1)
  assert.deepEqual(schedule.slots('2026-11-21'), [])
  assert.equal(schedule.slots('2026-12-06'), undefined)
})

test('the next free date is looked for to the end, in spans that an answer can hold', async () => {
  const { schedule, asked } = over('2026-01-01', '2026-12-31', ['2026-07-01'])
  assert.equal(await schedule.next('2026-01-10'), '2026-07-01')
  assert.equal(await schedule.next('2026-07-02'), undefined)
  for (const [from, to] of asked) assert.ok(to <= addDays(from, 57) && to <= '2026-12-31', `${from}–${to}`)
})

test('a date that an answer leaves out has nothing free', async () => {
  const schedule = new Schedule('2026-11-22', '2026-11-30', async () => ({ days: [] }))
  await schedule.load('2026-11-22', '2026-11-30')
  assert.deepEqual(schedule.slots('2026-11-25'), [])
})

test('the nearest times are the first of three days, and none beyond what is known', async () => {
  const { schedule, asked } = over('2026-11-28', '2027-01-21', ['2026-11-28', '2026-12-01', '2026-12-03', '2026-12-04', '2027-01-10'])
  assert.deepEqual(schedule.soonest(), [])
  await schedule.load('2026-11-28', '2026-12-02')
  assert.deepEqual(schedule.soonest(), ['2026-11-28T10:00:00+03:00', '2026-12-01T10:00:00+03:00'])
  await schedule.load('2026-12-03', '2026-12-20')
  assert.deepEqual(schedule.soonest()[2], '2026-12-03T10:00:00+03:00')
  assert.equal(schedule.soonest().length, 3)
  assert.equal(asked.length, 2)
})
