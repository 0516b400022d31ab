// By hand: a card is carried to another time or column, stretched by its lower
// edge; free time is clicked or dragged over; a column is carried by its head.
// A finger presses long first, so that it can scroll. Esc abandons.
import {
  STANDS,
  columns,
  day,
  drop,
  grid,
  height,
  mayAct,
  openNew,
  preview,
  put,
  clock,
  rows,
  rowsOf,
  send,
  snap,
  say,
  step,
  timeOf,
  unpreview,
  whyNot,
  within,
} from './board.js'
import { letGo } from './hand.js'

const far = 5 // pixels that make a press a drag
const long = 450 // milliseconds that make a touch a press
const edge = 9 // pixels of a card's lower edge
const rim = 48 // pixels at the grid's edges that scroll

let drag = null

const columnAt = (x) =>
  columns().find((c) => {
    const box = c.getBoundingClientRect()
    return x >= box.left && x < box.right
  })
const rowAt = (column, y) => (y - timeOf(column).getBoundingClientRect().top) / height(column)

document.addEventListener('pointerdown', (event) => {
  if (drag || event.button !== 0 || !event.isPrimary || !mayAct()) return
  const column = event.target.closest?.('#grid .column')
  if (!column || document.querySelector('.filter[open]')) return
  const card = event.target.closest(STANDS)
  const head = event.target.closest('.column-head')
  if (card ? !card.matches('.is-movable') : !head && event.target.closest('a, button, .ghost')) return
  if (head && !day().dataset.columns) return
  drag = { card, column, at: column, x: event.clientX, y: event.clientY, pointer: event.pointerId, touch: event.pointerType !== 'mouse' }
  if (head) drag.kind = 'column'
  else if (card) begin(card)
  else {
    const r = Math.floor(rowAt(column, event.clientY) / step()) * step()
    Object.assign(drag, { kind: 'new', from: r, to: r + step(), first: r })
  }
  if (drag.touch) drag.timer = setTimeout(() => drag && start(), long)
})

function begin(card) {
  const [from, to] = rowsOf(card)
  const box = card.getBoundingClientRect()
  const stretch = box.bottom - drag.y < edge && !card.matches('.is-late')
  const begins = card.dataset.exception && drag.y - box.top < edge
  Object.assign(drag, {
    kind: stretch ? 'stretch' : begins ? 'begin' : 'move',
    from,
    to,
    grab: rowAt(drag.column, drag.y) - from,
    was: { column: drag.column, from, to },
  })
}

function start() {
  drag.on = true
  clearTimeout(drag.timer)
  document.body.classList.add(['stretch', 'begin'].includes(drag.kind) ? 'is-stretching' : 'is-carrying')
  drag.card?.classList.add('is-carried')
  if (drag.kind === 'move') for (const c of columns()) c.classList.toggle('is-closed-to', whyNot(drag.card, drag.column, c) !== '')
  if (drag.kind === 'column') drag.column.querySelector('.column-head').classList.add('is-carried')
  if (drag.touch) navigator.vibrate?.(15)
  follow()
  scroll()
}

document.addEventListener('pointermove', (event) => {
  if (event.pointerId !== drag?.pointer) return drag || hint(event)
  const moved = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > far
  if (!drag.on && moved) {
    if (drag.touch || (drag.kind === 'column' && !drag.column.previousElementSibling)) return forget() // it scrolls
    start()
  }
  if (!drag.on) return
  drag.px = event.clientX
  drag.py = event.clientY
  follow()
})

/** The preview under the hand. */
function follow() {
  const { kind, px = drag.x, py = drag.y } = drag
  const over = columnAt(px)
  if (kind === 'column') {
    for (const c of columns()) c.classList.toggle('is-target', c === over && c !== drag.column)
    drag.at = over ?? drag.at
    return
  }
  const r = rowAt(drag.column, py)
  if (kind === 'new') {
    const now = within(Math.floor(r / step()) * step(), 0, rows())
    drag.from = Math.min(drag.first, now)
    drag.to = Math.max(drag.first, now) + step()
  } else if (kind === 'begin') drag.from = Math.min(drag.to - 1, snap(r))
  else if (kind === 'stretch') drag.to = Math.max(drag.from + 1, snap(r - drag.from) + drag.from)
  else {
    const length = drag.to - drag.from
    drag.from = snap(r - drag.grab)
    drag.to = drag.from + length
    drag.no = over ? whyNot(drag.card, drag.column, over) : ''
    if (over && !drag.no) drag.at = over
    refuse(drag.no, px, py)
  }
  preview({ column: drag.at, from: drag.from, to: drag.to })
}

let tip = null

