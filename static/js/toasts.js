// Toasts: what has just happened, for the eyes. Screen readers get the same
// words from the log that they stand in (#announcer), so a toast is no live region.
//
// From the top: news from elsewhere, what is said of one's own acts, and the acts
// that can be taken back, the last one in the corner. None of a kind makes one of
// another leave. They stand by transforms, so that nothing on the page shifts.

const lasts = { news: 12, said: 8, act: 60 } // seconds, where the server does not say
const most = { said: 2, act: 3 } // more acts are folded
const gap = 8
const acts = 'okno-acts' // where a tab keeps them from page to page
const stack = document.getElementById('toasts')
const fold = element('button', 'toast toast-fold')
let pressed = null // the control that was pressed last
let pointer = null

const all = (kind) => [...stack.children].filter((box) => box.dataset.kind === kind && !box.hidden)

/** Shows a sentence about what the page could not do. */
export const say = (text) => stack.append(toast('said', text))

/**
 * Tells news with a way there: to a booking, which opens in the modal, or to a page.
 * More than two at once become a number with a way to all of them; `of` is what they are.
 */
export function tell(text, link, booking, of) {
  const before = all('news')
  const more = before.find((box) => box.dataset.more)
  if (!more && before.length < 2) return stack.prepend(toast('news', text, link, booking, of))
  const last = more || before[0]
  const count = Number(last.dataset.more || 1) + 1
  const kinds = last.dataset.of === of ? of : 'news'
  const says = JSON.parse(stack.dataset.many)[kinds]
  const rule = { one: 0, few: 1 }[new Intl.PluralRules(document.documentElement.lang).select(count)] ?? 2
  const box = toast('news', says.Forms[rule].replace(/\d+/, count), says.URL, '', kinds)
  box.dataset.more = count
  last.replaceWith(box)
}

/** Takes back the member's last act that is still there; false where there is none. */
export function undo() {
  const button = all('act').at(-1)?.querySelector('.toast-undo')
  button?.click()
  return Boolean(button)
}

function toast(kind, text, link, booking, of = '') {
  const box = element('div', 'toast')
  Object.assign(box.dataset, { kind, of })
  box.append(element('span', 'toast-text', text))
  if (link) {
    const open = element('a', 'toast-open', stack.dataset.open)
    open.href = link
    if (booking) {
      open.dataset.booking = booking
      open.setAttribute('hx-get', link)
      open.setAttribute('hx-target', '#modal-body')
      open.setAttribute('hx-swap', 'innerHTML')
      open.addEventListener('htmx:after:swap', () => leave(box))
    }
    box.append(open)
  }
  const close = element('button', 'toast-close', '×')
  close.type = 'button'
  close.setAttribute('aria-label', stack.dataset.close)
  box.append(close)
  return box
}

function element(tag, className, text = '') {
  const e = document.createElement(tag)
  e.className = className
  e.textContent = text
  return e
}

// They come from here and, with an undo, from the server.
if (stack) {
  fold.type = 'button'
  fold.dataset.kind = 'fold'
  new MutationObserver((records) => {
    for (const record of records) for (const box of record.addedNodes) if (box.matches?.('.toast') && !box.dataset.until) settle(box)
    arrange()
  }).observe(stack, { childList: true })
  restore()
  setInterval(sweep, 1_000)
  addEventListener('resize', arrange)
}

function settle(box) {
  const kind = (box.dataset.kind ||= box.querySelector('.toast-undo') ? 'act' : 'said')
  if (kind === 'fold') return
  box.dataset.until = Date.now() + ((kind === 'act' && box.dataset.lasts) || lasts[kind]) * 1000
  htmx.process(box)
  if (kind === 'said') {
    const first = all('act')[0]
    if (first) first.before(box)
    const said = all('said')
    for (const old of said)
      if (old !== box && (old.textContent === box.textContent || said.indexOf(old) < said.length - most.said)) leave(old)
  }
  home()
  if (kind === 'act') keep()
  arrange()
  if (kind !== 'news' || all('news').length === 1) dodge()
}

// While a dialog is open nothing outside it can be pressed, so they stand in it.
function home() {
  const place = [...document.querySelectorAll('dialog:modal')].at(-1) || document.body
  if (stack.parentElement !== place) place.append(stack)
}
document.addEventListener(
  'close',
  (event) => {
    if (stack && event.target.contains(stack)) document.body.append(stack)
  },
  true,
)

