// The day and the month of the schedules: a click on time asks why it is not
// free, dragging over it opens a new exception. Both can be had without a mouse:
// by the form above the grid, the cursor that the keyboard moves, and the buttons.
import { wallClock } from './clock.js'
import { stands } from './rows.js'

const row = 300 // seconds in a row of the grid
const plan = () => document.getElementById('plan')
const far = 6 // pixels that make a click a drag

const rowsOf = (column) => column.querySelector('.plan-time')

/** The row of the grid under the pointer. */
function rowAt(time, event) {
  const box = time.getBoundingClientRect()
  const rows = Number(plan().dataset.rows)
  return Math.min(rows - 1, Math.max(0, Math.floor((event.clientY - box.top) / (box.height / rows))))
}

const instant = (r) => new Date((Number(plan().dataset.from) + r * row) * 1000)

/** What the company's wall clock shows where a row begins; typed is as an address says it: 09:05. */
const clock = (r) => wallClock(instant(r))
function typed(r) {
  const timeZone = document.getElementById('schedules').dataset.zone
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(instant(r))
}

/** Asks why the time of a row is not free; the answer opens in the modal. */
function ask(column, r, source) {
  const query = new URLSearchParams({ at: instant(r).toISOString().replace('.000', '') })
  if (plan().dataset.service) query.set('service', plan().dataset.service)
  if (column.dataset.resource) query.set('resource', column.dataset.resource)
  htmx.ajax('GET', `/schedules/why?${query}`, { source, target: '#modal-body', swap: 'innerHTML' })
}

// --- dragging ---

let drag = null

document.addEventListener('pointerdown', (event) => {
  drag = null
  if (event.button !== 0 || event.target.closest('a:not(.month-link), button')) return
  const time = event.target.closest('.plan-time')
  const day = event.target.closest('.month-day')
  if (!time && !day) return
  drag = { time, day, x: event.clientX, y: event.clientY, far: false, touch: event.pointerType === 'touch' }
  if (time) drag.first = drag.last = rowAt(time, event)
  else drag.last = day
})

document.addEventListener('pointermove', (event) => {
  if (!drag || drag.touch) return // a finger scrolls
  if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > far) drag.far = true
  if (!drag.far) return
  if (drag.time && plan().dataset.block) choose(event)
  if (drag.day && document.getElementById('month').dataset.block) chooseDays(event)
})

function choose(event) {
  document.body.classList.add('is-dragging')
  drag.last = rowAt(drag.time, event)
  drag.box ||= drag.time.appendChild(Object.assign(document.createElement('div'), { className: 'plan-select' }))
  const [from, to] = rowsChosen()
  drag.box.className = `plan-select ${stands(from, to)}`
  drag.box.textContent = `${clock(from)}–${clock(to)}`
}

/** The rows that are dragged over, snapped outward to quarters of an hour. */
function rowsChosen() {
  const step = (Number(plan().dataset.step) * 60) / row
  const from = Math.floor(Math.min(drag.first, drag.last) / step) * step
  const to = Math.ceil((Math.max(drag.first, drag.last) + 1) / step) * step
  return [from, Math.min(to, Number(plan().dataset.rows))]
}

function chooseDays(event) {
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest('.month-day')
  if (over) drag.last = over
  const [from, to] = datesChosen()
  for (const day of document.querySelectorAll('.month-day')) {
    day.classList.toggle('is-chosen', from !== to && day.dataset.date >= from && day.dataset.date <= to)
  }
}

const datesChosen = () => [drag.day.dataset.date, drag.last.dataset.date].sort()

document.addEventListener('pointerup', (event) => {
  const done = drag
  if (!done) return
  if (done.time && done.box) {
    const [from, to] = rowsChosen()
    const column = done.time.closest('.plan-column')
    const { date, service, block } = plan().dataset
    const about = column.dataset.resource ? `resource:${column.dataset.resource}` : `service:${service}`
    leave(block, { about, from_date: date, to_date: date, from: typed(from), to: typed(to) === '00:00' ? '24:00' : typed(to) })
  } else if (done.time && !done.far && !event.target.closest('a, button')) {
    ask(done.time.closest('.plan-column'), done.first, document.getElementById('plan-cursor'))
  } else if (done.day && document.querySelector('.month-day.is-chosen')) {
    const [from, to] = datesChosen()
    const { about, block } = document.getElementById('month').dataset
    leave(block, { about, from_date: from, to_date: to })
  }
  forget()
})

function leave(path, query) {
  location.assign(`${path}?${new URLSearchParams(query)}`)
}

function forget() {
  document.body.classList.remove('is-dragging')
  drag?.box?.remove()
  for (const day of document.querySelectorAll('.month-day.is-chosen')) day.classList.remove('is-chosen')
  drag = null
}

document.addEventListener('pointercancel', forget)
document.addEventListener('dragstart', (event) => {
  if (event.target.closest?.('.month-link')) event.preventDefault()
})

// --- the keyboard's cursor ---

function cursor() {
  if (!plan() || document.getElementById('plan-cursor')) return
  const button = Object.assign(document.createElement('button'), { type: 'button', id: 'plan-cursor' })
  button.setAttribute('aria-haspopup', 'dialog')
  const column = plan().querySelector('.plan-column')
  if (column) put(button, column, 12)
}

function put(button, column, r) {
  const step = (Number(plan().dataset.step) * 60) / row
  r = Math.max(0, Math.min(Number(plan().dataset.rows) - step, r))
  const focused = document.activeElement === button
  button.className = `plan-cursor ${stands(r, r + step)}`
  button.dataset.row = r
  if (button.parentElement !== rowsOf(column)) rowsOf(column).append(button)
  button.setAttribute(
    'aria-label',
    plan().dataset.say.replace('{name}', column.querySelector('.column-name').textContent).replace('{time}', clock(r)),
  )
  if (focused) {
    button.focus({ preventScroll: true })
    button.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
}

const moves = { ArrowUp: -1, ArrowDown: 1, PageUp: -4, PageDown: 4 }

document.addEventListener(
  'keydown',
  (event) => {
    if (event.target.id !== 'plan-cursor' || event.ctrlKey || event.metaKey || event.altKey) return
    const button = event.target
    const column = button.closest('.plan-column')
    const r = Number(button.dataset.row)
    const step = (Number(plan().dataset.step) * 60) / row
    const beside = { ArrowLeft: 'previousElementSibling', ArrowRight: 'nextElementSibling' }[event.key]
    if (event.key in moves) put(button, column, r + moves[event.key] * step)
    else if (beside) put(button, column[beside]?.matches('.plan-column') ? column[beside] : column, r)
    else if (event.key === 'Home') put(button, column, 0)
    else if (event.key === 'End') put(button, column, Infinity)
    else return
    event.preventDefault()
  },
  true,
)

document.addEventListener('click', (event) => {
  if (event.target.id === 'plan-cursor') ask(event.target.closest('.plan-column'), Number(event.target.dataset.row), event.target)
})

document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', cursor) : cursor()
document.addEventListener('htmx:after:swap', (event) => {
  cursor()
  // A day that was clicked in the month is gone with it: its name takes the focus.
  const lost = !document.activeElement || document.activeElement === document.body
  if (lost && event.detail.ctx.target?.id === 'schedules') document.querySelector('.plan-date')?.focus({ preventScroll: true })
})
