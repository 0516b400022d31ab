// The connection of a page that hears of changes. htmx and its hx-ws extension
// connect, reconnect and swap; this says how the connection is, asks by an ordinary
// request when the server is silent or no socket gets through, and so notices
// within three seconds that nobody answers.
import { now, wallClock } from './clock.js'
import { handFree } from './hand.js'
import { say } from './toasts.js'

const silence = 2_000 // ms without a word, after which the server is asked: it speaks every 1.5 s
const patience = 900 // ms for its answer, before it counts as lost
const polling = 10_000 // ms between two questions where there is no socket
const useless = 3 // sockets that closed without a word: there is something in between that lets none pass
const final = [1000, 1008] // codes after which hx-ws does not come back

let connection = null // the one of hx-ws
let heard = Date.now() // when the server was last heard, by the browser's clock, by whatever way
let spoke = 0 // when its socket last said something
let mute = 0 // sockets in a row that closed without a word
let lostAt = 0 // since when it has not been heard, by the server's clock; 0 while it is
let begun = 0 // when the last socket was begun
let asking = false
let over = false
let timer = 0

export const live = () => document.querySelector('.live')
const isOpen = () => connection?.socket?.readyState === WebSocket.OPEN
const isBeginning = () => connection?.socket?.readyState === WebSocket.CONNECTING && Date.now() - begun < 2 * silence // after that it is stuck

export function show(state) {
  const place = document.getElementById('connection')
  if (!place || place.dataset.state === state) return
  place.dataset.state = state
  place.querySelector('.connection-text').textContent = place.dataset[`say${state[0].toUpperCase()}${state.slice(1)}`].replace(
    '{time}',
    wallClock(lostAt),
  )
  if (state !== 'polling' || sessionStorage.getItem('okno-polling')) return
  sessionStorage.setItem('okno-polling', 'said')
  say(place.dataset.polling)
}

/** Shows how the connection is now. */
export function showNow() {
  if (over) show('over')
  else if (lostAt) show('lost')
  else if (isOpen() && spoke) show('online')
  else show(mute >= useless ? 'polling' : 'waiting')
}

function hear() {
  heard = Date.now()
  lostAt = 0
  showNow()
}

function lose() {
  lostAt ||= now() - (Date.now() - heard)
  showNow()
}

function later(ms) {
  clearTimeout(timer)
  if (!over) timer = setTimeout(watch, ms)
}

/** Asks when it has been silent for too long. */
function watch() {
  if (!live()) return
  const since = Date.now() - heard
  if (isOpen() && spoke && since < silence && !lostAt) later(silence - since)
  else ask()
}

/** Asks the server for what it would have pushed: whether it is there, and what has changed. */
export async function ask() {
  const element = live()
  if (!element || asking || over) return
  asking = true
  const impatience = setTimeout(lose, patience)
  try {
    const url = new URL(element.getAttribute('hx-ws:connect'), location.href)
    url.searchParams.set('version', element.dataset.version)
    const answer = await fetch(url, { headers: { 'HX-Request': 'true' }, signal: AbortSignal.timeout(8_000) })
    if (answer.headers.has('HX-Redirect') || answer.status === 403)
      over = true // signed out, or no right any longer
    else if (!answer.ok) throw new Error(answer.status)
    else await receive(element, await answer.text())
    clearTimeout(impatience)
    const back = lostAt > 0
    hear()
    const stuck = connection?.socket?.readyState === WebSocket.CONNECTING
    if (((back || stuck) && !isOpen() && !isBeginning()) || (isOpen() && Date.now() - spoke > 3 * silence)) reconnect()
  } catch {
    lose()
  } finally {
    clearTimeout(impatience)
    asking = false
    const gone = Math.min(polling, silence + (Date.now() - heard) / 10) // not all pages at once, when it is back
    later(lostAt ? gone * (0.7 + 0.6 * Math.random()) : isOpen() || isBeginning() ? silence : polling)
  }
}

/** Takes an answer as a message of the socket, unless the socket has said more meanwhile. */
async function receive(element, text) {
  await handFree()
  const version = Number(/id="pulse" data-version="(\d+)"/.exec(text)?.[1])
  if (!element.isConnected || version < element.dataset.version) return
  await htmx.swap({ sourceElement: element, target: element, swap: 'innerHTML swapEmpty:false', text, transition: false })
  document.dispatchEvent(new CustomEvent('okno:message'))
}

/** Begins anew: hx-ws may be waiting for another quarter of a minute, or hold a socket that is dead. */
function reconnect() {
  const element = live()
  const copy = element.cloneNode()
  copy.removeAttribute('data-htmx-powered')
  element.replaceWith(copy)
  connection?.socket?.close()
  htmx.process(copy)
}

document.addEventListener('htmx:ws:before:connection', (event) => {
  connection = event.detail.connection
  const url = new URL(connection.url)
  url.searchParams.set('version', event.target.dataset.version)
  connection.url = url.href
  begun = Date.now()
  spoke = 0
})

document.addEventListener('htmx:ws:after:connection', (event) => {
  connection = event.detail.connection
  const { socket } = connection
  // Not by htmx's event: a message waits there while a hand is on the page.
  socket.addEventListener('message', () => {
    if (socket !== connection.socket) return
    spoke = Date.now()
    mute = 0
    hear()
  })
  later(silence)
})

document.addEventListener('htmx:ws:close', (event) => {
  if (event.detail.reason !== 'closed') return
  over = final.includes(event.detail.code)
  if (!spoke) mute++
  if (over) show('over')
  else if (spoke || mute <= useless) ask()
  spoke = 0
})

document.addEventListener('htmx:ws:before:message:incoming', (event) => {
  if (event.detail.message.data === '0')
    event.detail.cancelled = true // it is still there
  else event.detail.waitUntil(handFree())
})
document.addEventListener('htmx:ws:after:message:incoming', () => document.dispatchEvent(new CustomEvent('okno:message')))

// What makes one doubt, or hope.
for (const type of ['offline', 'online', 'focus', 'pageshow']) addEventListener(type, () => (type === 'offline' || lostAt) && ask())
document.addEventListener('visibilitychange', () => document.hidden || watch())
document.addEventListener('htmx:error', (event) => event.detail.ctx && ask())

// A new day brings a new element that does not know yet how the connection is.
document.addEventListener('htmx:after:swap', showNow)
