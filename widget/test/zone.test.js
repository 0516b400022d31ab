import test from 'node:test'
import assert from 'node:assert/strict'
import { addDays } from '../src/dates.js'
import { formats } from '../src/formats.js'
import { clocks, differ, ownZone, writer, zonedSchedule } from '../src/extras/zone.js'
import { speaking } from './words.js'

test('an instant is written as any zone’s clock shows it, over both clock changes', () => {
  const cases = [
    ['2026-11-27T18:00:00+03:00', 'America/New_York', '2026-11-27T10:00:00-05:00'],
    ['2026-11-28T02:30:00+03:00', 'America/St_Johns', '2026-11-27T20:00:00-03:30'],
    ['2026-11-27T18:00:00+03:00', 'Asia/Kathmandu', '2026-11-27T20:45:00+05:45'],
    ['2026-11-27T18:00:00+03:00', 'UTC', '2026-11-27T15:00:00Z'],
    ['2026-12-31T23:30:00+03:00', 'Pacific/Kiritimati', '2027-01-01T10:30:00+14:00'],
    // The hour that occurs twice in New York, and the one that does not occur.
    ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01T01:30:00-04:00'],
    ['2026-11-01T06:30:00Z', 'America/New_York', '2026-11-01T01:30:00-05:00'],
    ['2026-03-08T06:59:00Z', 'America/New_York', '2026-03-08T01:59:00-05:00'],
    ['2026-03-08T07:00:00Z', 'America/New_York', '2026-03-08T03:00:00-04:00'],
    ['2026-11-27T21:00:00Z', 'Europe/London', '2026-11-27T21:00:00Z'],
    ['2026-11-27T21:00:00Z', 'Europe/Moscow', '2026-11-28T00:00:00+03:00'], // midnight is 00, not 24
  ]
  for (const [instant, zone, text] of cases) {
    assert.equal(writer(zone)(instant), text)
    assert.equal(Date.parse(text), Date.parse(instant))
  }
})

test('zones differ if they do at any time of the year', () => {
  const winter = Date.parse('2026-12-01')
  assert.ok(differ('Europe/Moscow', 'America/New_York', winter))
  assert.ok(differ('Europe/London', 'Africa/Abidjan', winter)) // the same until March
  assert.ok(!differ('Europe/Moscow', 'Europe/Moscow', winter))
  assert.ok(!differ('Asia/Calcutta', 'Asia/Kolkata', winter)) // two names of one
  assert.ok(!differ('Mars/Olympus', 'Europe/Moscow', winter)) // not known: the company's is shown
  assert.ok(!differ('', 'Europe/Moscow', winter))
})

/** A company in Moscow with starts at 0:30, 10:00 and 23:30 of every date. */
function company(from, to) {
  const asked = []
  const days = async (a, b) => {
    asked.push([a, b])
    const list = []
    for (let date = a; date <= b; date = addDays(date, 1))
      list.push({
        date,
        slots: ['00:30', '10:00', '23:30'].map((clock) => ({ start: `${date}T${clock}:00+03:00`, end: `${date}T${clock}:00+03:00` })),
      })
    return { days: list }
  }
  return { asked, days, bookable: { from, to } }
}

test('days are those of the visitor’s clock, with every start on exactly one', async () => {
  const { days, bookable, asked } = company('2026-11-27', '2027-01-25')
  for (const [zone, first] of [
    ['America/Los_Angeles', ['2026-11-26T13:30:00-08:00', '2026-11-26T23:00:00-08:00']],
    ['Pacific/Kiritimati', ['2026-11-27T11:30:00+14:00', '2026-11-27T21:00:00+14:00']],
    ['Asia/Kathmandu', ['2026-11-27T03:15:00+05:45', '2026-11-27T12:45:00+05:45']],
  ]) {
    const schedule = zonedSchedule(zone, bookable, days, '2026-11-26')
    const seen = []
    for (let date = schedule.from; date <= schedule.to; date = addDays(date, 1)) {
      await schedule.load(date, date < addDays(schedule.to, -6) ? addDays(date, 6) : schedule.to)
      for (const { start } of schedule.slots(date)) {
        assert.equal(start.slice(0, 10), date)
        seen.push(start)
      }
    }
    assert.equal(seen.length, 60 * 3, zone)
    assert.deepEqual(seen.slice(0, 2), first)
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => Date.parse(a) - Date.parse(b)),
    )
  }
  for (const [a, b] of asked) assert.ok(a >= bookable.from && b <= bookable.to && b <= addDays(a, 61))
})

test('what is asked for never goes beyond what can be booked', async () => {
  const { days, bookable, asked } = company('2026-11-27', '2026-11-29')
  const schedule = zonedSchedule('Pacific/Kiritimati', bookable, days, '2026-11-27')
  assert.equal(await schedule.next('2026-12-01'), undefined)
  assert.equal(await schedule.next('2026-11-30'), '2026-11-30') // 23:30 of the 29th in Moscow
  for (const [a, b] of asked) assert.ok(a >= '2026-11-27' && b <= '2026-11-29' && a <= b)
})

/** An app of a company in another zone than this machine's, wherever that is. */
function app(online) {
  const timezone = ownZone() === 'Asia/Tokyo' ? 'America/New_York' : 'Asia/Tokyo'
  const t = speaking('en')
  const of = { timezone, clock: 'There', formats: 'en-GB', currency: 'JPY' }
  return { config: { company: of, bookable: {} }, state: {}, t, fmt: formats(t, 'en', of), service: () => ({ online }) }
}

test('only what is held online is shown by the visitor’s clock, until he wants the company’s', () => {
  assert.equal(clocks(app(false)).shown(), '')
  assert.equal(clocks(app(false)).other('2026-12-01T10:00:00+09:00'), undefined)
  assert.equal(clocks(app(false)).sent('2026-12-01T10:00:00+09:00'), '2026-12-01T10:00:00+09:00')
  const visitor = app(true)
  const own = clocks(visitor)
  assert.equal(own.shown(), ownZone())
  const start = '2026-12-01T10:00:00Z'
  const mine = writer(ownZone())(start)
  const theirs = writer(visitor.config.company.timezone)(start)
  assert.equal(own.written(theirs), mine)
  assert.equal(own.sent(mine), '2026-12-01T10:00:00.000Z')
  // Beside the one that is shown stands the other.
  assert.equal(own.other(mine).label, 'There')
  assert.equal(own.other(theirs).label, 'Your time')
  assert.ok(own.other(mine).text.includes(visitor.fmt.time(theirs)))
  visitor.state.theirs = true
  assert.equal(own.shown(), '')
  assert.equal(own.written(mine), theirs)
})
