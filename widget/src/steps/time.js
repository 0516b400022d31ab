import { el, refill, set } from '../dom.js'
import { first, map } from '../list.js'
import { clamp, firstOf, lastOf, monthOf, offsetName, offsetOf, todayIn, visitorOffset } from '../dates.js'
import { Calendar } from '../calendar.js'
import { choicesOf } from '../choices.js'
import { step } from '../frame.js'
import { icon } from '../icons.js'
import { about, button, notice } from '../notice.js'
import { people } from '../people.js'
import { timesSkeleton } from '../skeleton.js'
import { nearest, times } from '../times.js'

const AGAIN_MS = 20_000

/** The second step: day and time, and with whom. The first free day is open from the start. */
export class TimeStep {
  constructor(app) {
    this.app = app
    this.asked = 0
    this.panel = el('div', { class: 'times' })
    this.side = el('div', {})
    this.next = el('button', { class: 'button primary', 'data-act': 'next' })
    this.zone = el('p', { class: 'zone hint' })
    const { t, state, options } = app
    this.who = people(t, options.base, choicesOf(app.service()), state.resource, (id) => {
      state.resource = id
      this.open()
    })
    this.node = step(
      app,
      'time',
      app.t('choose_time'),
      [
        this.who,
        el('div', { class: 'columns' }, this.side, el('div', {}, this.panel, this.zone)),
        (this.foot = el('div', { class: 'foot' }, this.next)),
        (this.other = el('div', {})),
      ],
      () => this.submit(),
    )
    this.open()
    this.watch()
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
      onDay: (date) => {
        this.asked++ // what is still on its way does not take the choice back
        this.day(date, true)
      },
      onFull: (date) => this.busy(date),
      onMonth: (month) => this.month(month),
    })
    refill(this.side, this.calendar.node)
    this.calendar.show(monthOf(from))
    this.ask(
      () => this.nearest(from),
      (date) => (date ? this.day(date) : this.nothing()),
    )
  }

  /** The first free date from a date on, else the first of all. */
  async nearest(date) {
    await this.schedule.load(firstOf(monthOf(date)), lastOf(monthOf(date)))
    return (await this.schedule.next(date)) || this.schedule.next(this.schedule.from)
  }

  month(month) {
    const from = firstOf(month)
    this.calendar.show(month)
    this.ask(
      () => this.nearest(from),
      (date) => {
        if (!date) this.nothing()
        else if (monthOf(date) === month) this.day(date)
        else this.full(month, date)
      },
    )
  }

  /** Loads behind a skeleton; only the latest question gets its answer shown. */
  async ask(load, show) {
    const { t, patiently } = this.app
    const turn = ++this.asked
    this.pick('')
    set(this.foot, { 'data-off': 'wait' })
    refill(this.other)
    refill(this.panel, timesSkeleton())
    try {
      const answer = await patiently(load())
      if (turn === this.asked) show(answer)
    } catch (trouble) {
      this.app.troubled('time', trouble)
      if (turn === this.asked)
        this.tell(
          about(t, trouble),
          button('again', t('again'), () => this.ask(load, show)),
        )
    }
    this.calendar.paint()
  }

  /** Looks again from time to time, and when he comes back to the page, so that what is taken meanwhile disappears. */
  watch() {
    const look = () => {
      if (!this.node.isConnected) stop()
      else if (!document.hidden && this.node.getClientRects().length) this.refresh()
    }
    const timer = setInterval(look, AGAIN_MS)
    const stop = () => {
      clearInterval(timer)
      removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
    addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
  }

  async refresh() {
    const { calendar, schedule, asked } = this
    const { date } = this.app.state
    try {
      await schedule.refresh(firstOf(calendar.month), lastOf(calendar.month))
    } catch {
      return // next time
    }
    // Meanwhile he has gone on, or looks at something else.
    if (asked !== this.asked || schedule !== this.schedule || !this.node.isConnected) return
    calendar.today = todayIn(this.app.config.company.timezone)
    calendar.paint()
    if (date === calendar.selected && JSON.stringify(schedule.slots(date)) !== this.drawn) this.changed(date)
  }

  /** The open day is not what it was: shows it anew where he is, and says if his own time is gone. */
  async changed(date) {
    const { t, fmt, state, say } = this.app
    const { start } = state
    const active = this.panel.getRootNode().activeElement
    const at = this.panel.contains(active) && active.value
    const title = start && t('gone', { time: fmt.time(start) })
    if (!this.schedule.free(date)) {
      await this.ask(
        () => this.nearest(date),
        (next) => (next ? this.day(next) : this.nothing()),
      )
      return say(title, true)
    }
    this.day(date)
    if (start && !state.start) {
      const near = map(nearest(this.schedule.slots(date), start), (slot) =>
        button('near', fmt.time(slot.start), () => this.panel.querySelector('[value="' + slot.start + '"]').click(), {
          class: 'button near',
          'data-start': slot.start,
        }),
      )
      this.panel
        .querySelector('h4')
        .after(
          el(
            'div',
            { class: 'banner', 'data-state': 'taken' },
            el('p', {}, title + '. ' + t('gone_near')),
            el('div', { class: 'times-row' }, near),
          ),
        )
      say(title)
    }
    if (!at) return
    const same = this.panel.querySelector('[value="' + at + '"]') || this.panel.querySelector('[name=start]')
    same.focus()
  }

  /** Opens a day: its times, with the one chosen before if it is still free. */
  day(date, announce) {
    const { t, fmt, state, say, wish } = this.app
    const slots = this.schedule.slots(date)
    const kept = first(slots, (s) => s.start === wish)
    state.date = date
    this.drawn = JSON.stringify(slots) // what is on the screen: two looks at once must not both find it changed
    set(this.foot, { 'data-off': null })
    this.calendar.select(date)
    this.pick(kept ? wish : '')
    refill(
      this.panel,
      el('h4', { text: fmt.day(date) }),
      times({ t, fmt, slots, chosen: state.start, onPick: (start) => this.pick(start) }),
    )
    this.note(slots[0].start)
    refill(this.other, this.hour(date, 'no_time'))
    if (announce) say(fmt.day(date) + ': ' + t('day_free', { n: slots.length }))
  }

  /** A day that was chosen and has nothing free: he is asked when it would have suited him, and shown the nearest. */
  busy(date) {
    const { t, fmt } = this.app
    this.missed(date)
    this.calendar.select(date)
    this.ask(
      () => this.nearest(date),
      (near) =>
        this.tell({ title: fmt.day(date) + ': ' + t('day_busy'), state: 'full', lit: near && 1 }, [
          this.hour(date, 'which_time'),
          near && this.nearby(near),
          this.app.otherwise(),
        ]),
    )
  }

  /** Notes that he looked at a date in vain, once for each service; more: the `hour` that he wants, or that it was all of a `month`. */
  missed(date, more) {
    const { unmet, state } = this.app
    const { service, resource } = state
    unmet[service + date + more?.month] = { service, resource, date, ...more }
  }

  /** Asks for the hour that he wants of a day; of today nothing, since much of it is over. */
  hour(date, label) {
    const { app } = this
    if (date <= this.calendar.today) return
    const change = () => {
      this.missed(date, input.value && { hour: +input.value.slice(0, 2) })
      app.say(app.t('noted'), true)
    }
    const input = el('input', { id: 'hour', type: 'time', step: 3600, on: { change } })
    return el('div', { class: 'field hour' }, el('label', { for: 'hour', text: app.t(label) }), input)
  }

  full(month, date) {
    const { t, fmt } = this.app
    this.missed(clamp(firstOf(month), this.schedule.from, date), { month: true })
    this.tell({ title: t('month_full', { month: fmt.monthInText(month) }), state: 'full', lit: 1 }, this.nearby(date))
  }

  nearby(date) {
    const { t, fmt } = this.app
    return button('nearest', t('nearest', { day: fmt.short(date) }), () => {
      this.day(date, true)
      this.calendar.show(monthOf(date), date)
    })
  }

  nothing() {
    const { t, state } = this.app
    this.missed(this.schedule.from, { month: true })
    this.tell({ title: t('all_full'), hint: t('all_full_hint'), state: 'empty' }, [
      state.resource &&
        button('anyone', t('show_anyone'), () => {
          const anyone = this.who.querySelector('input')
          anyone.focus()
          anyone.click()
        }),
      this.app.otherwise(),
    ])
  }

  tell(words, action) {
    set(this.foot, { 'data-off': 'none' })
    refill(this.panel, notice(words, action))
    this.app.say(words.title)
  }

  /** Takes a time, or, with '', none. */
  pick(start) {
    const { t, fmt, state, save } = this.app
    if (start) {
      this.app.wish = start
      if (start !== state.start) this.app.emit('slot', { start, service: state.service })
    }
    state.start = start
    save()
    set(this.next, { text: t('next') + (start && ': ' + fmt.brief(start)), 'aria-disabled': !start })
  }

  /** Says whose clock this is when the visitor's shows another time at that moment. */
  note(start) {
    const { t, config } = this.app
    const here = offsetOf(start)
    const own = visitorOffset(start)
    refill(
      this.zone,
      own !== here && [
        icon('clock'),
        el('span', { text: t('zone', { zone: config.company.clock, offset: offsetName(here), own: offsetName(own) }) }),
      ],
    )
  }

  submit() {
    const { t, state, go, say } = this.app
    if (state.start) {
      this.app.unmet = {}
      go('contacts')
    } else say(t('choose_first'), true)
  }
}
