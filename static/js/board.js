// The grid of the day: where things are in it, and how one asks the server for
// what is done there. The server's answer is the truth: until it comes the card
// stays where it is, and a frame shows where it would go.
import { letGo } from './hand.js'
import { wallClock } from './clock.js'

const row = 300 // seconds in a row

export const day = () => document.getElementById('day')
export const grid = () => document.getElementById('grid')
export const drop = () => document.getElementById('drop')
export const rows = () => Number(grid().dataset.rows)
export const step = () => Number(day().dataset.step)
export const columns = () => [...document.querySelectorAll('#grid .column')]
export const timeOf = (column) => column.querySelector('.column-rows')
export const nameOf = (column) => column.querySelector('.column-name').textContent

/** What stands in the grid: cards, and hours that were blocked by hand. */
export const STANDS = '.card, .is-block'

/** Whether there is a grid in which the member may act: on a phone a day is a list. */
export const mayAct = () => grid() && day()?.hasAttribute('data-can-change') && document.querySelector('.gutter').offsetWidth > 0

export const height = (column) => timeOf(column).clientHeight / rows()
export const snap = (r) => Math.round(r / step()) * step()
export const within = (r, low, high) => Math.max(low, Math.min(high, r))
const from = (column) => Number((column.dataset.from ? column : grid()).dataset.from)
// Where days stand beside each other a row is a reading of the clock, which may be changed (views/day/beside.go).
const turn = (column) => (column.dataset.turn ?? '0 0').split(' ').map(Number)
const unix = (r, column) => {
  const [at, by] = turn(column)
  return (from(column) + (r - (r >= at + Math.max(0, by) ? by : 0)) * row) * 1000
}
export const instant = (r, column) => new Date(unix(r, column)).toISOString().replace('.000', '')
export const clock = (r, column) => wallClock(unix(r, column))
export const minutes = (rows) => (rows * row) / 60

/** The rows of a card: exactly, where it may be moved, else as it is drawn. */
export function rowsOf(card) {
  const { start, minutes } = card.dataset
  if (start) {
    const column = card.closest('.column')
    const [at, by] = turn(column)
    const r = (Date.parse(start) / 1000 - from(column)) / row
    const begins = r + (r >= at ? by : 0)
    return [begins, begins + (minutes * 60) / row]
  }
  return [/\bs(\d+)/, /\be(\d+)/].map((place) => Number(card.parentElement.className.match(place)[1]))
}

/** Puts a box over the rows of a column. */
export function put(box, column, from, to) {
  const h = height(column)
  box.hidden = false
  Object.assign(box.style, {
    left: `${column.offsetLeft + 4}px`,
    width: `${column.clientWidth - 8}px`,
    top: `${timeOf(column).offsetTop + within(from, 0, rows()) * h}px`,
    height: `${Math.max(20, (within(to, 0, rows()) - within(from, 0, rows())) * h)}px`,
  })
}

// What a hand has placed has a style attribute, which htmx would copy onto what
// comes in its place, and the content security policy refuses that.
document.addEventListener('htmx:before:swap', (event) => {
  const { target, swap } = event.detail.ctx
  if (target?.id !== 'day' || swap === 'outerMorph') return
  for (const box of document.querySelectorAll('#grid [id][style]')) {
    box.removeAttribute('style')
    box.hidden = true
  }
})

/** Why a card of a column cannot stand in another one, in words; "" where it can. */
export function whyNot(card, from, column) {
  if (column.dataset.resource === from.dataset.resource || card.dataset.exception) return ''
  const { noKind, noOwn, noDoes } = grid().dataset
  const why =
    column.dataset.kind !== from.dataset.kind
      ? noKind
      : column.querySelector(`.card[data-booking="${CSS.escape(card.dataset.booking)}"]`)
        ? noOwn
        : column.dataset.does.split(' ').includes(card.dataset.nth)
          ? ''
          : noDoes
  return why.replace('{name}', nameOf(column))
}

/** Tells those who do not see it. */
export function say(text) {
  document.getElementById('said').textContent = text
}

/** The frame where something would stand, with its time. */
export function preview({ column, from, to }, aloud) {
  const text = `${clock(from, column)}–${clock(to, column)}`
  put(drop(), column, from, to)
  drop().className = 'drop'
  drop().textContent = text
  if (aloud) say(`${text}, ${nameOf(column)}`)
}

export function unpreview() {
  if (drop()) drop().hidden = true
}

/** The form for a new booking, or for blocking time, with what is known of it. */
export function openNew({ column, from, to, lead }, address = '/bookings/new') {
  const query = new URLSearchParams({ resource: column.dataset.resource, start: instant(from, column) })
  if (to) query.set('length', minutes(to - from))
  if (lead) query.set('lead', lead)
  htmx.ajax('GET', `${address}?${query}`, { source: cursorAt(column, from), target: '#modal-body', swap: 'innerHTML' })
}

/** The keyboard's place in free time, where the focus comes back to. */
export function cursorAt(column, from) {
  const cursor = document.getElementById('cursor')
  put(cursor, column, from, from + Math.max(3, step()))
  cursor.textContent = clock(from, column)
  cursor.setAttribute('aria-label', `${cursor.dataset.free} ${clock(from, column)}, ${nameOf(column)}`)
  cursor.place = { column: column.id, from }
  return cursor
}

/** Asks for a card to stand elsewhere; it does so when the server says so. */
export async function send({ card, column, from, to, was }) {
  const { booking, exception, revision, seen } = card.dataset
  const resource = column.dataset.resource
  const values = { answer: 'toast', seen }
  let url = `/bookings/${booking}/move`
  if (exception) {
    url = `/exceptions/${exception}/time`
    Object.assign(values, { revision, resource, start: instant(from, column), length: minutes(to - from) })
  } else if (from === was.from && column === was.column) {
    url = `/bookings/${booking}/length`
    values.length = minutes(to - from)
  } else {
    const stood = was.column.dataset.resource
    if (from !== was.from || resource === stood) values.start = instant(from, column)
    if (resource !== stood) Object.assign(values, { from: stood, to: resource })
  }
  drop().classList.add('is-sent')
  card.classList.add('is-carried')
  letGo()
  let refused = true
  const answered = (event) => {
    if (event.detail.ctx.sourceElement === card) refused = !event.detail.ctx.response?.raw?.ok
  }
  document.addEventListener('htmx:after:request', answered)
  await htmx.ajax('POST', url, { source: card, target: '#toasts', swap: 'none', values }).catch(() => {})
  document.removeEventListener('htmx:after:request', answered)
  if (!refused) await shown()
  card.classList.remove('is-carried')
  unpreview()
}

/** Waits for the change to come in; without a connection it is fetched. */
async function shown() {
  if (document.getElementById('connection').dataset.state === 'online') {
    await new Promise((resolve) => {
      document.addEventListener('htmx:ws:after:message:incoming', resolve, { once: true })
      setTimeout(resolve, 1_500)
    })
  } else await htmx.ajax('GET', day().dataset.url, { target: '#day', swap: 'outerMorph' })
}
