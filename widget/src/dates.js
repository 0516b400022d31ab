/*
 * Dates as the API writes them. A date is "2026-11-24", a month "2026-11", an instant RFC 3339 with the
 * company's offset ("2026-11-24T16:15:00+03:00"). The company's wall clock is read out of the text itself:
 * the visitor's zone never takes part (domain.md, Time).
 */

const DAY_MS = 86_400_000
const iso = (ms) => new Date(ms).toISOString().slice(0, 10)

// A date without a time is midnight UTC to Date, in every zone (ECMAScript, Date Time String Format).
export const addDays = (date, n) => iso(Date.parse(date) + n * DAY_MS)

export const daysBetween = (date, later) => (Date.parse(later) - Date.parse(date)) / DAY_MS

/** ISO weekday, 1 = Monday … 7 = Sunday. */
export const weekday = (date) => new Date(date).getUTCDay() || 7

export const monthOf = (date) => date.slice(0, 7)
export const addMonths = (month, n) => monthOf(iso(Date.UTC(month.slice(0, 4), month.slice(5) - 1 + n)))
export const firstOf = (month) => month + '-01'
export const lastOf = (month) => addDays(firstOf(addMonths(month, 1)), -1)

export const clamp = (date, from, to) => (date < from ? from : date > to ? to : date)

/** The same day of another month, or that month's last day: 31 January → 28 February. */
export const sameDayOf = (month, date) => clamp(month + date.slice(7), firstOf(month), lastOf(month))

/** The Monday of a date's week. */
export const mondayOf = (date) => addDays(date, 1 - weekday(date))

/** Seven dates from one on. */
export function weekFrom(date) {
  const week = []
  for (let i = 0; i < 7; i++) week[i] = addDays(date, i)
  return week
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

/** Today's date on the clock of an IANA zone; undefined where the browser does not know the zone. */
export function todayIn(zone) {
  try {
    return new Date().toLocaleDateString('sv', { timeZone: zone })
  } catch {
    // an old browser and a new zone: no day is marked as today
  }
}
