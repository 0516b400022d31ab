// Time that was dragged over becomes a booking, or is blocked: a small menu asks.
import { openMenu } from './menu.js'

const menu = () => document.getElementById('range-menu')
let range = null // {book, block, end} of what was dragged over

document.addEventListener('okno:range', (event) => {
  if (!menu()) return
  event.preventDefault()
  range = event.detail
  setTimeout(() => openMenu(menu(), range.x, range.y)) // the press that is ending would close it
})

document.addEventListener('click', ({ target }) => {
  const what = target.closest?.('[data-range]')?.dataset.range
  if (!what || !range) return
  const { [what]: go } = range
  menu().hidePopover()
  go()
})

// It does not bubble.
document.addEventListener(
  'toggle',
  (event) => {
    if (event.target !== menu() || event.newState === 'open') return
    range?.end()
    range = null
  },
  true,
)
