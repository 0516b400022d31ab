import assert from 'node:assert/strict'
import test from 'node:test'
import { DAY, close, open, pieces, readClock, rowOf, spanOf } from '../js/week-hours.js'

test('a time is read as it is typed, by twelve hours too', () => {
  const want = {
    9: 540,
    '9:30': 570,
    '0930': 570,
    '24:00': 1440,
    '9:00\u00a0AM': 540,
    '12 am': 0,
    '12:30 p.m.': 750,
    '5p': 1020,
    '13 pm': null,
    '9:75': null,
    am: null,
  }
  for (const [text, minutes] of Object.entries(want)) assert.equal(readClock(text), minutes, text)
})

const WEEK = 7 * DAY

/** The minutes of the week that spans cover, and how often. */
function covered(spans) {
  const minutes = new Uint8Array(WEEK)
  for (const { from, to } of spans) for (let m = from; m < to; m++) minutes[m % WEEK]++
  return minutes
}

/** Numbers that are the same in each run. */
function numbers(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
}

test('opening and closing is what it is minute by minute', () => {
  const draw = numbers(7)
  const time = (most) => Math.min(most, draw(2) ? draw(25) * 60 : draw(289) * 5)
  for (let run = 0; run < 100; run++) {
    let spans = []
    const want = new Uint8Array(WEEK)
    for (let step = 0; step < 10; step++) {
      const opens = draw(5) > 1
      const { from, to } = spanOf(draw(7) + 1, time(DAY - 1), time(DAY))
      spans = (opens ? open : close)(spans, from, to)
      for (let m = from; m < to; m++) want[m % WEEK] = opens ? 1 : 0
      assert.deepEqual(covered(spans), want, JSON.stringify({ run, step, opens, from, to, spans }))
      let seen = 0
      for (let day = 1; day <= 7; day++) for (const piece of pieces(spans, day)) seen += piece.to - piece.from
      assert.equal(
        seen,
        want.reduce((sum, on) => sum + on, 0),
      )
      for (const span of spans) {
        const { day, from: start, to: end } = rowOf(span)
        assert.deepEqual(spanOf(day, start, end), span)
      }
    }
  }
})

test('hours that touch at midnight stay two', () => {
  const evening = spanOf(1, 1200, 1440)
  const both = open([evening], DAY, DAY + 360)
  assert.deepEqual(both.map(rowOf), [
    { day: 1, from: 1200, to: 1440 },
    { day: 2, from: 0, to: 360 },
  ])
  assert.deepEqual(open([spanOf(7, 1320, 120)], 60, 300).map(rowOf), [{ day: 7, from: 1320, to: 300 }])
})

test('times as people type them, and no others', () => {
  for (const [text, minutes] of [
    ['9', 540],
    [' 09 ', 540],
    ['9:30', 570],
    ['9.30', 570],
    ['930', 570],
    ['0930', 570],
    ['24:00', 1440],
    ['0', 0],
  ])
    assert.equal(readClock(text), minutes, text)
  for (const text of ['', '25:61', '24:01', '10:5', '9:60', '-1', '1e3', '１８:00', '13pm', '12345'])
    assert.equal(readClock(text), null, text)
})
