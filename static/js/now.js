// Time goes on: the now-line moves by itself, cards that have ended become quiet,
// and where the company's date changes whatever a page says of "today" is asked
// for anew: each part of a page that says it names its address in data-rolls.
import { learn, now, today, wallClock } from './clock.js'
import { handFree } from './hand.js'
import { starts } from './rows.js'

const row = 300 // seconds in a row of the grid
const asleep = 15 * 60_000 // nobody has touched the page for so long

let date = '' // that the page was made on
let left = '' // the board of a today that is over; whoever comes back in the morning finds the new one
let touched = Date.now()

function tick() {
  const seconds = now() / 1000
  const layer = document.getElementById('now')
  if (layer) {
    const { from, to } = layer.dataset
    layer.hidden = seconds < from || seconds >= to
    const at = starts(Math.max(0, Math.round((seconds - from) / row)))
    const time = document.getElementById('now-time')
    layer.querySelector('.now-line').className = `now-line ${at}`
    time.className = `now-time ${at}`
    time.hidden = layer.hidden
    time.textContent = wallClock(seconds * 1000)
  }
  for (const card of document.querySelectorAll('#main [data-end]')) {
    card.classList.toggle('is-past', card.dataset.end <= seconds)
  }
  for (const mark of document.querySelectorAll('#day [data-since]')) mark.lastChild.nodeValue = waited(seconds - mark.dataset.since)
  if (today() !== date) roll()
  else if (left && Date.now() - touched > asleep) follow()
}

/** For how long something has waited, in its largest unit (views/day/card.go). */
function waited(seconds) {
  const { waits, units } = document.getElementById('day').dataset
  const minutes = Math.max(1, Math.floor(seconds / 60))
  const unit = minutes < 60 ? 0 : minutes < 1440 ? 1 : 2
  return waits.replace('{time}', `${Math.floor(minutes / [1, 60, 1440][unit])}\u00a0${units.split(' ')[unit]}`)
}

async function roll() {
  const was = date
  date = today()
  if (document.getElementById('day')?.dataset.date === was) left = was
  await handFree()
  for (const part of document.querySelectorAll('#main [data-rolls]')) {
    htmx.ajax('GET', part.dataset.rolls || location.pathname + location.search, { source: part, target: `#${part.id}`, swap: 'outerMorph' })
  }
  document.querySelector('#when [name=today]')?.dispatchEvent(new Event('newday')) // a form that proposes today
}

function follow() {
  const shown = document.getElementById('day')?.dataset.date
  if (shown === left && !document.querySelector('dialog[open]')) document.getElementById('day-today').click()
  left = ''
}

/** Once a minute, when the minute begins. */
function next() {
  tick()
  setTimeout(next, 60_000 - (now() % 60_000))
}

function start() {
  learn(Number(document.getElementById('pulse')?.dataset.now || document.body.dataset.now))
  date = document.body.dataset.today || today()
  next()
}

document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', start) : start()
for (const type of ['visibilitychange', 'htmx:after:swap', 'okno:time']) document.addEventListener(type, tick)
for (const type of ['pageshow', 'focus']) addEventListener(type, tick)
for (const type of ['pointermove', 'pointerdown', 'keydown', 'wheel'])
  addEventListener(
    type,
    () => {
      touched = Date.now()
    },
    { passive: true, capture: true },
  )
