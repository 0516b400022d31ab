import { App } from './app.js'
import { el, put, set } from './dom.js'
import { Frame } from './frame.js'
import { add } from './list.js'
import { own } from './i18n.js'
import { Memory } from './memory.js'
import { button } from './notice.js'
import { sheet } from './styles/sheet.js'

/**
 * One widget: its element on the page, and how it stands there. inline: in the page's flow; modal: a button in the
 * flow that opens it over the page; floating: a button in a corner. Where the snippet does not say, the form does.
 */
export class Widget {
  /**
   * options: key, base, mode, lang, service, name, phone, email, tab; script, target (an element or its selector):
   * where it is to stand, if anywhere; host: the element that it is to be.
   */
  constructor(options, n, script, target, host) {
    Object.assign(this, { options, key: options.key, mode: options.mode, script, target })
    this.host = host || document.createElement('okno-widget')
    this.host[Symbol.for('okno.widget')] = true
    this.root = this.host.attachShadow({ mode: 'open' })
    // By index: a host may have redefined what an array assignment or push would use.
    this.root.adoptedStyleSheets[0] = sheet()
    this.frame = new Frame(this.root, () => this.close())
    this.app = new App(this.host, this.frame, new Memory(this.key + ':' + n), options)
    if (this.mode) this.settle()
    this.place()
    this.app.dress()
    this.app.restart = async () => {
      await this.load()
      if (this.dialog) this.app.start()
    }
    // A button in a corner is in view from the start; without a place and a word of the mode, it may have to be.
    if ((script && this.mode === 'floating') || (script && this.homeless && !this.mode)) this.load()
    else if (script && !(this.homeless && this.mode === 'modal')) this.whenSeen(() => this.load())
  }

  /** Takes the shape that its mode asks for. */
  settle() {
    const { frame, root, host, mode } = this
    host.setAttribute('mode', mode)
    if (mode === 'inline' || this.dialog) return
    this.dialog = el(
      'dialog',
      {
        class: mode,
        on: {
          // It comes late: he may have opened it again.
          close: () => this.dialog.open || this.left(),
          pointerdown: (event) => event.target === this.dialog && this.close(),
        },
      },
      frame.node,
    )
    frame.dialog = this.dialog
    add(this.app.skins, this.dialog)
    this.app.name()
    put(root, this.dialog)
  }

  /** Throws what has kept the form from being known, or what was asked for and it has not. */
  proven() {
    const { trouble, lacking } = this.app
    if (trouble || lacking) throw new Error(trouble || lacking, { cause: this })
  }

  async load() {
    const { app } = this
    if (!(await app.load())) return
    const { widget } = app.config
    this.mode ||= widget.mode
    this.settle()
    this.place()
    if (!this.dialog) return app.start()
    if (this.opener || (this.mode === 'modal' && (this.homeless || !(this.script || this.target)))) return
    set(this.dialog, { 'data-at': widget.position })
    const text = own(widget.button, app.lang) || app.t('button')
    this.opener = button('open', text, () => this.open(), {
      class: 'button primary opener',
      'aria-haspopup': 'dialog',
      'data-at': widget.position,
    })
    // It wears the same colours.
    const skin = el('div', { class: 'skin' }, this.opener)
    add(app.skins, skin)
    put(this.root, skin)
    app.dress()
  }

  /** Puts it where the snippet says, unless it stands there or there is no such place yet. */
  place() {
    const { host, script, target, mode } = this
    const { body } = document
    const over = mode === 'floating' || !(script || target)
    this.homeless = !over && !target && (!script.isConnected || document.head.contains(script))
    // Nothing of it stands in the page: no room is taken.
    if (mode === 'modal' && (over || this.homeless)) host.setAttribute('mode', 'over')
    if (host.isConnected) return
    const spot = target && !over ? (target.nodeType ? target : document.querySelector(target)) : body
    // A script in <head> without a target gets the end of the page, which is not there before it is parsed.
    if (!spot || (this.homeless && document.readyState === 'loading')) return
    // A page that has taken the snippet away has taken the widget away.
    if (script && !target && !script.isConnected) return
    if (script === host) return
    if (target || over || this.homeless) spot.append(host)
    else script.after(host)
  }

  /** Starts when it comes near the view: a page that is not scrolled to it asks Okno for nothing. */
  whenSeen(start) {
    const observer = new IntersectionObserver(
      (entries) => {
        // Only the newest of several reports says where the widget is now.
        if (!entries[entries.length - 1].isIntersecting) return
        observer.disconnect()
        start()
      },
      { rootMargin: '300px' },
    )
    observer.observe(this.host)
  }

  /** Opens it for the visitor; options add to what the snippet says. */
  async open(options) {
    const { app, dialog, host, frame } = this
    if (!dialog) host.scrollIntoView({ block: 'nearest' })
    else if (!dialog.open) {
      dialog.showModal()
      this.shown = true
      app.dress()
      app.emit('open', {})
    }
    app.want({ ...this.options, ...options })
    await app.start()
    const title = frame.node.querySelector('h3')
    if (title) title.focus()
  }

  close() {
    if (!this.dialog) return
    this.dialog.close()
    this.left()
  }

  left() {
    if (!this.shown) return
    this.shown = false
    this.app.hold.release()
    this.app.emit('close', {})
  }
}
