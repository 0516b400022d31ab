import { el, put, refill, set } from '../dom.js'
import { first, map } from '../list.js'
import { dateOf } from '../dates.js'
import { button } from '../notice.js'
import { content } from '../submit.js'
import { AnswersStep } from './answers.js'

const ENDING = 60 // seconds before the end at which he is asked

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
    refill(
      this.chosen,
      el('p', {}, el('b', { text: fmt.moment(state.start) }), resource && el('span', { text: resource.name })),
      button('change', t('change'), () => go('time'), { class: 'button link' }),
    )
  }

  /** Asks to keep the time. Where that cannot be had he books as well; only a time that is gone is told. */
  async keep() {
    const { app, busy } = this
    const { t, fmt, hold, state } = app
    const { service, resource, start } = state
    // An attempt whose answer was lost may have become the booking that has this very time.
    if (state.attempt) return
    try {
      await hold.take({ service, start, view: app.config.view, ...(resource && { resource }) })
    } catch (trouble) {
      if (trouble.status === 409 && !busy && state.start === start && this.node.isConnected) this.taken(trouble.alternatives)
      return
    }
    if (!hold.id) return
    app.say(t('held_said', { time: fmt.time(start), n: Math.round(hold.left() / 60) }))
    this.count(hold.id)
  }

  /** The time that is left, second by second; a minute before the end he can have more. */
  count(id) {
    const { app, held } = this
    const { t, fmt, hold, state } = app
    const time = fmt.time(state.start)
    let asked
    const more = button(
      'more_time',
      t('hold_more'),
      async () => {
        await hold.prolong(true)
        tick()
      },
      { class: 'button link' },
    )
    const clock = el('span', { 'aria-hidden': 'true' })
    const words = el('span', { text: t('held', { time }) })
    refill(held, words, clock, more)
    const tick = () => {
      const left = hold.left()
      if (!left) {
        words.textContent = t('hold_over', { time })
        hold.forget()
        app.say(words.textContent)
      }
      set(clock, { text: left ? Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0') : '' })
      set(more, { hidden: !left || left > ENDING })
      if (left && left <= ENDING && !asked) app.say(t('hold_ending'))
      asked = left <= ENDING
      set(held, { hidden: false, 'data-left': left })
      return left
    }
    if (!tick()) return
    const timer = setInterval(() => {
      if (!held.isConnected || (hold.id && hold.id !== id)) clearInterval(timer)
      else if (!tick()) clearInterval(timer)
    }, 1000)
  }

  typed() {
    this.app.hold.prolong()
  }

  body() {
    return content(this.app)
  }

  /** Waits for a hold that is still asked for: without its name his own would stand in his way. */
  async extra() {
    await this.holding
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

  /** A lost race: the nearest free times. Each is booked by one tap once everything is typed, and kept until then. */
  taken(alternatives) {
    const { app } = this
    const { t, fmt, state } = app
    this.held.hidden = true
    const tried = Boolean(state.values.name)
    const near = map(alternatives, ({ start }) =>
      button(
        'near',
        fmt.brief(start),
        () => {
          state.start = app.wish = start
          state.date = dateOf(start)
          app.save()
          this.showChoice()
          this.banner.hidden = true
          if (tried) this.submit()
          else {
            this.inputs[0].control.focus()
            this.holding = this.keep()
          }
        },
        { class: 'button near', 'data-start': start },
      ),
    )
    app.schedules = {}
    this.tell('taken', t('taken'), t(near.length ? (tried ? 'taken_near' : 'gone_near') : 'kept'), [
      el('div', { class: 'services' }, near),
      this.elsewhere(),
    ])
  }

  elsewhere() {
    const { app } = this
    return button('other', app.t('other_time'), () => {
      app.schedules = {}
      app.go('time')
    })
  }
}
