import { el } from '../dom.js'
import { map, part } from '../list.js'
import { todayIn } from '../dates.js'
import { button } from '../notice.js'

const AGAIN_MS = 20_000

/** Looks again from time to time, and when he comes back to the page, so that what is taken meanwhile disappears. */
export function watch(step) {
  const look = () => {
    if (!step.node.isConnected) stop()
    else if (!document.hidden && step.node.getClientRects().length) refresh(step)
  }
  const timer = setInterval(look, AGAIN_MS)
  const stop = () => {
    clearInterval(timer)
    removeEventListener('focus', look)
    document.removeEventListener('visibilitychange', look)
  }
  addEventListener('focus', look)
  document.addEventListener('visibilitychange', look)
  // Midnight may have passed while this was on its way.
  if (step.calendar.today !== today(step.app)) look()
}

const today = (app) => todayIn(app.shown() || app.config.company.timezone)

async function refresh(step) {
  const { calendar, schedule, asked } = step
  const { date } = step.app.state
  try {
    await schedule.refresh(calendar.from, calendar.till)
  } catch {
    return // next time
  }
  // Meanwhile he has gone on, or looks at something else.
  if (asked !== step.asked || schedule !== step.schedule || !step.node.isConnected) return
  calendar.today = today(step.app)
  calendar.paint()
  step.ahead()
  if (date === calendar.selected && JSON.stringify(schedule.slots(date)) !== step.drawn) changed(step, date)
}

/** The open day is not what it was: shows it anew where he is, and says if his own time is gone. */
async function changed(step, date) {
  const { t, fmt, state, say } = step.app
  const { start } = state
  const active = step.panel.getRootNode().activeElement
  const at = step.panel.contains(active) && active.value
  const title = start && t('gone', { time: fmt.time(start) })
  if (!step.schedule.free(date)) {
    await step.ask(
      () => step.nearest(date),
      (next) => (next ? step.day(next) : step.nothing()),
    )
    return say(title, true)
  }
  step.day(date)
  if (start && !state.start) {
    const near = map(nearest(step.schedule.slots(date), start), (slot) =>
      button('near', fmt.time(slot.start), () => step.panel.querySelector('[value="' + slot.start + '"]').click(), {
        class: 'button near',
        'data-start': slot.start,
      }),
    )
    step.panel
      .querySelector('h4')
      .after(
        el(
          'div',
          { class: 'banner', 'data-state': 'taken' },
          el('p', {}, title + '. ' + t('gone_near')),
          el('div', { class: 'times-row' }, near),
        ),
      )
    say(title)
  }
  if (!at) return
  const same = step.panel.querySelector('[value="' + at + '"]') || step.panel.querySelector('[name=start]')
  same.focus()
}

/** The three slots nearest to a start, in order. */
export function nearest(slots, start) {
  const at = Date.parse(start)
  let from = 0
  while (slots[from + 3] && at - Date.parse(slots[from].start) > Date.parse(slots[from + 3].start) - at) from++
  return part(slots, from, from + 3)
}
