import test from 'node:test'
import assert from 'node:assert/strict'
import * as dates from '../src/dates.js'
import { target } from '../src/calendar.js'

test('a week begins on its Monday, over the ends of months and years', () => {
  assert.equal(dates.mondayOf('2026-11-01'), '2026-10-26') // a Sunday
  assert.equal(dates.mondayOf('2026-11-02'), '2026-11-02')
  assert.deepEqual(dates.weekFrom('2026-12-28').slice(2, 5), ['2026-12-30', '2026-12-31', '2027-01-01'])
  assert.equal(dates.daysBetween('2026-10-24', '2026-10-26'), 2)
  assert.equal(dates.daysBetween('2026-03-01', '2026-02-28'), -1)
})

test('days and months are counted over the ends of months and years', () => {
  assert.equal(dates.addDays('2026-12-31', 1), '2027-01-01')
  assert.equal(dates.addDays('2026-03-01', -1), '2026-02-28')
  assert.equal(dates.addDays('2026-10-25', 1), '2026-10-26') // a 25-hour day in Europe
  assert.equal(dates.addMonths('2026-12', 1), '2027-01')
  assert.equal(dates.addMonths('2026-01', -1), '2025-12')
  assert.equal(dates.addMonths('2026-11', -12), '2025-11')
  assert.equal(dates.lastOf('2026-02'), '2026-02-28')
  assert.equal(dates.weekday('2026-11-22'), 7)
  assert.equal(dates.weekday('2026-11-23'), 1)
})

test('the same day of a shorter month is its last day', () => {
  assert.equal(dates.sameDayOf('2026-02', '2026-01-31'), '2026-02-28')
  assert.equal(dates.sameDayOf('2026-12', '2026-11-05'), '2026-12-05')
})

test('the wall clock and the offset are read out of the instant itself', () => {
  const instant = '2026-12-01T09:30:00+10:30'
  assert.equal(dates.dateOf(instant), '2026-12-01')
  assert.equal(dates.clockOf(instant), '09:30')
  assert.equal(dates.offsetOf(instant), 630)
  assert.equal(dates.offsetOf('2026-12-01T09:30:00-03:30'), -210)
  assert.equal(dates.offsetOf('2026-12-01T09:30:00Z'), 0)
})

test('an offset has a name', () => {
  assert.equal(dates.offsetName(180), 'UTC+3')
  assert.equal(dates.offsetName(630), 'UTC+10:30')
  assert.equal(dates.offsetName(-210), 'UTC−3:30')
  assert.equal(dates.offsetName(0), 'UTC')
})

test('keys move over the date grid as WAI-ARIA says', () => {
  const from = '2026-11-25' // a Wednesday
  const to = {
    ArrowLeft: '2026-11-24',
    ArrowRight: '2026-11-26',
    ArrowUp: '2026-11-18',
    ArrowDown: '2026-12-02',
    Home: '2026-11-23',
    End: '2026-11-29',
    PageUp: '2026-10-25',
    PageDown: '2026-12-25',
  }
  for (const key in to) assert.equal(target(key, from), to[key], key)
  assert.equal(target('PageDown', '2027-01-31'), '2027-02-28')
  assert.equal(target('PageUp', from, true), '2025-11-25')
  assert.equal(target('a', from), undefined)
})
