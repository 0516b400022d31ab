// Painting on the grid of hours, of a week or of another cycle: over empty hours opens them, over open ones
// closes them, an edge is pulled. With a finger a touch opens or closes an hour,
// and painting begins when the finger rests; with the keyboard the space bar
// does it, and an arrow with Shift goes on.
import { readings } from './clock.js'
import * as cycle from './cycle.js'
import { dayName, days, grid, say } from './hours-grid.js'
import * as hours from './week-hours.js'
import { DAY, pieces, rowOf } from './week-hours.js'
import * as week from './week.js'

const rest = 350 // ms until a finger paints instead of scrolling
const reach = { mouse: 5, touch: 14 } // px around an edge
const still = 6 // px that a hand moves without meaning to

let stroke = null // what is being painted
let steps = [] // what the form said before each stroke

/** The form whose hours are painted. */
const sheet = () => (cycle.form() ? cycle : week)
const open = (all, from, to) => hours.open(all, from, to, days())
const close = (all, from, to) => hours.close(all, from, to, days())

const snap = (minutes, fine, round = Math.round) => Math.min(DAY, Math.max(0, round(minutes / (fine ? 5 : 15)) * (fine ? 5 : 15)))

/** The day and minute under a pointer. */
function at(event) {
  const box = document.querySelector('#week-grid .week-blocks').getBoundingClientRect()
  const first = document.querySelector('#week-grid .week-day').getBoundingClientRect()
  return {
    day: Math.min(days(), Math.max(1, Math.floor((event.clientX - first.left) / first.width) + 1)),
    minute: Math.min(DAY - 1, Math.max(0, ((event.clientY - box.top) / box.height) * DAY)),
    pixel: DAY / box.height,
  }
}

const within = ({ day, minute }, all) => pieces(all, day, days()).some(({ from, to }) => from <= minute && minute < to)

/** The edge of an open stretch under a pointer. */
function edge({ day, minute, pixel }, kind, all) {
  const slack = (reach[kind] ?? reach.touch) * pixel
  for (const { from, to, span, continued } of pieces(all, day, days())) {
    const runs = !continued && to - from < span.to - span.from // it ends on the next day
    if (!continued && Math.abs(minute - from) <= Math.min(slack, (to - from) / 3)) return { span, fixed: span.to, moves: 'from' }
    if (!runs && Math.abs(minute - to) <= Math.min(slack, (to - from) / 3)) return { span, fixed: span.from, moves: 'to' }
  }
}

function begin(event) {
  const place = at(event)
  const before = sheet().spans()
  stroke = {
    before,
    start: place,
    now: place,
    x: event.clientX,
    y: event.clientY,
    kind: event.pointerType,
    moved: false,
    pulled: edge(place, event.pointerType, before),
    opens: !within(place, before),
  }
}

/** The hours as the stroke would leave it. */
function painted(fine) {
  const { before, start, now, pulled, opens } = stroke
  if (pulled) return pull(fine)
  const { from, to } = stretch(fine)
  let all = before
  for (let day = Math.min(start.day, now.day); day <= Math.max(start.day, now.day); day++) {
    all = (opens ? open : close)(all, (day - 1) * DAY + from, (day - 1) * DAY + to)
  }
  return all
}

/** What of a day the stroke has passed over. */
function stretch(fine) {
  const { start, now } = stroke
  const from = snap(Math.min(start.minute, now.minute), fine, Math.floor)
  const end = Math.max(start.minute, now.minute) - now.pixel // a pixel beyond a line is still on it
  return { from, to: Math.max(from + (fine ? 5 : 15), snap(end, fine, Math.ceil)) }
}

function pull(fine) {
  const {
    before,
    start,
    now,
    pulled: { span, fixed, moves },
  } = stroke
  const rest = close(before, span.from, span.to)
  const step = fine ? 5 : 15
  const moved = snap(now.minute, fine) + (start.day - 1) * DAY
  if (moves === 'from') return open(rest, Math.min(Math.max(moved, fixed - DAY), fixed - step), fixed)
  // The end of the last day's night is pulled in the first column.
  const later = moved <= fixed && span.to > days() * DAY ? moved + days() * DAY : moved
  return open(rest, fixed, Math.min(Math.max(later, fixed + step), fixed + DAY))
}