/** Says beside the pointer why the column under it cannot take the card. */
function refuse(why, x, y) {
  tip ??= document.body.appendChild(Object.assign(document.createElement('div'), { className: 'drop-no', ariaHidden: 'true' }))
  if (why && why !== tip.textContent) say(why)
  tip.textContent = why
  tip.hidden = !why
  tip.style.left = `${Math.min(x + 14, innerWidth - tip.offsetWidth - 8)}px`
  tip.style.top = `${y + 14}px`
}

/** Near the grid's edge the grid moves. */
function scroll() {
  if (!drag?.on) return
  const box = grid().getBoundingClientRect()
  const { px = drag.x, py = drag.y } = drag
  const pull = (at, low, high) => (at < low + rim ? -12 : at > high - rim ? 12 : 0)
  const by = {
    left: pull(px, box.left + 60, box.right),
    top: drag.kind === 'column' ? 0 : pull(py, box.top + 56, Math.min(box.bottom, innerHeight)),
  }
  if (by.left || by.top) {
    grid().scrollBy({ ...by, behavior: 'instant' })
    follow()
  }
  requestAnimationFrame(scroll)
}

document.addEventListener('pointerup', (event) => {
  if (event.pointerId !== drag?.pointer) return
  const { on, kind, card, column, at, from, to, was, no, touch } = drag
  const moved = was && !no && (from !== was.from || to !== was.to || at !== column)
  if (on) document.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => document.removeEventListener('click', swallow, true))
  forget(on && (moved || kind === 'new'))
  if (!on) {
    if (kind === 'new') openNew({ column, from })
  } else if (kind === 'new') offer({ column, from, to }, event)
  else if (kind === 'column') carry(column, at, event.clientX)
  else if (moved) send({ card, column: at, from, to, was })
  else if (touch) document.dispatchEvent(new CustomEvent('okno:menu', { detail: { card, x: event.clientX, y: event.clientY } }))
})

/** What becomes of free time that was dragged over: where time may be blocked, a menu asks. */
function offer(at, { clientX: x, clientY: y }) {
  drop().classList.add('is-sent')
  const book = () => openNew(at)
  const block = () => openNew(at, '/exceptions/time')
  const asks = new CustomEvent('okno:range', { cancelable: true, detail: { x, y, book, block, end: unpreview } })
  if (day().hasAttribute('data-can-block') && !document.dispatchEvent(asks)) return
  unpreview()
  book()
}

const swallow = (event) => {
  event.preventDefault()
  event.stopPropagation()
}

/** Puts a column before or behind another one, for this member alone. */
function carry(column, at, x) {
  if (at === column) return
  const box = at.getBoundingClientRect()
  const before = x < box.left + box.width / 2 ? at : at.nextElementSibling
  htmx.ajax('POST', day().dataset.columns, {
    source: day(),
    target: '#day',
    swap: 'outerMorph',
    values: { item: column.dataset.resource, before: before?.dataset.resource ?? '' },
  })
}

function forget(keep) {
  if (!drag) return
  clearTimeout(drag.timer)
  document.body.classList.remove('is-carrying', 'is-stretching')
  if (!keep) {
    drag.card?.classList.remove('is-carried')
    unpreview()
  }
  for (const e of document.querySelectorAll('.column.is-target, .column-head.is-carried')) e.classList.remove('is-target', 'is-carried')
  for (const c of columns()) c.classList.remove('is-closed-to')
  if (tip) tip.hidden = true
  drag = null
  letGo()
}

/** Over free time the mouse sees which time it would be. */
function hint(event) {
  if (!drop() || drop().matches('.is-sent')) return
  const time = event.pointerType === 'mouse' && event.buttons === 0 && event.target.closest?.('#grid .column-rows')
  if (!time || event.target.closest('a, button, .ghost') || !mayAct()) {
    if (drop().matches('.is-hint')) unpreview()
    return
  }
  const column = time.closest('.column')
  const r = Math.floor(rowAt(column, event.clientY) / step()) * step()
  put(drop(), column, r, r + step())
  drop().className = 'drop is-hint'
  drop().textContent = `+ ${clock(r, column)}`
}

document.addEventListener('pointercancel', (event) => event.pointerId === drag?.pointer && forget())
document.addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'Escape' || !drag?.on) return
    document.addEventListener('click', swallow, { capture: true, once: true })
    forget()
  },
  true,
)
document.addEventListener('dragstart', (event) => event.target.closest?.('#grid :is(.card, .is-block)') && event.preventDefault())
document.addEventListener('contextmenu', (event) => drag?.touch && event.preventDefault())
document.addEventListener('touchmove', (event) => drag?.on && event.preventDefault(), { passive: false })
