// The grid that hours are painted on (week-paint.js), of a week or of another cycle: it is drawn from spans, which
// each form reads from its own fields (week.js, cycle.js).
import { reading, readings } from './clock.js'
import { stands } from './rows.js'
import { pieces, rowOf } from './week-hours.js'

export const grid = () => document.getElementById('week-grid')
export const fill = (text, what) => text.replace(/\{\w+\}/, what)

/** How many days it shows. */
export const days = () => grid().querySelectorAll('.week-day').length

export const dayName = (day) => grid().querySelectorAll('.week-day-name')[day - 1].dataset.name

/** Draws the spans, those that are asked about dashed, and the total. A preview leaves what screen readers hear. */
export function drawGrid(drawn, asked, preview) {
  const all = days()
  for (const column of grid().querySelectorAll('.week-day')) {
    const parts = pieces(drawn, Number(column.dataset.day), all)
    column.replaceChildren(...parts.map((part) => block(part, asked)))
    if (!preview) for (const cell of grid().querySelectorAll(`.week-cell[data-day="${column.dataset.day}"]`)) label(cell, parts)
  }
  const sum = lengthOf(drawn)
  document.getElementById('week-total').textContent = sum ? fill(grid().dataset.total, sum) : grid().dataset.none
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
  text.textContent = continued ? fill(grid().dataset.until, reading(row.to)) : readings(row.from, row.to)
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

/** How long spans are together, in words; '' for none. */
export function lengthOf(spans) {
  const minutes = spans.reduce((all, { from, to }) => all + to - from, 0)
  const { hours, minutes: unit } = grid().dataset
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
