import test from 'node:test'
import assert from 'node:assert/strict'
import { dayparts, repeated } from '../src/dayparts.js'

const slot = (clock, offset = '+03:00') => ({ start: `2026-10-25T${clock}:00${offset}` })

test('slots are grouped by part of the day, empty parts left out', () => {
  const groups = dayparts([slot('05:45'), slot('06:00'), slot('11:45'), slot('17:00'), slot('23:30')])
  assert.deepEqual(
    groups.map((g) => [g.part, g.slots.length]),
    [
      ['night', 1],
      ['morning', 2],
      ['evening', 2],
    ],
  )
  assert.deepEqual(
    dayparts([slot('12:00'), slot('16:45')]).map((g) => g.part),
    ['day'],
  )
  assert.deepEqual(dayparts([]), [])
})

test('only the readings of a repeated hour are told apart', () => {
  const slots = [slot('01:30', '+02:00'), slot('01:30', '+01:00'), slot('02:00', '+01:00')]
  assert.deepEqual(slots.map(repeated(slots)), [true, true, false])
})
