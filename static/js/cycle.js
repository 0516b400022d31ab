// The hours of a dated schedule's cycle: what stands in the field of each day is what is true. The grid is drawn
// from them, and painting on it (week-paint.js) changes them.
import { drawGrid, grid } from './hours-grid.js'
import { DAY, clock, open, readClock, rowOf, spanOf } from './week-hours.js'

/** The form in sight, if it has a grid. */
export const form = () => grid()?.closest('#schedule-form')
const fields = () => [...form().querySelectorAll('[name^=day-]')]

const fromTo = /^\s*([^-–—]+?)\s*[-–—]\s*([^-–—]+?)\s*$/

/** The hours of a day as bydate.ReadHours reads them; what cannot be read is none. */
function read(text, day) {
  return text.split(/[,;\n]/).flatMap((part) => {
    const [from, to] = fromTo.exec(part)?.slice(1).map(readClock) ?? [null, null]
    return from === null || to === null || from === DAY ? [] : [spanOf(day, from, to)]
  })
}

/** The open hours, merged. */
export function spans() {
  const all = fields()
  return all.flatMap((field, n) => read(field.value, n + 1)).reduce((merged, { from, to }) => open(merged, from, to, all.length), [])
}

/** The spans as each day's field says them. */
const texts = (wanted) =>
  fields().map((_, n) =>
    wanted
      .map(rowOf)
      .filter(({ day }) => day === n + 1)
      .map(({ from, to }) => `${clock(from)}–${clock(to)}`)
      .join(', '),
  )

/** Makes the fields say these spans: those of days that stay as they are keep their spelling. */
export function write(wanted) {
  const [before, after] = [texts(spans()), texts(wanted)]
  restore(taken().map((text, n) => (before[n] === after[n] ? text : after[n])))
}

// What a stroke begins from, and how it is taken back.
export const taken = () => fields().map((field) => field.value)

export function restore(values) {
  fields().forEach((field, n) => {
    if (field.value === values[n]) return
    field.value = values[n]
    field.removeAttribute('aria-invalid')
    document.getElementById(`${field.id}-wrong`)?.remove()
    field.dispatchEvent(new Event('input', { bubbles: true })) // the draft
  })
  draw(spans())
}

/** Draws the spans on the grid, with the total. */
export const draw = (drawn, preview = false) => drawGrid(drawn, [], preview)

document.addEventListener('input', (event) => {
  if (form() && event.target.closest('#schedule-form [name^=day-]')) draw(spans())
})

// What is typed outlives a swap, and the grid that comes with it is of what is stored.
document.addEventListener('htmx:after:swap', () => form() && draw(spans()))
