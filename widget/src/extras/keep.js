import { el, refill, set } from '../dom.js'
import { button } from '../notice.js'

const ENDING = 60 // seconds before the end at which he is asked

/** Asks to keep the time. Where that cannot be had he books as well; only a time that is gone is told. */
export async function keep(step) {
  const { app, busy } = step
  const { t, fmt, hold, state } = app
  const { service, resource, start } = state
  // An attempt whose answer was lost may have become the booking that has this very time.
  if (state.attempt) return
  try {
    await hold.take({ service, start: app.extra.clocks.sent(start), view: app.config.view, ...(resource && { resource }) })
  } catch (trouble) {
    if (trouble.status === 409 && !busy && state.start === start && step.node.isConnected) step.taken(trouble.alternatives)
    return
  }
  if (!hold.id) return
  app.say(t('held_said', { time: fmt.time(start), n: Math.round(hold.left() / 60) }))
  count(step, hold.id)
}

/** The time that is left, second by second; a minute before the end he can have more. */
function count(step, id) {
  const { app, held } = step
  const { t, fmt, hold, state } = app
  const time = fmt.time(state.start)
  let asked
  const more = button(
    'more_time',
    t('hold_more'),
    async () => {
      await hold.prolong(true)
      tick()
    },
    { class: 'button link' },
  )
  const clock = el('span', { 'aria-hidden': 'true' })
  const words = el('span', { text: t('held', { time }) })
  refill(held, words, clock, more)
  const tick = () => {
    const left = hold.left()
    if (!left) {
      words.textContent = t('hold_over', { time })
      hold.forget()
      app.say(words.textContent)
    }
    set(clock, { text: left ? Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0') : '' })
    set(more, { hidden: !left || left > ENDING })
    if (left && left <= ENDING && !asked) app.say(t('hold_ending'))
    asked = left <= ENDING
    set(held, { hidden: false, 'data-left': left })
    return left
  }
  if (!tick()) return
  const timer = setInterval(() => {
    if (!held.isConnected || (hold.id && hold.id !== id)) clearInterval(timer)
    else if (!tick()) clearInterval(timer)
  }, 1000)
}
