// The page without a connection: what was seen last of Today, marked with its time and with nothing in it that needs
// the net; of any other page, that there is none, and the way to Today. Once the server answers, the page that was
// asked for comes by itself.
import { wallClock } from './clock.js'
import { kept, today } from './kept.js'

const { sprite, asOf } = document.body.dataset
const retry = 10_000 // ms between two looks for the server

/** «14:05», and the date before it where it is another one by now, by the company's clock. */
function told({ at, zone }) {
  document.body.dataset.zone = zone
  const days = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: zone, day: 'numeric', month: 'long' })
  const day = days.format(at)
  return day === days.format(Date.now()) ? wallClock(at) : `${day}, ${wallClock(at)}`
}

/** What was seen, as text alone: links lead nowhere but to telephones, mail and within the page, buttons and fields are off. */
function still(html) {
  const found = new DOMParser().parseFromString(html, 'text/html').getElementById('overview')
  for (const element of [found, ...found.querySelectorAll('*')]) {
    for (const { name } of [...element.attributes]) if (/^(hx-|data-|on)/.test(name)) element.removeAttribute(name)
    const leads = element.getAttribute('href') ?? ''
    if (element.matches('use')) element.setAttribute('href', `${sprite}#${leads.split('#')[1]}`)
    else if (element.matches('a') && !/^(tel:|mailto:|#)/.test(leads)) {
      element.removeAttribute('href')
      element.removeAttribute('aria-haspopup')
      element.setAttribute('role', 'link')
      element.setAttribute('aria-disabled', 'true')
    } else if (element.matches('button, input, select, textarea')) element.disabled = true
    else if (element.matches('img')) element.remove()
  }
  return found
}

async function show() {
  const found = await kept()
  const main = document.getElementById('main')
  if (!found || location.pathname !== today) {
    document.getElementById('nothing').hidden = false
    document.getElementById(found ? 'kept' : 'unkept').hidden = false
    return
  }
  document.getElementById('as-of').textContent = [found.company, asOf.replace('{time}', told(found))].filter(Boolean).join(' · ')
  main.append(still(found.html))
}

async function look() {
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
  if (answer?.ok) location.reload()
}

document.getElementById('again').addEventListener('click', () => location.reload())
addEventListener('online', look)
setInterval(look, retry)
show()
