/*
 * Dates as the API writes them. A date is "2026-11-24", a month "2026-11", an instant RFC 3339 with the
 * company's offset ("2026-11-24T16:15:00+03:00"). The company's wall clock is read out of the text itself:
 * the visitor's zone never takes part (domain.md, Time).
 */

const DAY = 86_400_000

const utc = (date) => Date.UTC(+date.slice(0, 4), date.slice(5, 7) - 1, +date.slice(8, 10))
const iso = (ms) => new Date(ms).toISOString().slice(0, 10)

export const addDays = (date, n) => iso(utc(date) + n * DAY)
export const daysBetween = (from, to) => Math.round((utc(to) - utc(from)) / DAY)

/** ISO weekday, 1 = Monday … 7 = Sunday. */
export const weekday = (date) => new Date(utc(date)).getUTCDay() || 7

export const monthOf = (date) => date.slice(0, 7)
export const firstOf = (month) => month + '-01'
export const lastOf = (month) => addDays(firstOf(addMonths(month, 1)), -1)

export function addMonths(month, n) {
  return iso(Date.UTC(+month.slice(0, 4), month.slice(5, 7) - 1 + n, 1)).slice(0, 7)
}

/** The same day of another month, or that month's last day: 31 January → 28 February. */
export function sameDayOf(month, date) {
  const last = lastOf(month)
  const same = month + date.slice(7)
  return same > last ? last : same
}

export const clamp = (date, from, to) => (date < from ? from : date > to ? to : date)

/** The month as weeks of seven dates, Monday first; null where the week reaches outside the month. */
export function weeksOf(month) {
  const start = firstOf(month)
  const lead = weekday(start) - 1
  const days = daysBetween(start, lastOf(month)) + 1
  const weeks = []
  for (let cell = 0; cell < lead + days; cell++) {
    const week = (weeks[Math.floor(cell / 7)] ||= [null, null, null, null, null, null, null])
    if (cell >= lead) week[cell % 7] = addDays(start, cell - lead)
  }
  return weeks
}

export const dateOf = (instant) => instant.slice(0, 10)
export const clockOf = (instant) => instant.slice(11, 16)

/** The offset written in an instant, in minutes east of UTC. */
export function offsetOf(instant) {
  const m = /([+-])(\d\d):(\d\d)$/.exec(instant)
  return m ? (m[1] === '-' ? -1 : 1) * (m[2] * 60 + +m[3]) : 0
}

/** "UTC+3", "UTC−3:30", "UTC" for minutes east of UTC. */
export function offsetName(minutes) {
  const size = Math.abs(minutes)
  const rest = size % 60
  if (!size) return 'UTC'
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest ? ':' + String(rest).padStart(2, '0') : ''}`
}

/** Minutes east of UTC on the visitor's own clock at that instant. */
export const visitorOffset = (instant) => -new Date(instant).getTimezoneOffset()

/** Today's date on the clock of an IANA zone; the fallback where the browser does not know the zone. */
export function todayIn(zone, fallback) {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date())
  } catch {
    return fallback
  }
}
