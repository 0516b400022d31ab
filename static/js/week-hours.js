// A working week, or another cycle of days, as spans of minutes after its first midnight, opened and closed as
// booking/week.go merges them: what overlaps or touches becomes one, unless it
// touches at midnight, and what is longer than a day is cut at each midnight.
// A span is {from, to}; the night of the last day, Sunday's, ends beyond the cycle.

import { american, reading } from './clock.js'

export const DAY = 1440

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

/** The span and its likes a cycle earlier and later. */
const likes = ({ from, to }, days) => [-days, 0, days].map((n) => ({ from: from + n * DAY, to: to + n * DAY }))

/** The spans of a cycle with from–to open. */
export function open(spans, from, to, days = 7) {
  let whole = { from, to }
  let rest = spans
  for (let n = -1; n !== rest.length; ) {
    n = rest.length
    rest = rest.filter((span) => {
      const met = likes(span, days).find((moved) => meet(whole, moved))
      if (met) whole = { from: Math.min(whole.from, met.from), to: Math.max(whole.to, met.to) }
      return !met
    })
  }
  return [...rest, ...cut(whole, days)].sort((a, b) => a.from - b.from)
}

/** The spans of a cycle with from–to closed. */
export function close(spans, from, to, days = 7) {
  return spans
    .flatMap((span) => {
      let left = [span]
      for (const like of likes({ from, to }, days)) left = left.flatMap((part) => without(part, like.from, like.to))
      return left.flatMap((part) => cut(part, days))
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

function cut({ from, to }, days) {
  const all = days * DAY
  if (to - from >= all) [from, to] = [0, all]
  const parts = []
  while (from < to) {
    const end = to - from > DAY ? Math.min(to, (Math.floor(from / DAY) + 1) * DAY) : to
    const start = ((from % all) + all) % all
    parts.push({ from: start, to: start + end - from })
    from = end
  }
  return parts
}

/** What of the spans lies on a day: pieces in its minutes, with the span each is of. */
export function pieces(spans, day, days = 7) {
  const start = (day - 1) * DAY
  return spans.flatMap((span) =>
    likes(span, days)
      .filter((like) => like.from < start + DAY && like.to > start)
      .map((like) => ({
        from: Math.max(0, like.from - start),
        to: Math.min(DAY, like.to - start),
        continued: like.from < start,
        span,
      })),
  )
}
