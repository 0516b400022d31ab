// The week's form: its rows are what is true. The grid is drawn from them, and
// painting on it (week-paint.js) changes them.
import { reading, readings } from './clock.js'
import { stands } from './rows.js'
import { DAY, clock, open, pieces, readClock, rowOf, spanOf } from './week-hours.js'

export const form = () => document.getElementById('week')
const grid = () => document.getElementById('week-grid')
const fill = (text, what) => text.replace(/\{\w+\}/, what)

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
  let sum = 0
  for (const column of document.querySelectorAll('#week-grid .week-day')) {
    const day = Number(column.dataset.day)
    const parts = pieces(drawn, day)
    column.replaceChildren(...parts.map((part) => block(part, asked)))
    const minutes = drawn.filter(({ from }) => Math.floor(from / DAY) + 1 === day).reduce((all, { from, to }) => all + to - from, 0)
    form().querySelector(`[data-day="${day}"] .week-sum`).textContent = minutes ? length(minutes) : ''
    sum += minutes
    if (!preview) for (const cell of grid().querySelectorAll(`.week-cell[data-day="${day}"]`)) label(cell, parts)
  }
  document.getElementById('week-total').textContent = sum ? fill(form().dataset.total, length(sum)) : form().dataset.none
}

function block({ from, to, continued, span }, asked) {
  const box = document.createElement('i')
  const start = Math.floor(from / 5)
  box.className = `week-block ${stands(start, Math.max(Math.ceil(to / 5), start + 1))}`
  box.classList.toggle('is-continued', continued)
  box.classList.toggle(
    'is-asked',
    asked.some((each) => each.from === span.from && each.to === span.to),
  )
  const text = document.createElement('b')
  const row = rowOf(span)
  text.textContent = continued ? fill(form().dataset.until, reading(row.to)) : readings(row.from, row.to)
  box.append(text)
  return box
}

function label(cell, parts) {
  const from = cell.dataset.hour * 60
  const open = parts.reduce((all, part) => all + Math.max(0, Math.min(part.to, from + 60) - Math.max(part.from, from)), 0)
  const state = open === 0 ? 'off' : open === 60 ? 'on' : 'part'
  cell.setAttribute('aria-selected', open > 0)
  cell.setAttribute('aria-label', `${dayName(cell.dataset.day)}, ${readings(from, from + 60)}, ${grid().dataset[state]}`)
}

export const dayName = (day) => grid().querySelectorAll('.week-day-name')[day - 1].dataset.name

function length(minutes) {
  const { hours, minutes: unit } = form().dataset
  return [
    [Math.floor(minutes / 60), hours],
    [minutes % 60, unit],
  ]
    .filter(([n]) => n)
    .map(([n, word]) => `${n}\u00a0${word}`)
    .join(' ')
}

/** Says to screen readers what has happened, and the new total. */
export function say(text) {
  document.getElementById('week-said').textContent = `${text}. ${document.getElementById('week-total').textContent}`
}

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
