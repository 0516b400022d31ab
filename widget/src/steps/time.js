import { el, refill, set } from '../dom.js'
import { first, map } from '../list.js'
import { clamp, firstOf, lastOf, monthOf, offsetName, offsetOf, todayIn, visitorOffset } from '../dates.js'
import { Calendar } from '../calendar.js'
import { choicesOf } from '../choices.js'
import { step } from '../frame.js'
import { icon } from '../icons.js'
import { about, button, notice } from '../notice.js'
import { timesSkeleton } from '../skeleton.js'
import { times } from '../times.js'

/** The second step: day and time, and with whom. The first free day is open from the start. */
export class TimeStep {
  constructor(app) {
    this.app = app
    this.asked = 0
    this.panel = el('div', { class: 'times' })
    this.side = el('div', {})
    this.next = el('button', { class: 'button primary', 'data-act': 'next' })
    this.zone = el('p', { class: 'zone hint' })
    this.node = step(app, 'time', app.t('choose_time'), [
      this.specialist(),
      el('div', { class: 'columns' }, this.side, el('div', {}, this.panel, this.zone)),
      this.next,
    ], () => this.submit())
    this.open()
  }

  specialist() {
    const { t, state } = this.app
    const { resources, label, any } = choicesOf(this.app.service())
    if (!resources.length) return
    const option = (value, text) => el('option', { value, text })
    this.select = el(
      'select',
      { id: 'who', name: 'resource', on: { change: () => this.choose(this.select.value) } },
      option('', t(any)),
      map(resources, (r) => option(r.id, r.name)),
    )
    this.select.value = state.resource
    return el('div', { class: 'field who' }, el('label', { for: 'who', text: t(label) }), el('div', {}, this.select, icon('down')))
  }

  choose(resource) {
    this.app.state.resource = resource
    this.open()
  }

  /** Starts with the day chosen before, or the first free one. */
  open() {
    const { t, fmt, state, config } = this.app
    const schedule = (this.schedule = this.app.schedule())
    const from = clamp(state.date || schedule.from, schedule.from, schedule.to)
    this.calendar = new Calendar({
      t,
      fmt,
      schedule,
      today: todayIn(config.company.timezone),
      onDay: (date) => this.day(date, true),
      onMonth: (month) => this.month(month),
    })
    refill(this.side, this.calendar.node)
    this.calendar.show(monthOf(from))
    this.ask(() => this.nearest(from), (date) => (date ? this.day(date) : this.nothing()))
  }

  /** The first free date from a date on, else the first of all. */
  async nearest(date) {
    await this.schedule.load(firstOf(monthOf(date)), lastOf(monthOf(date)))
    return (await this.schedule.next(date)) || this.schedule.next(this.schedule.from)
  }

  month(month) {
    const from = firstOf(month)
    this.calendar.show(month)
    this.ask(() => this.nearest(from), (date) => {
      if (!date) this.nothing()
      else if (monthOf(date) === month) this.day(date)
      else this.full(month, date)
    })
  }

  /** Loads behind a skeleton; only the latest question gets its answer shown. */
  async ask(load, show) {
    const { t, patiently } = this.app
    const turn = ++this.asked
    this.pick('')
    refill(this.panel, timesSkeleton())
    try {
      const answer = await patiently(load())
      if (turn === this.asked) show(answer)
    } catch (trouble) {
      if (turn === this.asked) this.tell(about(t, trouble), button('again', t('again'), () => this.ask(load, show)))
    }
    this.calendar.paint()
  }

  /** Opens a day: its times, with the one chosen before if it is still free. */
  day(date, announce) {
    const { t, fmt, state, say, wish } = this.app
    const slots = this.schedule.slots(date)
    const kept = first(slots, (s) => s.start === wish)
    state.date = date
    this.calendar.select(date)
    this.pick(kept ? wish : '')
    refill(this.panel, el('h4', { text: fmt.day(date) }), times({ t, fmt, slots, chosen: state.start, onPick: (start) => this.pick(start) }))
    this.note(slots[0].start)
    if (announce) say(fmt.day(date) + ': ' + t('day_free', { n: slots.length }))
  }

  full(month, date) {
    const { t, fmt } = this.app
    this.tell({ title: t('month_full', { month: fmt.monthInText(month) }), state: 'full', lit: 1 }, button('nearest', t('nearest', { day: fmt.short(date) }), () => {
      this.day(date, true)
      this.calendar.show(monthOf(date), date)
    }))
  }

  nothing() {
    const { t, state } = this.app
    this.tell({ title: t('all_full'), hint: t('all_full_hint'), state: 'empty' }, state.resource && button('anyone', t('show_anyone'), () => {
      this.select.value = ''
      this.choose('')
      this.select.focus()
    }))
  }

  tell(words, action) {
    refill(this.panel, notice(words, action))
    this.app.say(words.title)
  }

  /** Takes a time, or, with '', none. */
  pick(start) {
    const { t, fmt, state, save } = this.app
    state.start = start
    if (start) this.app.wish = start
    save()
    set(this.next, { text: t('next') + (start && ': ' + fmt.brief(start)), 'aria-disabled': !start })
  }

  /** Says whose clock this is when the visitor's shows another time at that moment. */
  note(start) {
    const { t, config } = this.app
    const here = offsetOf(start)
    const own = visitorOffset(start)
    refill(this.zone, own !== here && [
      icon('clock'),
      el('span', { text: t('zone', { zone: config.company.timezone, offset: offsetName(here), own: offsetName(own) }) }),
    ])
  }

  submit() {
    const { t, state, go, say } = this.app
    if (state.start) go('contacts')
    else say(t('choose_first'), true)
  }
}