function finish(fine) {
  const { start, moved, opens, pulled, kind } = stroke
  if (!moved && !stroke.held) {
    if (pulled && kind === 'mouse') return stop() // an edge that was only touched
    const hour = Math.floor(start.minute / 60) * 60
    keep(
      (opens ? open : close)(stroke.before, (start.day - 1) * DAY + hour, (start.day - 1) * DAY + hour + 60),
      opens,
      start.day,
      hour,
      hour + 60,
    )
  } else {
    const after = painted(fine)
    const { from, to } = stretch(fine)
    const span = pulled && after.find((each) => each[pulled.moves === 'from' ? 'to' : 'from'] === pulled.fixed)
    if (span) keep(after, true, rowOf(span).day, rowOf(span).from, rowOf(span).to)
    else keep(after, opens || Boolean(pulled), start.day, from, to)
  }
  stop()
}

/** Writes the new hours into the form, remembers the old one, and says it. */
function keep(after, opened, day, from, to) {
  steps = [...steps.slice(-49), sheet().taken()]
  sheet().write(after)
  const data = grid().dataset
  say((opened ? data.opened : data.closed).replace('{what}', `${dayName(day)}, ${readings(from, to)}`))
}

function stop() {
  clearTimeout(stroke?.timer)
  stroke = null
}

const cellOf = (event) => event.target.closest?.('#week-grid .week-cell')

document.addEventListener('pointerdown', (event) => {
  if (!cellOf(event) || event.button !== 0 || !event.isPrimary) return
  begin(event)
  if (event.pointerType === 'mouse' || event.pointerType === 'pen') {
    event.preventDefault() // no selection of text
    enter(cellOf(event))
    event.target.setPointerCapture?.(event.pointerId)
    return
  }
  stroke.waits = true
  stroke.timer = setTimeout(() => {
    stroke.waits = false
    stroke.held = true
    navigator.vibrate?.(10)
    sheet().draw(painted(false), true)
  }, rest)
})

document.addEventListener('pointermove', (event) => {
  if (!stroke) {
    if (grid() && event.pointerType === 'mouse')
      grid().classList.toggle('is-pulling', Boolean(cellOf(event) && edge(at(event), 'mouse', sheet().spans())))
    return
  }
  if (!event.isPrimary) return
  const far = Math.hypot(event.clientX - stroke.x, event.clientY - stroke.y) > still
  if (stroke.waits) return far ? stop() : undefined // the finger scrolls
  stroke.moved ||= far
  stroke.now = at(event)
  if (stroke.moved) sheet().draw(painted(event.shiftKey), true)
})

document.addEventListener('pointerup', (event) => {
  if (stroke && event.isPrimary) finish(event.shiftKey)
})

document.addEventListener('pointercancel', cancel)

function cancel() {
  if (!stroke) return
  sheet().draw(stroke.before)
  stop()
}

// A finger that paints does not scroll, and brings up no menu.
document.addEventListener(
  'touchmove',
  (event) => {
    if (stroke?.held) event.preventDefault()
  },
  { passive: false },
)

document.addEventListener('contextmenu', (event) => {
  if (stroke?.kind === 'touch') event.preventDefault()
})

/** Makes a cell the one that the keyboard stands on. */
function enter(cell) {
  for (const other of document.querySelectorAll("#week-grid .week-cell[tabindex='0']")) other.tabIndex = -1
  cell.tabIndex = 0
  cell.focus({ preventScroll: true })
}

const arrows = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0], Home: [0, -24], End: [0, 24] }

document.addEventListener('keydown', (event) => {
  if (stroke && event.key === 'Escape') return cancel()
  const cell = cellOf(event)
  if (!cell || event.altKey) return
  if ((event.ctrlKey || event.metaKey) && event.code === 'KeyZ') back()
  else if (event.ctrlKey || event.metaKey) return
  else if (event.key === ' ' || event.key === 'Enter') toggle(cell, cell.getAttribute('aria-selected') !== 'true')
  else if (arrows[event.key]) move(cell, arrows[event.key], event.shiftKey)
  else return
  event.preventDefault()
})

function toggle(cell, opens) {
  const { day, hour } = cell.dataset
  const from = (day - 1) * DAY + hour * 60
  keep((opens ? open : close)(sheet().spans(), from, from + 60), opens, day, hour * 60, hour * 60 + 60)
}

function move(cell, [across, down], paints) {
  const day = Math.min(days(), Math.max(1, Number(cell.dataset.day) + across))
  const hour = Math.min(23, Math.max(0, Number(cell.dataset.hour) + down))
  const next = document.querySelector(`#week-grid .week-cell[data-day="${day}"][data-hour="${hour}"]`)
  enter(next)
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  if (paints && next !== cell) toggle(next, cell.getAttribute('aria-selected') === 'true')
}

function back() {
  const before = steps.pop()
  if (!before) return
  sheet().restore(before)
  say(grid().dataset.back)
}

// Other hours have other steps.
document.addEventListener('htmx:after:swap', (event) => {
  if (event.detail.ctx.target?.id === 'schedules') steps = []
})
