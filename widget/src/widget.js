/*
 * The embeddable widget: <script src="BASE/widget.js" data-okno="KEY" async></script>
 * README.md tells of the attributes, the events and window.okno.
 */
import { add, each, first } from './list.js'
import { came } from './came.js'
import { languageOf } from './i18n.js'
import { Widget } from './mount.js'
import { check, odd, unknown } from './options.js'

const SHARED = Symbol.for('okno.widgets') // the first copy of this file on a page serves them all
const MOUNTED = Symbol.for('okno.widget')
// Where this file comes from; brought by import() it is nobody's currentScript, but the browser notes it in a stack.
const here = document.currentScript?.src || (/\bhttps?:[^\s()]+?(?=:\d+:\d+)/.exec(new Error().stack) || [location.href])[0]

function start() {
  const widgets = []
  // Okno's own pages are of many companies.
  if (new URL(here).origin !== location.origin) came()
  let made = 0

  /** script: the snippet that it stands for; host: the page's own <okno-widget>. */
  function make({ key, src, target, ...options }, script, host) {
    const at = new URL('.', src || here).href
    const base = at + 'api/v1/widget/' + encodeURIComponent(key)
    const asked = { key, at, base, ...options }
    warn(unknown(asked))
    const widget = new Widget(asked, ++made, script, target, host)
    add(widgets, widget)
    return widget
  }

  /** Promises { element, open, close } once the form is known and stands where it should. */
  function mount(wish) {
    return told(async () => {
      const { key, target, mode = target ? '' : 'floating' } = wish || {}
      if (!key) throw new Error('okno.mount: name the form, { key: "…" }')
      check('mount', wish)
      if (document.readyState === 'loading') await new Promise((then) => document.addEventListener('DOMContentLoaded', then))
      const spot = typeof target === 'string' ? document.querySelector(target) : target
      if ('target' in wish ? !(spot && (spot.nodeType === 1 || spot.host)) : mode === 'inline')
        throw new Error(
          'okno.mount: the page has no such target' +
            (typeof target === 'string' ? ', "' + target + '"' : '') +
            ' for the form "' +
            key +
            '"',
        )
      const widget = make({ ...wish, mode, target: spot })
      await widget.load()
      widget.proven()
      return { element: widget.host, open: (options) => open({ ...options, key }), close: () => widget.close() }
    })
  }

  /** What goes wrong is told in the console as well, since few programs look at a promise. */
  function told(act) {
    const promise = act()
    promise.catch(({ cause, message }) => cause || warn(message))
    return promise
  }

  function tellOdd(key, options, foreign) {
    const said = odd(options, foreign)
    warn(said && 'form "' + key + '": ' + said)
  }

  function warn(sentence) {
    if (sentence) console.warn('Okno:', sentence)
  }

  /** Finds snippets: those of the page as it is read, and those that come later; those in open shadow roots where deep is true. */
  function scan(deep) {
    find(document, deep === true)
    each(widgets, (widget) => widget.place())
  }

  function find(root, deep) {
    each(root.querySelectorAll('script[data-okno]'), (script) => {
      if (script[MOUNTED]) return
      script[MOUNTED] = true
      const { okno: key, ...options } = script.dataset
      tellOdd(key, options, () => false)
      try {
        make({ key, src: script.src, ...options }, script)
      } catch (error) {
        console.error('Okno:', error)
      }
    })
    if (deep) each(root.querySelectorAll('*'), ({ shadowRoot }) => shadowRoot && find(shadowRoot, deep))
  }

  const over = ({ key, lang }) => first(widgets, (w) => w.key === key && w.dialog && (!lang || languageOf(lang) === w.app.lang))

  /** Opens a form over the page, or in its button's place; without a key the first there is. */
  function open(wish) {
    return told(async () => {
      const options = typeof wish === 'string' ? { key: wish } : { ...wish }
      check('open', options)
      await show(options)
    })
  }

  async function show(options) {
    const any = widgets[0] || {}
    const key = (options.key ||= any.key)
    if (!key) throw new Error('okno.open: the page has no form, name one: okno.open("…")')
    const same = first(widgets, (w) => w.key === key) || any
    const lang = options.lang || same.options?.lang
    const widget = over(options) || make({ src: options.src || same.script?.src, lang, mode: 'modal', key })
    await widget.open(options)
    widget.proven()
  }

  function close(key) {
    each(widgets, (w) => (!key || w.key === key) && w.close())
  }

  function clicked(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return
    const opener = first(event.composedPath(), (node) => node.dataset?.oknoOpen)
    if (!opener) return
    event.preventDefault()
    const { oknoOpen: key, ...options } = opener.dataset
    const asked = { key, ...options }
    warn(unknown(asked))
    told(() => show(asked))
  }

  // Not enumerable: a page that lists its globals finds none of ours.
  const api = { open, close, mount }
  Object.defineProperty(window, 'okno', { value: api, configurable: true, writable: true })
  document.addEventListener('click', clicked)
  document.addEventListener('DOMContentLoaded', scan)
  // <okno-widget key="…">, in a shadow root as well.
  customElements.define(
    'okno-widget',
    class extends HTMLElement {
      connectedCallback() {
        if (this[MOUNTED]) return
        const options = {}
        each(this.attributes, ({ name, value }) => (options[name] = value))
        // HTML's own attributes are the page's.
        if (options.key) tellOdd(options.key, options, (name) => name in this || name === 'class' || name === 'tabindex')
        if (options.key) make(options, this, this)
        // One without a key was ours in another life of the page; or its key is still to come.
        else if (this.isConnected) setTimeout(() => (this.getAttribute('key') ? this.connectedCallback() : this[MOUNTED] || this.remove()))
      }
    },
  )
  // biome-ignore lint/correctness/noUnusedVariables: ||= reads it
  let waiting
  new MutationObserver(() => {
    waiting ||= setTimeout(() => {
      waiting = 0
      scan()
    }, 50)
  }).observe(document.documentElement, { childList: true, subtree: true })
  return scan
}
// A script of a shadow root is nobody's currentScript either: it is looked for.
;(window[SHARED] ||= start())(!document.currentScript)
