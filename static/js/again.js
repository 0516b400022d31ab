// What the server cannot do for now (503, or no answer while it is started again) is asked again, as it was: the page
// stays as it is, with what is typed and the focus. An act has a key, by which the server knows one that it has done
// already although its answer was lost.
import { say } from './toasts.js'

const pauses = [1, 2, 3, 4, 4, 5, 5, 5] // seconds, where the server does not say
const longest = 8 // seconds, whatever the server or a proxy says: nobody looks at a page that stands still
const lost = 2 // how often it is asked again where no answer came at all
const enough = 40_000 // ms; htmx gives up a request after a minute
const most = 12 // times that a page sends itself again
const quick = 15_000 // ms, within which the same form with the same content is the same attempt

/** A name for an attempt, the same one for all its repetitions. Not randomUUID: that exists only in secure contexts. */
const newKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join('')

const said = (name) => document.getElementById('modal')?.dataset[name] ?? ''
const inSeconds = (words, at) => words.replace('{n}', Math.max(1, Math.ceil((at - Date.now()) / 1000)))

// Which acts may be sent again is the server's word (handlers/repeats).
const repeatable = (url, { method = 'GET' } = {}) =>
  method === 'GET' || Boolean(said('repeats') && new RegExp(said('repeats')).test(new URL(url, location.href).pathname))

const waits = new Set() // what waits to be asked again: at which time, and how to ask now
const shown = () => [...(document.getElementById('toasts')?.children ?? [])].find((box) => box.dataset.trying)

/** Says that it is being tried again, and when; for screen readers once. */
function tell() {
  const text = inSeconds(said('trying'), Math.min(...[...waits].map((wait) => wait.at)))
  if (!shown()) {
    if (!text) return
    say(text)
    const box = document.getElementById('toasts').lastElementChild
    box.dataset.trying = 'yes'
    const now = Object.assign(document.createElement('button'), { type: 'button', className: 'toast-open', textContent: said('now') })
    now.addEventListener('click', () => {
      for (const wait of waits) wait.now()
    })
    box.querySelector('.toast-close').before(now)
    const line = document.createElement('p')
    line.textContent = text
    document.getElementById('announcer')?.append(line)
    return
  }
  shown().dataset.until = Date.now() + enough // it stands while it is true
  shown().querySelector('.toast-text').textContent = text
}

/** Waits, or until somebody does not want to wait. */
async function pause(seconds, hand) {
  const wait = { at: Date.now() + seconds * 1000 }
  const done = new Promise((now) => Object.assign(wait, { now }))
  if (hand) hand.now = wait.now
  const timer = setTimeout(wait.now, seconds * 1000)
  waits.add(wait)
  tell()
  const ticking = setInterval(() => shown() && tell(), 1_000)
  await done
  clearTimeout(timer)
  clearInterval(ticking)
  waits.delete(wait)
  if (hand) hand.now = null
}

/**
 * Asks like fetch, again and again while that is worth it. hand, if any, gets now() while it waits, and its anew(request)
 * puts into the request what has been typed since.
 */
export async function patient(ask, url, request, hand) {
  const began = Date.now()
  for (let i = 0; ; i++) {
    const { answer, error } = await ask(url, request).then(
      (answer) => ({ answer }),
      (error) => ({ error }),
    )
    const passing = answer ? answer.status === 503 : error.name === 'TypeError' && i < lost && navigator.onLine
    if (!passing || !pauses[i] || Date.now() - began > enough || !repeatable(url, request)) {
      if (waits.size === 0) shown()?.remove()
      if (error) throw error
      return answer
    }
    const wait = Math.min(Number(answer?.headers.get('Retry-After')) || pauses[i], longest)
    await pause(wait * (0.8 + 0.4 * Math.random()), hand) // not all pages at once
    hand?.anew?.(request)
  }
}

/** fetch of an act or a question that is asked again while that is worth it. */
export const fetchPatiently = (url, request = {}) =>
  patient(fetch, url, { ...request, headers: { ...request.headers, ...(request.method && { 'Idempotency-Key': newKey() }) } })

