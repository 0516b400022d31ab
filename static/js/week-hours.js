// The working week as spans of minutes after Monday 00:00, opened and closed as
// booking/week.go merges them: what overlaps or touches becomes one, unless it
// touches at midnight, and what is longer than a day is cut at each midnight.
// A span is {from, to}; Sunday's night ends beyond the week.

import { american, reading } from './clock.js'

export const DAY = 1440
const WEEK = 7 * DAY

/** A time as people type it, in minutes; null where it is none. */
export function readClock(text) {
  const found = /^(?:(\d{1,2})(?:[:.,-](\d\d))?|(\d{1,2})(\d\d))\s*(?:([ap])\.?(?:m\.?)?)?$/i.exec(text.trim())
  if (!found) return null
  let hour = Number(found[1] ?? found[3])
  if (found[5]) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (/p/i.test(found[5]) ? 12 : 0)
  }
  const minutes = hour * 60 + Number(found[2] ?? found[4] ?? 0)
  return Number(found[2] ?? found[4] ?? 0) < 60 && minutes <= DAY ? minutes : null
}

/** A time as a row says it. */
export const clock = (minutes) =>
  american() ? reading(minutes) : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The span of a row; to <= from runs past midnight. */
export function spanOf(day, from, to) {
  const start = (day - 1) * DAY
  return { from: start + from, to: start + to + (to <= from ? DAY : 0) }
}

/** The day and the clock's readings of a span that is no longer than a day. */
export function rowOf(span) {
  const from = span.from % DAY
  let to = from + span.to - span.from
  if (to > DAY) to -= DAY
  return { day: Math.floor(span.from / DAY) + 1, from, to }
}

const meet = (a, b) => (a.from < b.to && b.from < a.to) || (a.to === b.from && a.to % DAY !== 0) || (b.to === a.from && b.to % DAY !== 0)

/** The span, or its like a week earlier or later, that passes a test. */
function near(span, test) {
  for (const weeks of [-WEEK, 0, WEEK]) {
    const moved = { from: span.from + weeks, to: span.to + weeks }
    if (test(moved)) return moved
  }
}

/** The spans with from–to open. */
export function open(spans, from, to) {
  let whole = { from, to }
  let rest = spans
  for (let n = -1; n !== rest.length; ) {
    n = rest.length
    rest = rest.filter((span) => {
      const met = near(span, (moved) => meet(whole, moved))
      if (met) whole = { from: Math.min(whole.from, met.from), to: Math.max(whole.to, met.to) }
      return !met
    })
  }
  return [...rest, ...cut(whole)].sort((a, b) => a.from - b.from)
}

/** The spans with from–to closed. */
export function close(spans, from, to) {
  return spans
    .flatMap((span) => {
      let left = [span]
      for (const weeks of [-WEEK, 0, WEEK]) {
        left = left.flatMap((part) => without(part, from + weeks, to + weeks))
      }
      return left.flatMap(cut)
    })
    .sort((a, b) => a.from - b.from)
}

function without(span, from, to) {
  if (to <= span.from || from >= span.to) return [span]
  return [
    { from: span.from, to: from },
    { from: to, to: span.to },
  ].filter((part) => part.from < part.to)
}

function cut({ from, to }) {
  if (to - from >= WEEK) [from, to] = [0, WEEK]
  const parts = []
  while (from < to) {
    const end = to - from > DAY ? Math.min(to, (Math.floor(from / DAY) + 1) * DAY) : to
    const start = ((from % WEEK) + WEEK) % WEEK
    parts.push({ from: start, to: start + end - from })
    from = end
  }
  return parts
}

/** What of the spans lies on a day: pieces in its minutes, with the span each is of. */
export function pieces(spans, day) {
  const start = (day - 1) * DAY
  return spans.flatMap((span) => {
    const met = near(span, (moved) => moved.from < start + DAY && moved.to > start)
    if (!met) return []
    return [{ from: Math.max(0, met.from - start), to: Math.min(DAY, met.to - start), continued: met.from < start, span }]
  })
}
