import { el, refill, set } from '../dom.js'
import { add, each, first, map } from '../list.js'
import { dateOf } from '../dates.js'
import { complaint, fieldInput, serverName } from '../fields.js'
import { step } from '../frame.js'
import { about, button } from '../notice.js'
import { submit } from '../submit.js'

/** The third step: who is coming. Everything typed is kept at once, whatever happens next. */
export class ContactsStep {
  constructor(app) {
    this.app = app
    const { t, config, state } = app
    const { fields, consent } = config.form
    const control = (field) => fieldInput(app, field, state.values[field.name], (value) => {
      state.values[field.name] = value
      app.save()
    })
    this.inputs = map(fields, control)
    if (consent) add(this.inputs, control({ name: 'consent', kind: 'consent', label: consent.text, url: consent.url, required: true }))
    this.chosen = el('div', { class: 'chosen' })
    this.banner = el('div', { class: 'banner', hidden: true })
    this.send = el('button', { class: 'button primary', 'data-act': 'book' })
    this.node = step(app, 'contacts', t('contacts'), [
      this.chosen,
      map(this.inputs, (input) => input.node),
      this.banner,
      this.send,
    ], () => this.submit())
    this.showChoice()
    this.working(false)
  }

  showChoice() {
    const { t, fmt, state, go } = this.app
    const resource = first(this.app.service().resources, (r) => r.id === state.resource)
    refill(
      this.chosen,
      el('p', {}, el('b', { text: fmt.moment(state.start) }), resource && el('span', { text: resource.name })),
      button('change', t('change'), () => go('time'), { class: 'button link' }),
    )
  }

  async submit() {
    const { app } = this
    if (this.busy || !this.complete()) return
    this.working(true)
    try {
      app.done(await app.patiently(submit(app, () => app.say(app.t('sending_again'), true))))
    } catch (trouble) {
      this.working(false)
      if (trouble.status === 409) this.taken(trouble.alternatives)
      else if (trouble.status !== 422 || !this.mark((field) => trouble.fields[serverName(field)])) this.explain(trouble)
    }
  }

  working(on) {
    this.busy = on
    set(this.send, { text: this.app.t(on ? 'booking' : 'book'), 'aria-disabled': on })
    if (on) this.banner.hidden = true
  }

  complete() {
    return !this.mark((field, input) => complaint(this.app.t, field, input.value()))
  }

  /** Puts sentences beside their fields and the focus on the first of them, which it returns. */
  mark(sentence) {
    let wrong
    each(this.inputs, (input) => {
      const text = sentence(input.field, input) || ''
      input.mark(text)
      if (text) wrong ||= input.control
    })
    if (wrong) wrong.focus()
    return wrong
  }

  /** A trouble that no field is to blame for. A refused choice leads back to the calendar. */
  explain(trouble) {
    const { t } = this.app
    const words = about(t, trouble, t('kept'))
    const { start, service, resource } = trouble.fields
    const choice = start || service || resource
    this.tell(words.state, words.title, choice || words.hint, choice ? this.elsewhere() : button('again', t('again'), () => this.submit()))
  }

  /** A lost race: the nearest free times, each booked by one tap with what is already typed. */
  taken(alternatives) {
    const { app } = this
    const { t, fmt, state } = app
    const near = map(alternatives, ({ start }) =>
      button('near', fmt.brief(start), () => {
        state.start = app.wish = start
        state.date = dateOf(start)
        this.showChoice()
        this.submit()
      }, { class: 'button near', 'data-start': start }))
    app.schedules = {}
    this.tell('taken', t('taken'), t(near.length ? 'taken_near' : 'kept'), [el('div', { class: 'services' }, near), this.elsewhere()])
  }

  elsewhere() {
    const { app } = this
    return button('other', app.t('other_time'), () => {
      app.schedules = {}
      app.go('time')
    })
  }

  tell(state, title, hint, actions) {
    const heading = el('h4', { tabindex: '-1', text: title })
    refill(this.banner, heading, el('p', { text: hint }), actions)
    set(this.banner, { 'data-state': state, hidden: false })
    heading.focus({ preventScroll: true })
    this.banner.scrollIntoView({ block: 'nearest' })
  }
}