// An act in the page. Pressed once more while it is under way it is the same act, and is not waited for any longer.
const underWay = new WeakMap() // element that asks -> { what, now, anew }
const whole = ({ method, action, body }) => JSON.stringify([method, action, ...(body ?? [])])

document.addEventListener('htmx:config:request', (event) => {
  const { sourceElement, request } = event.detail.ctx
  const hand = underWay.get(sourceElement)
  if (!hand || hand.path !== `${request.method} ${request.action}` || hand.submitter !== request.submitter) return
  if (hand.what !== whole(request) && !(hand.now && hand.anew)) return // it is another one, and comes after it
  event.preventDefault()
  hand.now?.()
})

document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  const { request, sourceElement } = ctx
  const ask = ctx.fetch
  if (request.method === 'GET') {
    ctx.fetch = (url, request) => patient(ask, url, request)
    return
  }
  request.headers['Idempotency-Key'] = newKey()
  const { method, action, submitter } = request
  const hand = { path: `${method} ${action}`, submitter, what: whole(request), ...typist(request) }
  underWay.set(sourceElement, hand)
  ctx.fetch = async (url, request) => {
    const answer = await patient(ask, url, request, hand)
    const unsent = hand.typed?.().length > 0
    const earlier = (hand.changed || unsent) && answer.headers.has('Okno-Repeated')
    if (earlier || (unsent && answer.ok)) say(said('earlier'))
    if (earlier) throw new DOMException('what was sent first is what was done', 'AbortError')
    return answer
  }
})
document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => underWay.delete(ctx.sourceElement))

/** What is typed while it waits is what is sent. */
function typist({ form, body }) {
  if (!form || !(body instanceof URLSearchParams)) return {}
  const texts = (data, name) => JSON.stringify(data.getAll(name))
  let was = new FormData(form)
  return {
    /** The names under which something else stands now than what was sent. By hidden ones conflicts are judged, as they were. */
    typed() {
      const is = new FormData(form)
      const differs = (name) => texts(was, name) !== texts(is, name) && form.elements[name]?.type !== 'hidden'
      return [...new Set([...was.keys(), ...is.keys()])].filter(differs)
    },
    anew(request) {
      const names = this.typed()
      if (names.length === 0 || !form.isConnected) return
      was = new FormData(form)
      for (const name of names) {
        body.delete(name)
        for (const value of was.getAll(name)) body.append(name, value)
      }
      this.changed = true
      this.what = whole(request)
    },
  }
}

// A form that the browser sends has its key in a field; pressed twice it is the same attempt.
const attempts = new WeakMap()
const keyOf = (form) => {
  const content = JSON.stringify([...new FormData(form)])
  const before = attempts.get(form)
  if (before?.content === content && Date.now() - before.at < quick) return before.key
  attempts.set(form, { content, at: Date.now(), key: newKey() })
  return attempts.get(form).key
}

addEventListener('submit', ({ target: form, defaultPrevented }) => {
  if (defaultPrevented || form.method !== 'post' || form.querySelector('[name=attempt]') || !repeatable(form.action, form)) return
  const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'attempt', value: keyOf(form) })
  form.append(field)
  setTimeout(() => field.remove()) // the same page may send another one
})

// The page of a failure that passes sends again what was sent to it, and says when.
const again = document.querySelector('form[data-again]')
const times = Number(again && sessionStorage.getItem('okno-again'))
if (again && times < most) {
  sessionStorage.setItem('okno-again', times + 1)
  const at = Date.now() + 2_000 + 3_000 * Math.random()
  const timer = setInterval(count, 500)
  again.addEventListener('submit', () => clearInterval(timer))
  count()
  function count() {
    if (Date.now() > at) again.requestSubmit()
    else document.getElementById('failure-again').textContent = inSeconds(again.dataset.again, at)
  }
} else sessionStorage.removeItem('okno-again')
