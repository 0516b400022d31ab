import { App } from './app.js'
import { Frame } from './frame.js'
import { Memory } from './memory.js'
import { sheet } from './styles/sheet.js'

// Kept on the script element itself, under a name that every loaded copy of this file shares.
const MOUNTED = Symbol.for('okno.widget')
const COUNT = Symbol.for('okno.widgets')

/**
 * Makes the widget that a snippet asks for, once. own is this file's address, for a snippet that has no src of its own
 * (some tag managers inline it).
 */
export function mount(script, own) {
  if (script[MOUNTED]) return
  const address = new URL('.', script.src || own)
  const { okno: key, target, lang = '', service = '' } = script.dataset
  const host = document.createElement('okno-widget')
  script[MOUNTED] = host
  const root = host.attachShadow({ mode: 'open' })
  // By index: a host may have redefined what an array assignment or push would use.
  root.adoptedStyleSheets[0] = sheet()
  const n = (window[COUNT] = (window[COUNT] || 0) + 1)
  const app = new App(host, new Frame(root), new Memory(key + ':' + n), {
    key,
    lang,
    service,
    base: new URL('api/v1/widget/' + encodeURIComponent(key), address).href,
  })
  stay(host, () => place(host, script, target))
  whenSeen(host, () => app.start())
}

/** Puts the widget where the snippet says; false while there is no such place yet. */
function place(host, script, target) {
  const spot = target ? document.querySelector(target) : document.body
  const homeless = !target && !(spot && spot.contains(script))
  // A script in <head> without a target gets the end of the page, which is not there before it is parsed.
  if (!spot || (homeless && document.readyState === 'loading')) return false
  if (target || homeless) spot.append(host)
  else script.after(host)
  return true
}

/** Keeps the widget on the page, also when the place appears late or a single-page site builds it anew. */
function stay(host, put) {
  const check = () => host.isConnected || put()
  check()
  document.addEventListener('DOMContentLoaded', check)
  new MutationObserver(check).observe(document.documentElement, { childList: true, subtree: true })
}

/** Starts when the widget comes near the view: a page that is not scrolled to it asks Okno for nothing. */
function whenSeen(host, start) {
  const observer = new IntersectionObserver((entries) => {
    // Only the newest of several reports says where the widget is now.
    if (!entries[entries.length - 1].isIntersecting) return
    observer.disconnect()
    start()
  }, { rootMargin: '300px' })
  observer.observe(host)
}
