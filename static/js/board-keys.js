// By keyboard: the grid is one stop of Tab. The arrows lead through cards and
// free time, Enter opens either; Alt with arrows carries a card, with Shift it
// stretches it, and letting Alt go drops it there. Esc abandons.
import { STANDS, columns, cursorAt, day, grid, mayAct, openNew, preview, rows, rowsOf, send, step, unpreview, whyNot } from './board.js'
import { hold, letGo } from './hand.js'

let last = null // the id and the booking of the card that had the focus
let carried = null // {card, column, from, to, was}

const cards = () => [...document.querySelectorAll('#grid .card')]
const IN_GRID = '#grid :is(.card, .is-block)'
const cursor = () => document.getElementById('cursor')

/** One card is a stop of Tab, the others are reached by arrows. */
function rove() {
  if (!grid()) return
  const all = cards()
  const mine = last && (document.getElementById(last.id) ?? (last.booking && all.find((c) => c.dataset.booking === last.booking)))
  const stop = mine ?? all.find((c) => !c.matches('.is-past')) ?? all[0]
  for (const c of all) c.tabIndex = c === stop ? 0 : -1
  // What had the focus may stand in another column now.
  if (last?.focused && document.activeElement === document.body && mine && !document.querySelector('dialog[open]'))
    mine.focus({ preventScroll: true })
}

document.addEventListener('focusin', (event) => {
  const card = event.target.closest?.(IN_GRID)
  if (card) last = { id: card.id, booking: card.dataset.booking, focused: true }
  else if (last) last.focused = false
  if (card) rove()
  if (event.target !== cursor() && cursor() && !document.querySelector('dialog[open]')) cursor().hidden = true
})
document.addEventListener('htmx:after:swap', rove)
document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', rove) : rove()

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && carried) return drop(false)
  const { code, target } = event
  if (code === 'KeyB' && target === cursor() && !event.ctrlKey && !event.metaKey && day().hasAttribute('data-can-block'))
    return openNew({ column: columnOf(target), from: target.place.from }, '/exceptions/time')
  if (code === 'KeyN' && target === cursor() && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey) {
    event.preventDefault()
    return cursor().click()
  }
  const at = event.target.closest?.(`${IN_GRID}, #cursor, .column-link`)
  const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
  if (!at || !by || event.ctrlKey || event.metaKey || !document.querySelector('.gutter')?.offsetWidth) return
  event.preventDefault()
  if (event.altKey) return at.matches('.is-movable') && mayAct() && carry(at, by, event.shiftKey)
  go(at, by)
})

const columnOf = ({ place }) => columns().find((c) => c.id === place.column)

/** Where the focus is in the grid. */
function placeOf(at) {
  const all = columns()
  if (at === cursor()) {
    const { column, from } = at.place
    return { all, i: all.findIndex((c) => c.id === column), from, to: from + step() }
  }
  const [from, to] = at.matches(STANDS) ? rowsOf(at) : [-1, 0] // a column's head stands above its first row
  return { all, i: all.indexOf(at.closest('.column')), from, to }
}

function go(at, [down, right]) {
  const { all, i, from, to } = placeOf(at)
  const column = all[i + right]
  if (!column) return
  const inside = [...column.querySelectorAll(STANDS)].map((card) => [card, ...rowsOf(card)])
  const head = column.querySelector('.column-link')
  if (from < 0 && !down) return head.focus()
  if (!mayAct()) return (nearest(inside, from, down) ?? (down < 0 && head))?.focus?.()
  const r = down > 0 ? Math.ceil(to) : down < 0 ? Math.floor((from - 0.01) / step()) * step() : Math.floor(from)
  if (r < 0) return head.focus()
  if (r >= rows()) return
  const card = inside.find(([, a, b]) => a <= r && r < b) ?? (down < 0 && inside.find(([, a, b]) => b > r && a < from))
  const next = card ? card[0] : cursorAt(column, down > 0 ? r : Math.floor(r / step()) * step())
  next.focus({ preventScroll: true })
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

/** Whoever may only look goes from card to card. */
function nearest(inside, from, down) {
  const some = inside.filter(([, a]) => !down || (down > 0 ? a > from : a < from))
  return some.sort((a, b) => Math.abs(a[1] - from) - Math.abs(b[1] - from))[0]?.[0]
}

document.addEventListener('click', (event) => {
  if (event.target !== cursor()) return
  openNew({ column: columnOf(cursor()), from: cursor().place.from })
})

function carry(card, [down, right], stretch) {
  if (!carried) {
    const [from, to] = rowsOf(card)
    const column = card.closest('.column')
    carried = { card, column, from, to, was: { column, from, to } }
    card.classList.add('is-carried')
    hold()
  }
  const c = carried
  if (stretch) c.to = Math.max(c.from + step(), c.to + down * step())
  else if (down && c.from + down * step() >= 0 && c.to + down * step() <= rows()) {
    c.from += down * step()
    c.to += down * step()
  } else if (right) c.column = beside(c, right) ?? c.column
  preview(c, true)
}

/** The next column that the card may go to. */
function beside({ column, was, card }, right) {
  const all = columns()
  for (let i = all.indexOf(column) + right; all[i]; i += right) {
    if (!whyNot(card, was.column, all[i])) return all[i]
  }
}

function drop(there) {
  const c = carried
  carried = null
  letGo()
  if (there && (c.from !== c.was.from || c.to !== c.was.to || c.column !== c.was.column)) return send(c)
  c.card.classList.remove('is-carried')
  unpreview()
}

document.addEventListener('keyup', (event) => {
  if (event.key !== 'Alt' || !carried) return
  event.preventDefault()
  drop(true)
})
addEventListener('blur', () => carried && drop(false))
