import { el, set } from '../dom.js'
import { add, each } from '../list.js'
import { addDays, dateOf, offsetName, offsetOf, todayIn } from '../dates.js'
import { Schedule } from '../schedule.js'

// The clocks of two zones are never further apart.
const FAR = 2 // days

/** The zone of the visitor's own clock, an IANA name. */
export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Writes an instant as a zone's clock shows it, with the offset of that moment: "2026-11-27T10:00:00-05:00". */
export function writer(zone) {
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }
  const format = new Intl.DateTimeFormat('sv', { ...digits, timeZone: zone })
  return (instant) => {
    const at = new Date(instant)
    const reading = format.format(at).replace(' ', 'T')
    const offset = Math.round((Date.parse(reading + 'Z') - at) / 60_000)
    if (!offset) return reading + 'Z' // as the server writes it
    const size = Math.abs(offset)
    const two = (n) => String(n).padStart(2, '0')
    return reading + (offset < 0 ? '-' : '+') + two(Math.floor(size / 60)) + ':' + two(size % 60)
  }
}

/** Whether two zones ever show another time within a year from now, as far as the ends of its seasons tell. */
export function differ(one, other, now = Date.now()) {
  if (!one || !other || one === other) return false
  try {
    const a = writer(one)
    const b = writer(other)
    for (let month = 0; month < 12; month++) {
      const at = now + month * 30 * 86_400_000
      if (a(at) !== b(at)) return true
    }
  } catch {
    // a zone that the browser does not know
  }
  return false
}

/**
 * The same free times by another zone's clock: days are that zone's, and so are the starts as they are written.
 * bookable are the dates of the company's clock that can be asked for, days(from, to) asks for them.
 */
export function zonedSchedule(zone, bookable, days, today = todayIn(zone)) {
  const write = writer(zone)
  return new Schedule(today, addDays(bookable.to, FAR), async (from, to) => {
    const first = addDays(from, -FAR)
    const last = addDays(to, FAR)
    const a = first < bookable.from ? bookable.from : first
    const b = last > bookable.to ? bookable.to : last
    const answer = a > b ? { days: [] } : await days(a, b)
    const by = {}
    const found = []
    each(answer.days, (day) =>
      each(day.slots, (slot) => {
        const start = write(slot.start)
        const date = dateOf(start)
        if (date < from || date > to) return
        if (!by[date]) add(found, (by[date] = { date, slots: [] }))
        add(by[date].slots, { start, end: write(slot.end) })
      }),
    )
    return { days: found }
  })
}

/** What an app does about the visitor's clock where a service is held online. */
export function clocks(app) {
  const { company, bookable } = app.config
  const mine = ownZone()
  const apart = differ(mine, company.timezone)
  const online = () => apart && Boolean(app.service()?.online)
  const shown = () => (online() && !app.state.theirs ? mine : '')
  const write = (zone) => writer(zone || company.timezone)
  return {
    shown,
    schedule: (days) => zonedSchedule(shown(), bookable, days),
    /** An instant as the shown clock has it. */
    written: (instant) => (online() ? write(shown())(instant) : instant),
    /** A start as it is sent: an offset of the visitor's own could be taken for a slip of the company's clock. */
    sent: (start) => (online() ? new Date(start).toISOString() : start),
    /** A start by the other of the two clocks: { label, text }; nothing where they show the same. */
    other(start) {
      if (!online()) return
      const theirs = write('')(start)
      const own = write(mine)(start)
      if (own === theirs) return
      const text = offsetOf(start) === offsetOf(theirs) ? own : theirs
      return {
        label: text === own ? app.t('your_clock') : company.clock,
        text: app.fmt.brief(text) + ' (' + offsetName(offsetOf(text)) + ')',
      }
    },
    /** The choice between the two clocks, for a step that shows times; nothing where there is one alone. */
    choice(step) {
      if (!online()) return
      const { t, state } = app
      const radio = (theirs) => {
        const input = el('input', { type: 'radio', name: 'clock', value: theirs ? 'theirs' : 'mine', on: { change: () => turn(theirs) } })
        input.checked = Boolean(state.theirs) === theirs
        return el('label', { class: 'time' }, input, el('span', {}))
      }
      const node = el('fieldset', { class: 'clock' }, el('legend', { text: t('clock') }), radio(false), radio(true))
      const turn = (theirs) => {
        state.theirs = theirs
        if (state.start || app.wish) app.wish = write(shown())(state.start || app.wish)
        state.date = app.wish ? dateOf(app.wish) : ''
        step.open()
        app.say(node.querySelectorAll('span')[+theirs].textContent)
      }
      /** Says how far the clocks are from UTC at that moment. */
      node.said = (start) =>
        each(node.querySelectorAll('span'), (span, i) => {
          const zone = i ? company.timezone : mine
          const offset = offsetName(offsetOf(writer(zone)(start)))
          set(span, { text: (i ? company.clock : t('your_clock')) + ' (' + offset + ')' })
        })
      node.said(Date.now())
      return node
    },
  }
}
