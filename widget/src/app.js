import { button, notice, about } from './notice.js'
import { el, refill } from './dom.js'
import { each, first, map } from './list.js'
import { widgetApi } from './api.js'
import { newKey } from './attempt.js'
import { does, termsOf } from './choices.js'
import { formats } from './formats.js'
import { extras, NO_HOLD } from './extras.js'
import { icon } from './icons.js'
import { languageOf, own, translator } from './i18n.js'
import { persist } from './retry.js'
import { Schedule } from './schedule.js'
import { look } from './styles/sheet.js'
import { skeleton } from './skeleton.js'
import { ContactsStep } from './steps/contacts.js'
import { doneStep, requestedStep } from './steps/done.js'
import { LeadStep } from './steps/lead.js'
import { serviceStep } from './steps/service.js'
import { TimeStep } from './steps/time.js'
import { dress } from './theme.js'

const SLOW_MS = 4000
const STEPS = { time: TimeStep, contacts: ContactsStep, lead: LeadStep }

/** One widget on a page: what the visitor has chosen so far, and which step shows. */
export class App {
  /** options: base (address of the form's API), key, lang, service, name, phone and email as the snippet gives them. */
  constructor(host, frame, memory, options) {
    Object.assign(this, { host, frame, memory, options, schedules: {}, unmet: {}, skins: [frame.node] })
    options.lang = this.state.lang || options.lang
    this.api = widgetApi(options.base, () => (this.config ? this.lang : options.lang))
    // After a reload he is the same: what the page before has held is his own.
    this.state.visitor ||= newKey()
    this.hold = NO_HOLD
    // Steps take these out of the app, so they are bound to it.
    this.save = () => memory.save()
    this.say = (text, shown) => frame.say(text, shown)
    this.go = (name) => {
      this.step(name, true)
      // Where the page is the widget's own, the browser's way back goes a step back.
      if (options.history) history.pushState({ okno: name }, '')
    }
    if (options.history)
      addEventListener('popstate', () => {
        // biome-ignore lint/complexity/useLiteralKeys: the build gives our own state another name
        const past = history['state']
        if (this.config && this.tab) this.returned(past?.okno)
      })
    this.patiently = (promise) => this.wait(promise)
    // restart() is the mount's: what follows when a first load has failed and a second one is wished for.
    this.speak(languageOf(options.lang) || languageOf(document.documentElement.lang) || languageOf(navigator.language) || 'en')
    frame.show(skeleton(this.t('loading')))
    if (options.heading) frame.company.className = 'unseen'
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.dress())
    addEventListener('pagehide', () => {
      this.hold.release()
      // What he has looked for in vain, by service and date: he leaves without a time.
      const searches = Object.values(this.unmet)
      if (searches[0]) this.api.tell('unmet', { view: this.config.view, searches })
      this.unmet = {}
    })
    addEventListener('pageshow', (event) => event.persisted && this.back())
    const opened = (ok) => {
      if (!ok) return
      this.api.tell('opened')
      this.count('open')
    }
    frame.node.addEventListener('focusin', () => this.loading?.then(opened), { once: true })
  }

  /** What the first times do without, fetched when it is first asked for; undefined where it does not come. */
  extras() {
    return (this.more ||= extras(this.options.at).then((begin) => (this.extra = begin?.(this))))
  }

  get state() {
    return this.memory.state
  }

  speak(lang) {
    const { company, words } = this.config || {}
    this.lang = lang
    this.t = translator(lang, words)
    this.name()
    if (company) this.fmt = formats(this.t, lang, company)
  }

  name() {
    const { company } = this.config || {}
    this.frame.name(this.t, this.lang, company?.name)
  }

  /** As light or dark as the settings or the page say; anew each time it is shown. */
  dress() {
    each(this.skins, (node) => dress(node, this.host, this.config ? this.config.widget : { radius: 12 }))
  }

  /** Fetches what the form is, once; false when it cannot be had, which the frame says. */
  load() {
    return (this.loading ||= this.fetch())
  }

  async fetch() {
    const { options } = this
    try {
      this.config = await this.wait(persist(() => this.api.config(document.documentElement.lang)))
      this.trouble = ''
      await this.wait(persist(() => look(options.at)))
    } catch (trouble) {
      this.loading = null
      this.failed(trouble)
      return false
    }
    this.speak(this.config.lang)
    this.lacks(this.options)
    this.dress()
    if (!this.turned) {
      this.emit('ready', {})
      this.api.tell('shown')
    }
    return true
  }

  failed(trouble) {
    const { t, frame, options } = this
    const words = about(t, trouble)
    const final = words.state === 'closed' || words.state === 'forbidden'
    this.trouble =
      `form "${options.key}", on ${location.origin}: ${words.title}` +
      (words.state === 'forbidden' ? ' (The form’s sites are set in Okno, Forms.)' : '')
    if (final) console.warn('Okno, ' + this.trouble)
    this.troubled('', trouble)
    frame.show(
      notice(
        words,
        !final &&
          button('again', t('again'), () => {
            frame.show(skeleton(t('loading')))
            this.restart()
          }),
        'h2',
      ),
    )
    this.say(words.title)
  }

  /** Shows the first step, or the one that was left; only once. */
  async start() {
    if (!(await this.load()) || this.tab) return
    const { config, frame, memory, options } = this
    frame.header(config.company.name)
    this.state.values ||= {}
    this.prefill(options)
    this.tabs = map(config.widget.tabs, ({ kind, title }) => ({ kind, title: own(title, this.lang) || this.t(`tab_${kind}`) }))
    const tab = options.tab || this.state.tab
    const kept = first(this.tabs, ({ kind }) => kind === tab)
    this.open((kept || this.tabs[0]).kind)
    memory.save()
  }

  /** Begins anew in another language, with what has been chosen and typed. */
  async turn(lang) {
    this.options.lang = this.state.lang = this.turned = lang
    this.config = this.loading = this.tab = null
    this.save()
    await this.restart()
    this.frame.tongue.firstChild?.focus()
  }

  /** He is here again: what was let go when he left is kept for him anew. */
  back() {
    const { current } = this
    if (current?.keep && !this.hold.id) current.holding = current.keep()
  }

  /** Another wish of the page: what to begin with, and what is known of the visitor. */
  want(options) {
    this.options = options
    if (this.config) this.lacks(options)
    if (!this.tab) return
    this.prefill(options)
    if (options.resource) delete this.state.resource
    if (options.tab || options.service || options.resource) this.open(options.tab || 'booking')
    else if (this.current?.inputs)
      this.step(this.current.name) // with what is known now
    else this.back()
  }

  /** What the page asks to begin with and the form has not is told, and forgotten: the visitor chooses himself. */
  lacks(options) {
    const { services, widget } = this.config
    this.lacking = ''
    const lack = (name, has, end) => {
      if (!options[name] || has) return
      this.lacking = `form "${options.key}" has no ${name} "${options[name]}"${end}`
      delete options[name]
    }
    lack(
      'tab',
      first(widget.tabs, ({ kind }) => kind === options.tab),
      '',
    )
    lack('service', !services.length || this.known(options.service), ' to book')
    lack('resource', !services.length || this.whom(options.resource), ' to book')
    if (this.lacking) console.warn('Okno: ' + this.lacking)
  }

  /** The service of an id or a ref. */
  known(id) {
    return first(this.config.services, (s) => s.id === id || s.ref === id)
  }

  /** The resource of an id or a ref, if some service can be done by it. */
  whom(id) {
    let found
    each(this.config.services, (s) => (found ||= first(s.resources, (r) => r.id === id || r.ref === id)))
    return found
  }

  /** What the page knows of the visitor; what he has typed himself stays. */
  prefill(from) {
    const { values } = this.state
    each(['name', 'phone', 'email'], (name) => (values[name] ||= from[name] || ''))
  }

  /** Turns to the booking or to the form. */
  open(kind, focus) {
    const { state, tabs, frame, config } = this
    this.tab = state.tab = kind
    frame.choices(tabs, kind, (other) => this.open(other))
    if (kind === 'form') this.step('lead', focus)
    else if (config.services.length) this.resume()
    else
      frame.show(
        notice({ ...about(this.t, { status: 404, detail: this.t('closed') }), hint: this.t('closed_hint') }, this.otherwise(), 'h3'),
      )
  }

  /** Goes on where the visitor was before a reload, as far as that still makes sense. */
  resume() {
    const { state, config, options } = this
    this.fixed = config.services.length > 1 ? this.known(options.service) : config.services[0]
    const service = this.fixed || this.known(state.service)
    if (!service || service.id !== state.service)
      this.memory.state = { values: state.values, tab: state.tab, visitor: state.visitor, lang: state.lang, service: service?.id }
    else if (Date.parse(state.start) < Date.now()) state.start = ''
    this.state.resource = this.whom(this.state.resource ?? options.resource)?.id || ''
    if (service && !does(service, this.state.resource)) this.state.resource = ''
    this.wish = this.state.start
    this.step(!service ? 'service' : this.wish && state.booking === 'contacts' ? 'contacts' : 'time')
  }

  /** The ways on where no time can be had: a request without one, a telephone. */
  otherwise() {
    const { phone } = this.config.company
    return el(
      'div',
      { class: 'actions' },
      button('request', this.t('leave_request'), () => this.open('form', true)),
      phone &&
        el('a', {
          class: 'button',
          href: 'tel:' + phone,
          'data-act': 'call',
          text: this.t('call', { phone: this.config.company.phone_text }),
        }),
    )
  }

  service() {
    return first(this.config.services, (s) => s.id === this.state.service)
  }

  choose(service) {
    const { state } = this
    if (state.service !== service.id) state.start = state.date = this.wish = ''
    if (!does(service, state.resource)) state.resource = ''
    state.service = service.id
    this.go('time')
  }

  /** The free times of the choice so far; kept, so that going back and forth asks for nothing twice. */
  schedule() {
    const { service, resource } = this.state
    const { from, to } = this.config.bookable
    const days = (a, b) => this.api.slots(service, resource, a, b, this.hold.id)
    const zone = this.shown()
    return (this.schedules[service + ' ' + resource + zone] ||= zone ? this.extra.clocks.schedule(days) : new Schedule(from, to, days))
  }

  /** The visitor's zone, where the times of a service that is held online are shown by his own clock; else ''. */
  shown() {
    return this.extra ? this.extra.clocks.shown() : ''
  }

  step(name, focus) {
    if (name !== 'lead') this.state.booking = name
    if (name === 'service' || name === 'lead') this.hold.release()
    this.save()
    const summed = name === 'time' || name === 'contacts'
    this.current = name === 'service' ? { node: serviceStep(this) } : new STEPS[name](this)
    this.show(name, this.current.node, focus, summed)
  }

  show(name, node, focus, summed) {
    this.say('')
    const { config, frame } = this
    // What is done stays in sight: begun anew it would be gone.
    const other = name !== 'done' && !this.options.heading && first(config.languages || [], ({ tag }) => tag !== this.lang)
    refill(frame.tongue, other && button('language', other.name, () => this.turn(other.tag), { class: 'turn', lang: other.tag }))
    this.sum(summed && this.service())
    frame.show(node)
    if (focus) node.querySelector('h3').focus()
    this.emit('step', { step: name })
  }

  /** Says above the step what has been chosen so far. */
  sum(service) {
    const { config, fmt, frame, state } = this
    frame.header(config.company.name, service ? [service.name, fmt.offer(termsOf(service, state.resource))] : [])
  }

  /** He has gone back or forth in the browser's history. */
  returned(name) {
    const { start, service } = this.state
    if (name === 'done') name = ''
    if (name === 'contacts' && !start) name = 'time'
    if (this.tab === 'form') this.open('form', true)
    else this.step(!service || (!name && !this.fixed) ? 'service' : name || 'time', true)
  }

  /** Which step this is for the visitor, of how many; '' where there is only one. */
  progress(name) {
    const n = { service: 1, time: 2, contacts: 3 }[name]
    return n ? this.t('step', this.fixed ? { n: n - 1, total: 2 } : { n, total: 3 }) : ''
  }

  backFrom(name) {
    // A request that is no tab of its own was the way on from a calendar without times.
    const aside = name === 'lead' && !first(this.tabs, (tab) => tab.kind === 'form')
    const to = aside || (name === 'contacts' ? 'time' : !this.fixed && name === 'time' && 'service')
    if (!to) return
    const back = button('back', this.t('back'), () => (aside ? this.open('booking', true) : this.go(to)), { class: 'button link' })
    back.prepend(icon('back'))
    return back
  }

  done(booking) {
    const service = this.service()
    this.schedules = {}
    this.hold.forget()
    this.current = null
    if (this.options.history) history.pushState({ okno: 'done' }, '')
    this.show('done', doneStep(this, booking), true, true)
    this.finished({ service: service.id })
    this.leave('booked', { id: booking.id, start: booking.start, service: service.ref || service.id })
  }

  requested(lead) {
    this.show('done', requestedStep(this, lead), true)
    this.finished({})
    this.leave('lead', { id: lead.id })
  }

  /** Nothing of what is finished outlives the page; once more needs no typing, but a consent of its own. */
  finished(state) {
    const { values, tab, visitor } = this.state
    delete values.consent
    this.memory.reset({ ...state, tab, visitor, values })
    // A view token is good for one submit.
    this.api.config().then(
      (config) => (this.config.view = config.view),
      () => {},
    )
  }

  /** Tells the site; it may keep him from being led to the form's page for this. */
  leave(event, detail) {
    const { done_url: url } = this.config.form.texts
    this.count(event)
    if (this.emit(event, detail, true) && /^https?:/.test(url || '')) location.assign(url)
  }

  startOver() {
    this.wish = ''
    this.go(this.tab === 'form' ? 'lead' : this.fixed ? 'time' : 'service')
  }

  /** Waits for an answer, and says so when it takes long. */
  async wait(promise) {
    const timer = setTimeout(() => this.say(this.t('slow') || '…', true), SLOW_MS)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      this.say('')
    }
  }

  /** Tells the page's own counters, if the form names any. */
  async count(event) {
    if (!this.config.widget.counters) return
    const service = this.service()
    const extras = await this.extras()
    if (extras) extras.count(event, service && (service.ref || service.id))
  }

  troubled(step, { status }) {
    this.emit('error', { step, status })
  }

  /** An event for the site; nothing personal goes along. False when the site has forbidden what would follow. */
  emit(name, detail, cancelable) {
    return this.host.dispatchEvent(
      new CustomEvent('okno:' + name, { bubbles: true, composed: true, cancelable, detail: { key: this.options.key, ...detail } }),
    )
  }
}
