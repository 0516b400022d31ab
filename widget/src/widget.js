/*
 * The embeddable widget: <script src="BASE/widget.js" data-okno="KEY" async></script>
 * README.md tells of the attributes, the events and window.okno.
 */
import { add, each, first } from './list.js'
import { Widget } from './mount.js'

const SHARED = Symbol.for('okno.widgets') // the first copy of this file on a page serves them all
const MOUNTED = Symbol.for('okno.widget')
const here = (document.currentScript && document.currentScript.src) || location.href

function start() {
  const widgets = []

  function mount({ key, src, target, ...options }, script) {
    const at = new URL('.', src || here).href
    const base = at + 'api/v1/widget/' + encodeURIComponent(key)
    const widget = new Widget({ key, at, base, ...options }, widgets.length + 1, script, target)
    add(widgets, widget)
    return widget
  }

  /** Finds snippets: those of the page as it is read, and those that come later. */
  function scan() {
    each(document.querySelectorAll('script[data-okno]'), (script) => {
      if (script[MOUNTED]) return
      script[MOUNTED] = true
      const { okno: key, ...options } = script.dataset
      try {
        mount({ key, src: script.src, ...options }, script)
      } catch (error) {
        console.error('Okno:', error)
      }
    })
    each(widgets, (widget) => widget.place())
  }

  const over = (key) => first(widgets, (w) => w.key === key && w.dialog)

  /** Opens a form over the page, or in its button's place; without a key the first there is. */
  function open(wish) {
    const options = typeof wish === 'string' ? { key: wish } : { ...wish }
    const any = widgets[0] || {}
    const key = (options.key ||= any.key)
    const same = first(widgets, (w) => w.key === key) || any
    const widget = over(key) || mount({ src: same.script && same.script.src, lang: same.options && same.options.lang, mode: 'modal', key })
    return widget.open(options)
  }

  function close(key) {
    each(widgets, (w) => (!key || w.key === key) && w.close())
  }

  function clicked(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return
    const opener = first(event.composedPath(), (node) => node.dataset && node.dataset.oknoOpen)
    if (!opener) return
    event.preventDefault()
    const { oknoOpen: key, ...options } = opener.dataset
    open({ key, ...options })
  }

  // Not enumerable: a page that lists its globals finds none of ours.
  const api = { open, close, mount: (options) => mount(options, null) }
  Object.defineProperty(window, 'okno', { value: api, configurable: true, writable: true })
  document.addEventListener('click', clicked)
  document.addEventListener('DOMContentLoaded', scan)
  let waiting
  new MutationObserver(() => {
    waiting ||= setTimeout(() => {
      waiting = 0
      scan()
    }, 50)
  }).observe(document.documentElement, { childList: true, subtree: true })
  return scan
}

;(window[SHARED] ||= start())()
