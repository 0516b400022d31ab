import { el } from '../dom.js'
import { map } from '../list.js'
import { dateOf } from '../dates.js'
import { button } from '../notice.js'

/** The nearest free times instead of one that is gone. Each is booked by one tap once everything is typed, and kept until then. */
export function taken(step, alternatives) {
  const { app } = step
  const { t, fmt, state } = app
  step.held.hidden = true
  const tried = Boolean(state.values.name)
  const near = map(alternatives, (slot) => {
    const start = app.extra.clocks.written(slot.start)
    return button(
      'near',
      fmt.brief(start),
      () => {
        state.start = app.wish = start
        state.date = dateOf(start)
        app.save()
        step.showChoice()
        step.banner.hidden = true
        if (tried) step.submit()
        else {
          step.inputs[0].control.focus()
          step.holding = step.keep()
        }
      },
      { class: 'button near', 'data-start': start },
    )
  })
  step.tell('taken', t('taken'), t(near.length ? (tried ? 'taken_near' : 'gone_near') : 'kept'), [
    el('div', { class: 'services' }, near),
    step.elsewhere(),
  ])
}
