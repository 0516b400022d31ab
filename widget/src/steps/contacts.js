import { el, put, refill, set } from '../dom.js'
import { first } from '../list.js'
import { button } from '../notice.js'
import { content } from '../submit.js'
import { AnswersStep } from './answers.js'

/** The third step: who is coming. Meanwhile the chosen time is kept for him. */
export class ContactsStep extends AnswersStep {
  constructor(app) {
    const chosen = el('div', { class: 'chosen' })
    const held = el('p', { class: 'held hint', hidden: true })
    super(app, 'contacts', '/bookings', { title: 'contacts', send: 'book', sending: 'booking' }, [chosen, held])
    // What will reach him, and what will not.
    const email = first(this.inputs, ({ field }) => field.name === 'email')
    const { mail } = app.config
    const hint = app.t(!mail ? 'no_mail' : !email ? '' : email.field.required ? 'mail_hint' : 'mail_nudge')
    const line = hint && el('p', { class: 'hint', id: 'h-mail', text: hint })
    if (line && mail) put(email.node, line)
    else if (line) this.banner.before(line)
    if (line && email) set(email.control, { 'aria-describedby': line.id })
    this.chosen = chosen
    this.held = held
    this.showChoice()
    this.holding = this.keep()
  }

  showChoice() {
    const { t, fmt, state, go } = this.app
    const resource = first(this.app.service().resources, (r) => r.id === state.resource)
    const other = this.app.extra?.clocks.other(state.start)
    refill(
      this.chosen,
      el(
        'p',
        {},
        el('b', { text: fmt.moment(state.start) }),
        other && el('span', { text: other.label + ': ' + other.text }),
        resource && el('span', { text: resource.name }),
      ),
      button('change', t('change'), () => go('time'), { class: 'button link' }),
    )
  }

  /** Asks to keep the time; where that cannot be had he books as well. */
  async keep() {
    const extras = await this.app.extras()
    if (!extras || !this.node.isConnected) return // it came late, and he has gone on
    if (this.app.service().online) this.showChoice() // by both clocks
    await extras.keep(this)
  }

  typed() {
    this.app.hold.prolong()
  }

  body() {
    return content(this.app)
  }

  /** Waits for a hold that is still asked for: without its name his own would stand in his way. */
  async extra() {
    if (this.app.extra) await this.holding
    const { id } = this.app.hold
    return id && { hold: id }
  }

  sent(booking) {
    this.app.done(booking)
  }

  /** A refused choice leads back to the calendar. */
  failed(trouble) {
    const { start, service, resource } = trouble.fields
    const choice = start || service || resource
    if (trouble.status === 409) this.taken(trouble.alternatives)
    else if (choice) this.tell('refused', this.app.t('refused'), choice, this.elsewhere())
    else super.failed(trouble)
  }

  /** A lost race: the nearest free times, or the way back to all of them. */
  taken(alternatives) {
    const { app } = this
    app.schedules = {}
    if (app.extra) app.extra.taken(this, alternatives)
    else this.tell('taken', app.t('taken'), app.t('kept'), this.elsewhere())
  }

  elsewhere() {
    const { app } = this
    return button('other', app.t('other_time'), () => {
      app.schedules = {}
      app.go('time')
    })
  }
}
