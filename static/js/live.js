// What a live page does with a message: the version that it then shows, the news, and
// the light on what is new. connection.js sees to it that messages come.
import { learn } from './clock.js'
import { live } from './connection.js'
import { attend } from './attention.js'
import { tell as toast } from './toasts.js'

const glow = 8_000
const remembered = 20

let dimming = 0
const fresh = new Map() // bookings that are lit, with the time until which

document.addEventListener('okno:message', () => {
  const pulse = document.getElementById('pulse')
  if (!pulse || !live()) return // another page has come meanwhile
  const known = Number(live().dataset.version)
  learn(Number(pulse.dataset.now))
  if (pulse.dataset.version > known) {
    live().dataset.version = pulse.dataset.version
    document.body.dispatchEvent(new CustomEvent('okno:changed'))
  }
  for (const news of document.querySelectorAll('#announcer .news:not([data-told])')) tell(news, known)
  light()
})

const acts = new Map() // of this window, "" for a new booking, with the time until which: its own toast tells of them

document.addEventListener('htmx:before:request', (event) => {
  const { method, action } = event.detail.ctx.request
  const booking = /\/bookings(?:$|\/([0-9a-f-]{36}))/.exec(action.split('?')[0])
  if (method !== 'GET' && booking) acts.set(booking[1] || '', Date.now() + 15_000)
  event.detail.ctx.began = live()?.dataset.version
})

// The answer to an act on an open booking that comes after news of more than that act is older than what is shown: the
// booking is asked for instead.
document.addEventListener('htmx:after:request', ({ detail: { ctx } }) => {
  const { request, response, target } = ctx
  if (request.method === 'GET' || response.status !== 200 || !target?.matches('#modal .details')) return
  if (!(live()?.dataset.version - ctx.began > 1)) return
  ctx.swap = 'none'
  htmx.ajax('GET', `/bookings/${target.id.slice('booking-'.length)}`, { target: `#${target.id}`, swap: 'outerMorph' })
})

/** Tells one piece of news, unless this page has had it before a break, or its own hand has made it. */
function tell(news, known) {
  const { version, booking, url, of } = news.dataset
  if (Number(version) <= known) return news.remove()
  news.dataset.told = ''
  const isNew = 'fresh' in news.dataset
  if (isNew) fresh.set(booking, Date.now() + glow)
  const own = () => Date.now() < acts.get(booking) || (isNew && Date.now() < acts.get(''))
  if (!('heard' in news.dataset) && own()) return news.remove()
  if ('heard' in news.dataset || isNew) attend()
  if (!booking || !document.querySelector(`#modal[open] #booking-${CSS.escape(booking)}`))
    toast(news.textContent, url, booking, of || 'news')
  const log = news.parentElement
  while (log.children.length > remembered) log.firstElementChild.remove()
}

/** Lights the cards of new bookings, anew after each swap, and puts them out in time. */
function light() {
  for (const [booking, until] of fresh) {
    const on = Date.now() < until
    for (const card of document.querySelectorAll(`.card[data-booking="${CSS.escape(booking)}"]`)) card.classList.toggle('is-new', on)
    if (!on) fresh.delete(booking)
  }
  clearTimeout(dimming)
  if (fresh.size > 0) dimming = setTimeout(light, 1_000)
}

// A page that was asked for before the last change and came after it is older
// than what it has replaced: it is asked for once more.
document.addEventListener('htmx:after:swap', (event) => {
  light()
  const page = event.detail.ctx.target
  if (!page?.dataset?.url || !live()?.dataset.version) return
  const known = Number(live().dataset.version)
  if (Number(document.getElementById('pulse').dataset.version) >= known) return
  htmx.ajax('GET', page.dataset.url, { target: `#${page.id}`, swap: 'outerMorph' })
})
