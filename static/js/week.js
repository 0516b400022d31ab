// The week's form: its rows are what is true. The grid is drawn from them, and
// painting on it (week-paint.js) changes them.
import { reading } from './clock.js'
import { drawGrid, fill, lengthOf, say } from './hours-grid.js'
import { DAY, clock, open, readClock, rowOf, spanOf } from './week-hours.js'

const form = () => document.getElementById('week')

/** The rows that are understood, with their spans. */
function rows() {
  return [...form().querySelectorAll('.week-row')].flatMap((row) => {
    const { from, to } = fields(row)
    const [start, end] = [readClock(from.value), readClock(to.value)]
    if (start === null || end === null || start === DAY) return []
    const night = row.querySelector('.week-night input')
    return [{ row, span: spanOf(dayOf(row), start, end), asked: (end <= start && end > 0) || start === end, night }]
  })
}

const fields = (row) => ({ from: row.querySelector('[name^=from-]'), to: row.querySelector('[name^=to-]') })
const dayOf = (row) => Number(row.closest('[data-day]').dataset.day)

/** The open hours, merged. */
export const spans = () => rows().reduce((all, { span }) => open(all, span.from, span.to), [])

/** Makes the rows say these spans: rows that say one of them already, or that nobody understands, stay as they are. */
export function write(wanted) {
  const missing = [...wanted]
  for (const { row, span } of rows()) {
    const n = missing.findIndex((each) => each.from === span.from && each.to === span.to)
    if (n < 0) row.remove()
    else missing.splice(n, 1)
  }
  for (const span of missing) {
    const { day, from, to } = rowOf(span)
    const row = addRow(day, clock(from), clock(to))
    row.querySelector('.week-night input').checked = to <= from
  }
  changed()
}

let made = 0

/** A new row in its place by time, an empty one at the end. */
function addRow(day, from, to) {
  const row = document.getElementById('week-row').content.firstElementChild.cloneNode(true)
  const key = `n${++made}`
  for (const element of [row, ...row.querySelectorAll('*')]) {
    for (const { name, value } of [...element.attributes]) if (value.includes('KEY')) element.setAttribute(name, value.replace('KEY', key))
  }
  row.querySelector('[name^=day-]').value = day
  const list = form().querySelector(`[data-day="${day}"] .week-rows`)
  const after = [...list.children].find((other) => from !== '' && readClock(fields(other).from.value) > readClock(from))
  list.insertBefore(row, after ?? null)
  fields(row).from.value = from
  fields(row).to.value = to
  return row
}

/** Says that the rows are not those that are stored: they are a draft until they are. */
function touch() {
  form().toggleAttribute('data-changed', true)
  form().dispatchEvent(new Event('okno:draft', { bubbles: true }))
}

/** Draws all that follows from the rows. */
function changed() {
  touch()
  for (const row of form().querySelectorAll('.week-row')) ask(row)
  draw(spans())
}

/** Asks about a row that runs into the next day. */
function ask(row) {
  const { from, to } = fields(row)
  const [start, end] = [readClock(from.value), readClock(to.value)]
  const label = row.querySelector('.week-night')
  label.hidden = start === null || end === null || !(start === end || (end < start && end > 0))
  if (!label.hidden)
    label.querySelector('.week-question').textContent = fill(start === end ? form().dataset.round : form().dataset.night, reading(end))
  else label.querySelector('input').checked = false
}

/** Draws the spans on the grid, with the totals. A preview leaves what screen readers hear. */
export function draw(drawn, preview = false) {
  const asked = rows()
    .filter(({ asked, night }) => asked && !night.checked)
    .map(({ span }) => span)
  drawGrid(drawn, asked, preview)
  for (const line of form().querySelectorAll('.week-line')) {
    const minutes = lengthOf(drawn.filter(({ from }) => Math.floor(from / DAY) + 1 === Number(line.dataset.day)))
    line.querySelector('.week-sum').textContent = minutes
  }
}

// What a stroke begins from, and how it is taken back (week-paint.js).
export const taken = spans
export const restore = write

document.addEventListener('input', (event) => {
  if (!event.target.closest('#week .week-row')) return
  event.target.removeAttribute('aria-invalid')
  changed()
})

// Rows come and go without asking the server, which knows how to for who has no script.
document.addEventListener('click', (event) => {
  const button = event.target.closest('#week :is(.week-add, .week-remove)')
  if (!button) return
  event.preventDefault()
  const line = button.closest('[data-day]')
  if (button.matches('.week-add')) {
    fields(addRow(line.dataset.day, '', '')).from.focus()
    return touch()
  }
  button.closest('.week-row').remove()
  changed()
  say(form().dataset.removed)
  line.querySelector('.week-add').focus()
})

document.addEventListener('htmx:after:swap', () => {
  const focus = form()?.dataset.focus
  if (!focus) return
  delete form().dataset.focus
  document.getElementById(focus)?.focus()
})
