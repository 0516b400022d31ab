// A list that changes by itself does not run away from the pointer: what comes in
// above the row that the pointer is on is scrolled past, and seen when it leaves.
const lists = '#leads-list, #list, #overview'

let pointer = null // where the mouse is, while it is on the page
let kept = null // the row before a swap
let past = null // what was scrolled past: of which list, in what, how far, and where that is now

const under = () => pointer && document.elementFromPoint(pointer.x, pointer.y)
const idOf = (row) => row.id || row.querySelector('[id]')?.id

/** What an element scrolls in. */
function scrollerOf(element) {
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (['auto', 'scroll'].includes(getComputedStyle(box).overflowY)) return box
  }
  return document.scrollingElement
}

document.addEventListener(
  'pointermove',
  ({ pointerType, clientX: x, clientY: y, target }) => {
    pointer = pointerType === 'mouse' ? { x, y } : null
    if (past && !target.closest?.(`#${past.list}`)) back()
  },
  { capture: true, passive: true },
)
document.documentElement.addEventListener('pointerleave', () => {
  pointer = null
  back()
})

/** Shows what was scrolled past, unless somebody has scrolled since. */
function back() {
  if (!past) return
  const { scroller, list, at, by } = past
  past = null
  if (scroller.scrollTop === at) scroller.scrollTop -= by
  document.getElementById(list)?.removeAttribute('style')
}

// What a hand has asked for comes as it is.
const byItself = (ctx) => ctx.sourceElement?.matches?.('.live, #overview, [hx-trigger=load]')

document.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => {
  if (!byItself(ctx)) return ctx.target?.matches?.(`${lists}, :has(${lists})`) && back()
  const row = under()?.closest('li, tr'),
    list = row?.closest(lists)
  kept = list && idOf(row) ? { list: list.id, id: idOf(row), top: row.getBoundingClientRect().top } : null
})
document.addEventListener('htmx:after:swap', () => {
  const list = kept && document.getElementById(kept.list),
    row = kept && document.getElementById(kept.id)?.closest('li, tr')
  const by = row ? row.getBoundingClientRect().top - kept.top : 0
  kept = null
  if (Math.abs(by) < 1) return
  const scroller = scrollerOf(list),
    before = scroller.scrollTop,
    room = () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop
  const padding = by > room() ? parseFloat(list.style.paddingBottom || 0) + scroller.clientHeight + by : 0
  if (padding) list.style.paddingBottom = `${padding}px`
  scroller.scrollTop += by
  if (padding) list.style.paddingBottom = `${padding - room() + 2}px` // no more than it takes
  past = { list: list.id, scroller, at: scroller.scrollTop, by: (past?.list === list.id ? past.by : 0) + scroller.scrollTop - before }
})
