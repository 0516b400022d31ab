// What the board shows by itself: visitors' slots count down and go, cards of
// one booking light up together, a swipe turns the day.
import { now } from './clock.js'

setInterval(() => {
  for (const ghost of document.querySelectorAll('.ghost')) {
    const left = Math.round(Number(ghost.dataset.until) - now() / 1000)
    ghost.querySelector('.ghost-left').textContent =
      `${Math.floor(Math.max(0, left) / 60)}:${String(Math.max(0, left) % 60).padStart(2, '0')}`
    if (left > 0) continue
    const list = ghost.closest('.ghosts')
    ghost.closest('.slot').remove()
    list.hidden = list.children.length === 0
  }
}, 1_000)

for (const type of ['pointerover', 'focusin'])
  document.addEventListener(type, (event) => {
    const booking = event.target.closest?.('#grid .card')?.dataset.booking
    const all = document.querySelectorAll('#grid .card')
    const several = booking && [...all].filter((c) => c.dataset.booking === booking).length > 1
    for (const card of all) card.classList.toggle('is-together', Boolean(several) && card.dataset.booking === booking)
  })

document.addEventListener('click', (event) => {
  // A click beside an open list closes it.
  for (const list of document.querySelectorAll('.filter[open]')) if (!list.contains(event.target)) list.open = false
})
document.addEventListener('keydown', (event) => {
  const list = event.key === 'Escape' && document.querySelector('.filter[open]')
  if (!list) return
  list.open = false
  list.querySelector('summary').focus()
})

let touch = null
document.addEventListener(
  'touchstart',
  (event) => {
    const inside =
      event.touches.length === 1 && event.target.closest?.('#day') && !event.target.closest('.is-grid, .filters, .chips, input')
    touch = inside && innerWidth <= 680 ? event.touches[0] : null
  },
  { passive: true },
)
document.addEventListener(
  'touchend',
  (event) => {
    if (!touch) return
    const { clientX, clientY } = event.changedTouches[0]
    const across = clientX - touch.clientX
    if (Math.abs(across) > 60 && Math.abs(across) > 2.5 * Math.abs(clientY - touch.clientY)) {
      document.getElementById(across < 0 ? 'day-next' : 'day-previous').click()
    }
    touch = null
  },
  { passive: true },
)
