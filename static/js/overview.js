// The line that says "now" goes on with the server's clock in every strip of the day, also where nothing new comes in.
import { learn, now } from './clock.js'

const minute = 60_000

function move() {
  const scale = document.getElementById('loads')
  if (!scale) return
  const { from, to } = scale.dataset,
    at = (now() / 1000 - from) / (to - from)
  for (const line of scale.querySelectorAll('.strip-now')) {
    line.classList.toggle('is-off', at < 0 || at >= 1)
    for (const x of ['x1', 'x2']) line.setAttribute(x, `${(at * 100).toFixed(2)}%`)
  }
}

/** Once a minute, when the minute begins. */
function next() {
  move()
  setTimeout(next, minute - (now() % minute))
}

learn(Number(document.body.dataset.now))
next()
for (const type of ['visibilitychange', 'htmx:after:swap']) document.addEventListener(type, move)
addEventListener('pageshow', move)
