// Lists whose order is made by hand: an item is dragged by its grip to another
// place in its own list, by mouse or finger, and the server is told what it
// stands before now. The buttons beside it do the same without dragging.

let drag = null // {item, list, next, from, pointer}

const items = (list) => [...list.children].filter((each) => each.dataset.orderItem)

document.addEventListener('pointerdown', (event) => {
  const grip = event.target.closest?.('[data-order] .grip')
  if (!grip || drag || event.button !== 0) return
  const item = grip.closest('[data-order-item]')
  drag = { item, list: item.parentElement, next: item.nextElementSibling, from: event.clientY, pointer: event.pointerId }
  grip.setPointerCapture(event.pointerId)
  item.classList.add('is-dragged')
  event.preventDefault()
})

document.addEventListener('pointermove', (event) => {
  if (event.pointerId !== drag?.pointer) return
  const { item, list } = drag
  item.style.translate = `0 ${event.clientY - drag.from}px`
  for (const other of items(list)) {
    if (other === item) continue
    const { top, height } = other.getBoundingClientRect()
    const above = other.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING
    if (above && event.clientY < top + height / 2) return shift(() => list.insertBefore(item, other), event)
    if (!above && event.clientY > top + height / 2 && !passed(other, event.clientY)) return shift(() => other.after(item), event)
  }
})

/** Whether the pointer is beyond the middle of the neighbour behind this one as well. */
const passed = (other, y) => {
  const { nextElementSibling: behind } = other
  if (!behind) return false
  const { top, height } = behind.getBoundingClientRect()
  return y > top + height / 2
}

/** Moves the item in the page and keeps it under the pointer. */
function shift(move, event) {
  const { item } = drag
  const before = item.offsetTop
  move()
  drag.from += item.offsetTop - before
  item.style.translate = `0 ${event.clientY - drag.from}px`
}

function drop(keep) {
  const { item, list, next } = drag
  drag = null
  item.classList.remove('is-dragged')
  item.style.translate = ''
  if (!keep) return list.insertBefore(item, next)
  if (item.nextElementSibling === next) return
  // Where nothing is written yet, the order in the page is the order.
  if (!list.dataset.order) return list.dispatchEvent(new Event('change', { bubbles: true }))
  htmx.ajax('POST', list.dataset.order, {
    source: list,
    target: list.dataset.orderTarget,
    swap: list.dataset.orderSwap ?? 'outerHTML',
    values: { item: item.dataset.orderItem, before: item.nextElementSibling?.dataset.orderItem ?? '' },
  })
}

document.addEventListener('pointerup', (event) => event.pointerId === drag?.pointer && drop(true))
document.addEventListener('pointercancel', (event) => event.pointerId === drag?.pointer && drop(false))
document.addEventListener('keydown', (event) => drag && event.key === 'Escape' && drop(false))
