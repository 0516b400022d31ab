import { el, refill, set } from '../dom.js'
import { add, each, map, pick } from '../list.js'
import { complaint, fieldInput, serverName } from '../fields.js'
import { step } from '../frame.js'
import { about, button } from '../notice.js'
import { pageOf, submit } from '../submit.js'

/** A step with the form's fields to fill in and to send. Everything typed is kept at once, whatever happens next. */
export class AnswersStep {
  /**
   * name is the step's, path the API's; above stands over the fields. words are the text keys { title, send, sending }.
   * A step of its own says what is sent: body() and extra(); and what follows: sent(answer).
   */
  constructor(app, name, path, words, above) {
    Object.assign(this, { app, name, path, words })
    const { t, config, state } = app
    const { fields, consent } = config.form
    const control = (field) =>
      fieldInput(app, field, state.values[field.name], (value) => {
        state.values[field.name] = value
        app.save()
        this.typed()
      })
    this.inputs = map(
      pick(fields, (field) => field.kind !== 'hidden'),
      control,
    )
    if (consent) add(this.inputs, control({ name: 'consent', kind: 'consent', label: consent.text, url: consent.url, required: true }))
    // A field that people neither see nor reach: what fills it in is a program.
    // Its name means nothing, and managers of passwords are told to leave it alone.
    this.trap = el('input', {
      name: 'okno-z',
      tabindex: '-1',
      autocomplete: 'off',
      'data-1p-ignore': true,
      'data-lpignore': true,
      'data-bwignore': true,
      'data-form-type': 'other',
    })
    this.banner = el('div', { class: 'banner', hidden: true })
    this.send = el('button', { class: 'button primary', 'data-act': 'book' })
    this.node = step(
      app,
      name,
      t(words.title),
      [
        above,
        map(this.inputs, (input) => input.node),
        el('div', { class: 'unseen', 'aria-hidden': 'true' }, this.trap),
        this.banner,
        this.send,
      ],
      () => this.submit(),
    )
    this.working(false)
    app.extras()
  }

  typed() {}

  extra() {}

  async submit() {
    const { app } = this
    if (this.busy || !this.complete()) return
    this.working(true)
    try {
      this.sent(
        await app.patiently(
          submit(
            app,
            this.path,
            this.body(),
            {
              view: app.config.view,
              page: pageOf(app.extra),
              website: this.trap.value,
              sure: app.state.sure || [],
              ...(await this.extra()),
            },
            () => app.say(app.t('sending_again'), true),
          ),
        ),
      )
    } catch (trouble) {
      this.working(false)
      app.troubled(this.name, trouble)
      this.failed(trouble)
    }
  }

  failed(trouble) {
    const lead = this.path === '/leads'
    // What he was asked about goes along with the next press: it is right as it is.
    each(trouble.sure || [], (answer) => add((this.app.state.sure ||= []), answer))
    if (trouble.status !== 422 || !this.mark((field) => trouble.fields[serverName(field, lead)])) this.explain(trouble)
  }

  working(on) {
    this.busy = on
    set(this.send, { text: this.app.t(on ? this.words.sending : this.words.send), 'aria-disabled': on })
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

  /** A trouble that no field is to blame for. */
  explain(trouble) {
    const { t } = this.app
    const words = about(t, trouble, t('kept'))
    this.tell(
      words.state,
      words.title,
      words.hint,
      button('again', t('again'), () => this.submit()),
    )
  }

  tell(state, title, hint, actions) {
    const heading = el('h4', { tabindex: '-1', text: title })
    refill(this.banner, heading, el('p', { text: hint }), actions)
    set(this.banner, { 'data-state': state, hidden: false })
    heading.focus({ preventScroll: true })
    this.banner.scrollIntoView({ block: 'nearest' })
  }
}
