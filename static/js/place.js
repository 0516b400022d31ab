// Where the eye is. The grid of today opens at the now-line, another one at the
// hour that was looked at last, or where the day's work is. Whatever replaces it
// keeps the time under the eye, not the pixels: other days begin at other hours.
// Of tabs that a phone has no room for, the one that is open is seen.

const remembered = 'okno-hour'

const grid = () => document.getElementById('grid')
const gutter = () => grid()?.querySelector('.gutter-rows, .plan-rows')
const minutes = (hour) => Number(hour.dataset.minute)
const hours = () => [...gutter().querySelectorAll('.hour')]
const rowHeight = () => gutter().clientHeight / Number((grid().dataset.rows ? grid() : document.getElementById('plan')).dataset.rows)

/** What is seen: the hour that stands nearest to the upper third, and how far it is from the top, in rows. */
export function keep() {
  if (!grid() || !gutter()?.offsetHeight) return null
  const eye = grid().scrollTop + grid().clientHeight / 3
  const hour = hours().reduce((a, b) => (a && Math.abs(a.offsetTop - eye) <= Math.abs(b.offsetTop - eye) ? a : b), null)
  return (
    hour && {
      time: minutes(hour),
      third: (hour.offsetTop - eye) / rowHeight(),
      left: grid().scrollLeft,
      rows: grid().dataset.rows,
      from: grid().dataset.from,
    }
  )
}

/** Brings what keep has said back to where it was. */
export function at(place) {
  if (!place || !grid() || !gutter()?.offsetHeight) return
  // The same hour, or what would be there if the grid went on.
  const near = hours().reduce((a, b) => (a && Math.abs(minutes(a) - place.time) <= Math.abs(minutes(b) - place.time) ? a : b), null)
  const eye = near ? near.offsetTop + ((place.time - minutes(near)) / 5 - place.third) * rowHeight() : 0
  grid().scrollTo({ left: place.left, top: eye - grid().clientHeight / 3, behavior: 'instant' })
}

/** Brings the now-line into sight; says whether there is one. */
function toNow() {
  const line = document.querySelector('#now:not([hidden]) .now-line')
  if (grid() && line) grid().scrollTop = Math.max(0, line.offsetTop - grid().clientHeight / 3)
  return Boolean(line?.offsetParent)
}

function open() {
  document.querySelector('.settings-tab[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center', behavior: 'instant' })
  if (!grid() || toNow()) return
  const last = Number(sessionStorage.getItem(remembered))
  if (last && grid().dataset.open) at({ time: last, third: 0, left: 0 })
  else if (grid().dataset.open) grid().scrollTop = Math.max(0, (grid().dataset.open - 6) * rowHeight() - 10)
}

let place = null
let pressed = '' // what the request that is under way came from

document.addEventListener('htmx:before:request', (event) => {
  pressed = event.detail.ctx.sourceElement?.id
})
document.addEventListener('htmx:before:swap', () => {
  place = keep() ?? place
})
document.addEventListener('htmx:after:swap', (event) => {
  const id = event.detail.ctx.target?.id
  if (id === 'modal-body' || !grid()) return
  const today = pressed === 'day-today' && ['day', 'schedules'].includes(id)
  if (today) pressed = ''
  if (today && toNow()) return
  if (!place) return ['day', 'schedules'].includes(id) && open()
  if (['day', 'schedules'].includes(id) || place.rows !== grid().dataset.rows || place.from !== grid().dataset.from) at(place)
})

let settling = 0
document.addEventListener(
  'scroll',
  (event) => {
    if (event.target !== grid()) return
    clearTimeout(settling)
    settling = setTimeout(() => {
      const seen = keep()
      if (seen) sessionStorage.setItem(remembered, seen.time)
    }, 300)
  },
  true,
)

document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', open) : open()
