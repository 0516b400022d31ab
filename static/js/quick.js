// What can be done to a booking from its card: by the menu of the card, which the right button, a long
// press of a finger or the menu key opens, and by buttons beside it while the pointer rests there.
import { openMenu } from './menu.js'

const menu = () => document.getElementById('card-menu')
const bookingOf = (target) => target.closest?.('#day [data-booking]')

async function fill(box, address) {
  const answer = await fetch(address, { headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial' } }).catch(() => null)
  if (!answer?.ok) return false
  box.replaceChildren(document.createRange().createContextualFragment(await answer.text()))
  htmx.process(box)
  return true
}

async function open(card, x, y) {
  const from = document.activeElement
  if (!(await fill(menu(), `/bookings/${card.dataset.booking}/acts`))) return
  if (from !== card) card.focus({ preventScroll: true }) // where the focus comes back to
  openMenu(menu(), x, y)
}

document.addEventListener('contextmenu', (event) => {
  const card = bookingOf(event.target)
  if (!card || !menu() || event.defaultPrevented) return
  event.preventDefault()
  const box = card.getBoundingClientRect()
  const byKey = event.button !== 2 && event.pointerType !== 'touch'
  open(card, byKey ? box.left + 12 : event.clientX, byKey ? box.top + 12 : event.clientY)
})
document.addEventListener('okno:menu', ({ detail: { card, x, y } }) => menu() && card.dataset.booking && open(card, x, y))
document.addEventListener('click', ({ target }) => target.closest?.('#card-menu .menu-item') && menu().hidePopover())

// Beside a card: the acts alone.
document.addEventListener('okno:peek', async ({ detail: { box, card } }) => {
  if (!menu() || !document.getElementById('day').hasAttribute('data-can-change')) return
  const row = Object.assign(document.createElement('div'), { className: 'peek-acts' })
  const { booking } = card.dataset
  if (!(await fill(row, `/bookings/${booking}/acts?row=1`)) || box.dataset.booking !== booking || !row.firstElementChild) return
  box.querySelector('.peek-acts')?.remove()
  box.append(row)
  htmx.process(row) // again: what is in no page yet is left alone
  const { bottom } = box.getBoundingClientRect()
  if (bottom > innerHeight - 8) box.style.top = `${Math.max(8, box.offsetTop - (bottom - innerHeight + 8))}px`
})
