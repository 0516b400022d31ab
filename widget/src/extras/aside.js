import { el, refill } from '../dom.js'
import { offsetName, offsetOf, visitorOffset } from '../dates.js'
import { icon } from '../icons.js'

/** What stands around an open day of a step that shows times. */
export function aside(step, date) {
  note(step, step.schedule.slots(date)[0].start)
  refill(step.other, hour(step, date, 'no_time'))
}

/** Says whose clock this is when the visitor's shows another time at that moment; a choice between the two says it itself. */
function note(step, start) {
  const { t, config } = step.app
  if (step.clock) return step.clock.said(start)
  const here = offsetOf(start)
  const own = visitorOffset(start)
  refill(
    step.zone,
    own !== here && [
      icon('clock'),
      el('span', { text: t('zone', { zone: config.company.clock, offset: offsetName(here), own: offsetName(own) }) }),
    ],
  )
}

/** Asks for the hour that he wants of a day; of today nothing, since much of it is over, nor by another clock than the company's. */
export function hour(step, date, label) {
  const { app } = step
  if (date <= step.calendar.today || app.shown()) return
  const change = () => {
    step.missed(date, input.value && { hour: +input.value.slice(0, 2) })
    app.say(app.t('noted'), true)
  }
  const input = el('input', { id: 'hour', type: 'time', step: 3600, on: { change } })
  return el('div', { class: 'field hour' }, el('label', { for: 'hour', text: app.t(label) }), input)
}
