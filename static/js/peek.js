// All that a card says, also where it is too small to say it: beside it, while
// the pointer rests on it or the keyboard is there. On touch a tap opens it.
import { grid } from './board.js'

const rest = 400 // milliseconds that make a pointer rest

let box = null
let timer = 0
let of = null // the card

function show(card) {
  if (
    !card.matches(':hover, :focus') ||
    document.querySelector('dialog[open], .is-carrying, .is-stretching') ||
    !document.querySelector('.gutter')?.offsetWidth
  )
    return
  box ??= document.body.appendChild(Object.assign(document.createElement('div'), { id: 'peek', ariaHidden: 'true' }))
  of = card
  box.className = `peek ${[...card.classList].filter((name) => /^(hue-|is-)/.test(name) && name !== 'is-movable').join(' ')}`
  box.replaceChildren(card.querySelector('.card-text').cloneNode(true))
  box.hidden = false
  box.dataset.booking = card.dataset.booking
  const at = card.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = box
  const right = at.right + 2 + width < innerWidth
  box.style.left = `${Math.max(8, right ? at.right + 2 : at.left - width - 2)}px`
  box.style.top = `${Math.max(8, Math.min(at.top, innerHeight - height - 8))}px`
  if (card.matches(':hover')) document.dispatchEvent(new CustomEvent('okno:peek', { detail: { box, card } }))
}

export function unpeek() {
  clearTimeout(timer)
  of = null
  if (box) box.hidden = true
}

const inside = (element) => element?.closest?.('#peek')

document.addEventListener('pointerover', (event) => {
  if (event.pointerType !== 'mouse' || event.buttons) return
  const card = event.target.closest?.('#grid .card')
  if ((card && card === of) || inside(event.target)) return clearTimeout(timer)
  unpeek()
  if (card) timer = setTimeout(show, rest, card)
})
document.addEventListener('focusin', (event) => {
  if (inside(event.target)) return
  unpeek()
  if (event.target.matches?.('#grid .card:focus-visible'))
    requestAnimationFrame(() => document.activeElement === event.target && show(event.target))
})
document.addEventListener('pointerdown', (event) => inside(event.target) || unpeek(), true)
document.addEventListener('click', (event) => event.target.closest?.('#peek button') && unpeek())
document.addEventListener('focusout', (event) => inside(event.relatedTarget) || unpeek())
document.addEventListener('keydown', (event) => (event.key === 'Escape' || event.altKey) && unpeek(), true)
document.addEventListener('scroll', (event) => event.target === grid() && of && unpeek(), true)
document.addEventListener('htmx:after:swap', () => of && !of.isConnected && unpeek())
