// The server's clock and the company's wall clock: the browser's own may be
// wrong or far away. "okno:time" is told where the clock turns out to be another.

let skew = 0

/** Learns the server's time (Unix seconds) that has just arrived. */
export function learn(unix) {
  if (!(unix > 0)) return
  const before = skew
  skew = unix * 1000 - Date.now()
  if (Math.abs(skew - before) > 2_000) document.dispatchEvent(new Event('okno:time'))
}

/** Milliseconds since the epoch by the server's clock. */
export const now = () => Date.now() + skew

/** The company's zone: what has come last knows best. */
const zone = () => (document.querySelector('#main [data-zone]') ?? document.body).dataset.zone || undefined

const formats = new Map()

function parts(milliseconds) {
  const timeZone = zone()
  if (!formats.has(timeZone)) {
    formats.set(
      timeZone,
      new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', timeZone }),
    )
  }
  return Object.fromEntries(
    formats
      .get(timeZone)
      .formatToParts(milliseconds)
      .map(({ type, value }) => [type, value]),
  )
}

/** The time that the company's wall clock shows, like 9:05, or 9:05 AM. */
export function wallClock(milliseconds) {
  const { hour, minute } = parts(milliseconds)
  return reading(Number(hour) * 60 + Number(minute))
}

/** Whether the hours of the day are told by twelve (format.Style.Language). */
export const american = () => globalThis.document?.documentElement.lang === 'en-US'

/** A reading of the company's wall clock, in minutes after midnight, as wallClock writes it. */
export function reading(minutes) {
  const hour = Math.floor(minutes / 60)
  const rest = `:${String(minutes % 60).padStart(2, '0')}`
  return american() ? `${((hour + 11) % 12) + 1}${rest}\u00a0${hour % 24 < 12 ? 'AM' : 'PM'}` : hour + rest
}

/** Both ends, the half of the day once where it is the same. */
export function readings(from, to) {
  const [clock, half] = reading(from).split('\u00a0')
  const end = reading(to)
  return `${half && end.endsWith(half) ? clock : reading(from)}–${end}`
}

/** The company's date, like 2026-11-26. */
export function today() {
  const { year, month, day } = parts(now())
  return `${year}-${month}-${day}`
}