/** Puts each in its place, from the corner on. */
function arrange() {
  const mine = all('act')
  const folded = mine.length > most.act
  if (folded) {
    fold.textContent = stack.dataset.acts.replace(/\d+/, mine.length)
    fold.setAttribute('aria-expanded', stack.classList.contains('is-open'))
    if (fold.nextSibling !== mine[0]) mine[0].before(fold)
  } else {
    fold.remove()
    stack.classList.remove('is-open')
  }
  const away = new Set(stack.classList.contains('is-open') ? [] : mine.slice(0, -most.act))
  let y = 0
  for (const box of [...stack.children].reverse()) {
    box.classList.toggle('is-folded', away.has(box))
    if (box.hidden || away.has(box)) continue
    box.style.transform = `translateY(${stack.dataset.place === 'up' ? y : -y}px)`
    y += box.offsetHeight + gap
  }
}

/** Finds a place that covers neither the control just pressed nor what the pointer is on. */
function dodge() {
  if (stack.matches(':hover, :focus-within')) return
  const taken = [pressed?.isConnected && !stack.contains(pressed) && pressed.getBoundingClientRect(), pointer].filter(Boolean)
  const covers = (box) =>
    !box.hidden &&
    taken.some((at) => {
      const own = box.getBoundingClientRect()
      return own.left < at.right && own.right > at.left && own.top < at.bottom && own.bottom > at.top
    })
  for (const place of ['', 'left', 'up']) {
    stack.dataset.place = place
    arrange()
    if (![...stack.children].some(covers)) return
  }
}

document.addEventListener(
  'pointerdown',
  ({ target }) => {
    pressed = target.closest('a, button, input, select, textarea, summary, .card')
  },
  true,
)
document.addEventListener(
  'keydown',
  () => {
    pressed = document.activeElement?.closest('a, button, input, select, textarea, summary')
  },
  true,
)
document.addEventListener(
  'pointermove',
  ({ pointerType, clientX: x, clientY: y }) => {
    pointer = pointerType === 'mouse' ? { left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 } : null
  },
  { capture: true, passive: true },
)

/** All of them leave by themselves, and not from under a hand or a keyboard focus. */
function sweep() {
  if (stack.matches(':hover, :focus-within')) return
  const over = [...stack.children].filter((box) => Date.now() > box.dataset.until)
  over.forEach(leave)
}

function leave(box) {
  box.remove()
  arrange()
  keep()
}

document.addEventListener('click', ({ target }) => {
  const box = target.closest('.toast')
  if (!box) return
  if (box === fold) {
    stack.classList.toggle('is-open')
    arrange()
  } else if (target.closest('.toast-close')) leave(box)
  else if (target.closest('.toast-undo, .toast-ask')) {
    // Out of sight at once; out of the page later, so that the request keeps its element.
    ;(target.closest('.toast-undo') ? box : target.closest('.toast-ask')).hidden = true
    arrange()
    keep()
  }
})

// What could not be taken back for want of an answer can still be.
document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  const box = ctx.sourceElement.closest?.('.toast')
  if (!box?.hidden) return
  if (ctx.response?.status < 500) return leave(box)
  box.hidden = false
  arrange()
  keep()
})

// The acts of the last minute are there on the next page as well, for the same member.
function keep() {
  const list = all('act').map((box) => {
    const copy = box.cloneNode(true)
    copy.removeAttribute('style') // the content security policy lets none in as text
    return [box.dataset.until, copy.outerHTML]
  })
  sessionStorage.setItem(acts, JSON.stringify([stack.dataset.member, list]))
}

function restore() {
  const [member, list] = JSON.parse(sessionStorage.getItem(acts) || '[]')
  if (!list || member !== stack.dataset.member) return
  for (const [until, html] of list) {
    if (Date.now() > until) continue
    const box = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild
    box.querySelector('[role]')?.removeAttribute('role') // it has been said
    const button = box.querySelector('.toast-undo')
    for (const each of box.querySelectorAll('*')) each.removeAttribute('data-htmx-powered')
    if (!document.querySelector(button.getAttribute('hx-target'))) {
      // it is on the page that was left
      button.setAttribute('hx-target', '#toasts')
      button.setAttribute('hx-swap', 'none')
    }
    stack.append(box)
    htmx.process(box)
  }
  arrange()
}

// No answer at all: the server or the network is gone.
document.addEventListener('htmx:error', (event) => {
  const modal = document.getElementById('modal')
  if (modal && event.detail.ctx) say(modal.dataset.failed)
})
