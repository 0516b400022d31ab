import { button, notice, about } from './notice.js'
import { first, joined } from './list.js'
import { widgetApi } from './api.js'
import { formats } from './formats.js'
import { icon } from './icons.js'
import { languageOf, translator } from './i18n.js'
import { persist } from './retry.js'
import { Schedule } from './schedule.js'
import { skeleton } from './skeleton.js'
import { ContactsStep } from './steps/contacts.js'
import { doneStep } from './steps/done.js'
import { serviceStep } from './steps/service.js'
import { TimeStep } from './steps/time.js'

const SLOW_MS = 4000

/** One widget on a page: what the visitor has chosen so far, and which step shows. */
export class App {
  /** options: base (address of the form's API), key, lang and service as the snippet gives them, or ''. */
  constructor(host, frame, memory, options) {
    Object.assign(this, { host, frame, memory, options, schedules: {} })
    this.api = widgetApi(options.base, () => (this.config ? this.lang : options.lang))
    // Steps take these out of the app, so they are bound to it.
    this.save = () => memory.save()
    this.say = (text, shown) => frame.say(text, shown)
    this.go = (name) => this.step(name, true)
    this.patiently = (promise) => this.wait(promise)
    this.speak(languageOf(document.documentElement.lang) || languageOf(navigator.language))
    frame.show(skeleton(this.t('loading')))
  }

  get state() {
    return this.memory.state
  }

  /** Speaks the snippet's language, else the one wished for, else English. */
  speak(wish) {
    this.lang = languageOf(this.options.lang) || wish || 'en'
    this.t = translator(this.lang)
    const { company } = this.config || {}
    this.frame.name(joined([this.t('region'), company && company.name], ': '), this.lang)
    if (company) this.fmt = formats(this.t, this.lang, company)
  }

  async start() {
    const { frame, options } = this
    try {
      this.config = await this.wait(persist(() => this.api.config()))
    } catch (trouble) {
      return this.failed(trouble)
    }
    const { company, services } = this.config
    this.speak(languageOf(company.locale))
    frame.header(company.name)
    if (services.length) this.resume()
    else frame.show(notice(about(this.t, { status: 404 }), null, 'h3'))
    this.emit('okno:ready', { key: options.key })
  }

  failed(trouble) {
    const { t, frame, options } = this
    const words = about(t, trouble)
    const final = words.state === 'closed' || words.state === 'forbidden'
    if (final) console.warn(`Okno, form "${options.key}", on ${location.origin}: ${words.title}.`)
    frame.show(notice(words, !final && button('again', t('again'), () => {
      frame.show(skeleton(t('loading')))
      this.start()
    }), 'h2'))
    this.say(words.title)
  }

  /** Goes on where the visitor was before a reload, as far as that still makes sense. */
  resume() {
    const { state, config, options } = this
    const known = (id) => first(config.services, (s) => s.id === id || s.ref === id)
    this.fixed = config.services.length > 1 ? known(options.service) : config.services[0]
    const service = this.fixed || known(state.service)
    if (!service || service.id !== state.service) this.memory.state = { values: state.values, service: service && service.id }
    else if (Date.parse(state.start) < Date.now()) state.start = ''
    this.state.values ||= {}
    this.state.resource ||= ''
    this.wish = this.state.start
    this.step(!service ? 'service' : this.wish && state.step === 'contacts' ? 'contacts' : 'time')
  }

  service() {
    return first(this.config.services, (s) => s.id === this.state.service)
  }

  choose(service) {
    const { state } = this
    if (state.service !== service.id) state.resource = state.start = state.date = this.wish = ''
    state.service = service.id
    this.go('time')
  }

  /** The free times of the choice so far; kept, so that going back and forth asks for nothing twice. */
  schedule() {
    const { service, resource } = this.state
    const { from, to } = this.config.bookable
    return (this.schedules[service + ' ' + resource] ||= new Schedule(from, to, (a, b) => this.api.slots(service, resource, a, b)))
  }

  step(name, focus) {
    this.state.step = name
    this.save()
    this.show(name === 'service' ? serviceStep(this) : new (name === 'time' ? TimeStep : ContactsStep)(this).node, focus, name !== 'service')
  }

  show(node, focus, summed) {
    const { config, fmt, frame } = this
    const service = summed && this.service()
    this.say('')
    frame.header(config.company.name, service ? [service.name, fmt.duration(service.duration_min), fmt.price(service.price)] : [])
    frame.show(node)
    if (focus) node.querySelector('h3').focus()
  }

  /** Which step this is for the visitor, of how many. */
  progress(name) {
    const n = name === 'service' ? 1 : name === 'time' ? 2 : 3
    return this.t('step', this.fixed ? { n: n - 1, total: 2 } : { n, total: 3 })
  }

  backFrom(name) {
    const to = name === 'contacts' ? 'time' : !this.fixed && name === 'time' && 'service'
    if (!to) return
    const back = button('back', this.t('back'), () => this.go(to), { class: 'button link' })
    back.prepend(icon('back'))
    return back
  }

  done(booking) {
    const { memory } = this
    const { values } = memory.state
    const service = this.service()
    this.schedules = {}
    this.show(doneStep(this, booking), true)
    // Nothing of a finished booking outlives the page; booking once more needs no typing, but a consent of its own.
    delete values.consent
    memory.reset({ values, service: service.id, resource: '' })
    this.emit('okno:booked', { id: booking.id, start: booking.start, service: service.ref || service.id })
  }

  startOver() {
    this.wish = ''
    this.go(this.fixed ? 'time' : 'service')
  }

  /** Waits for an answer, and says so when it takes long. */
  async wait(promise) {
    const timer = setTimeout(() => this.say(this.t('slow'), true), SLOW_MS)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      this.say('')
    }
  }

  emit(name, detail) {
    this.host.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }))
  }
}
