import { el, refill, set } from '../dom.js'
import { each, first, map } from '../list.js'
import { addDays, clamp, dateOf, daysBetween, todayIn } from '../dates.js'
import { Calendar } from '../calendar.js'
import { choicesOf } from '../choices.js'
import { step } from '../frame.js'
import { about, button, notice } from '../notice.js'
import { people } from '../people.js'
import { timesSkeleton } from '../skeleton.js'
import { times } from '../times.js'

/** The second step: day and time, and with whom. The first free day is open from the start. */
export class TimeStep {
  constructor(app) {
    this.app = app
    this.asked = 0
    this.panel = el('div', { class: 'times' })
    this.side = el('div', {})
    this.soon = el('div', { class: 'soon' })
    this.next = el('button', { class: 'button primary', 'data-act': 'next' })
    this.zone = el('p', { class: 'zone hint' })
    const { t, state, options } = app
    this.who = people(t, options.base, choicesOf(app.service()), state.resource, (id) => {
      state.resource = id
      app.sum(app.service())
      this.open()
    })
    this.node = step(
      app,
      'time',
      app.t('choose_time'),
      [
        this.who,
        this.soon,
        el('div', { class: 'columns' }, this.side, el('div', {}, this.panel, this.zone)),
        (this.foot = el('div', { class: 'foot' }, this.next)),
        (this.other = el('div', {})),
      ],
      () => this.submit(),
    )
    this.begin()
  }

  /** What can wait comes when there is something to look at. */
  async begin() {
    const { app } = this
    // What is held online is shown by the visitor's clock from the start.
    if (app.service().online) {
      refill(this.panel, timesSkeleton())
      await app.extras()
      this.clock = app.extra?.clocks.choice(this)
      if (this.clock) this.soon.before(this.clock)
    }
    await this.open()
    const extras = await app.extras()
    if (!extras) return
    this.aside()
    extras.watch(this)
  }

  /** What stands around an open day once it has come: whose clock this is, and a question about other hours. */
  aside() {
    const { app, calendar } = this
    if (app.extra && !this.foot.dataset.off) app.extra.aside(this, calendar.selected)
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
      today: todayIn(this.app.shown() || config.company.timezone),
      onDay: (date) => {
        this.asked++ // what is still on its way does not take the choice back
        this.day(date, true)
      },
      onFull: (date) => this.busy(date),
      onTurn: (date) => this.turn(date),
    })
    refill(this.side, this.calendar.node)
    this.calendar.show(from)
    refill(this.soon, timesSkeleton(3))
    return this.ask(
      () => this.nearest(from),
      (date) => (date ? this.day(date) : this.nothing()),
    )
  }

  /** The first free date from a date on, else the first of all. */
  async nearest(date) {
    const { schedule } = this
    const from = this.calendar.page(date)
    const till = addDays(from, 27)
    // With the first weeks, as long as one answer holds both: what is nearest of all is told as well.
    await schedule.load(daysBetween(schedule.from, from) < 35 ? schedule.from : from, till)
    return schedule.known(date, till) || (await schedule.next(date)) || schedule.next(schedule.from)
  }

  turn(date) {
    const from = clamp(date, this.schedule.from, date)
    this.calendar.show(date)
    const { till } = this.calendar
    this.ask(
      () => this.nearest(from),
      (near) => {
        if (!near) this.nothing()
        else if (near >= from && near <= till) this.day(near)
        else this.full(from, till, near)
      },
    )
  }

  /** The nearest times of all, to take one by a press. */
  ahead() {
    const { fmt, t, say } = this.app
    const today = this.calendar.today || this.schedule.from
    const starts = this.schedule.soonest()
    const drawn = JSON.stringify(starts)
    if (drawn === this.soon.dataset.starts) return
    this.soon.dataset.starts = drawn
    const names = { [today]: t('today'), [addDays(today, 1)]: t('tomorrow') }
    refill(
      this.soon,
      starts.length && el('span', { class: 'hint', text: t('soonest') }),
      map(starts, (start) => {
        const date = dateOf(start)
        return el(
          'button',
          {
            type: 'button',
            class: 'time',
            'data-act': 'soon',
            'data-soon': start,
            on: {
              click: () => {
                this.asked++
                this.app.wish = start
                this.day(date)
                say(fmt.moment(start))
              },
            },
          },
          el('span', { text: names[date] || fmt.short(date) }),
          ' ',
          el('b', { text: fmt.time(start) }),
        )
      }),
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
      if (turn === this.asked) {
        this.ahead()
        show(answer)
      }
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
    this.aside()
    if (announce) say(fmt.day(date) + ': ' + t('day_free', { n: slots.length }))
  }

  /** A day that was chosen and has nothing free: he is asked when it would have suited him, and shown the nearest. */
  busy(date) {
    const { t, fmt } = this.app
    this.missed(date)
    this.calendar.select(date)
    const question = el('div', { hidden: true }) // until what can wait has come
    this.ask(
      () => this.nearest(date),
      (near) => {
        this.tell({ title: fmt.day(date) + ': ' + t('day_busy'), state: 'full', lit: near && 1 }, [
          question,
          near && this.nearby(near),
          this.app.otherwise(),
        ])
        this.app.extras().then((extra) => question.replaceWith(extra?.hour(this, date, 'which_time') || ''))
      },
    )
  }

  /** Notes that he looked at a date in vain, once for each service; more: the `hour` that he wants, or that it was all of a `month`. */
  missed(date, more) {
    const { unmet, state } = this.app
    const { service, resource } = state
    if (this.app.shown()) return // a date of another clock
    unmet[service + date + more?.month] = { service, resource, date, ...more }
  }

  /** Weeks without a time: he is told of the nearest. */
  full(from, till, near) {
    const { t, fmt } = this.app
    this.missed(from, { month: true })
    this.tell({ title: t('weeks_full', { from: fmt.dayInText(from), to: fmt.dayInText(till) }), state: 'full', lit: 1 }, this.nearby(near))
  }

  nearby(date) {
    const { t, fmt } = this.app
    return button('nearest', t('nearest', { day: fmt.short(date) }), () => {
      this.day(date, true)
      this.calendar.show(date, date)
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
      if (start !== state.start) {
        this.app.emit('slot', { start, service: state.service })
        this.app.count('slot')
      }
    }
    state.start = start
    save()
    each(this.soon.querySelectorAll('[data-soon]'), (node) => set(node, { 'aria-pressed': String(node.dataset.soon === start) }))
    set(this.next, { text: t('next') + (start && ': ' + fmt.brief(start)), 'aria-disabled': !start })
  }

  submit() {
    const { t, state, go, say } = this.app
    if (state.start) {
      this.app.unmet = {}
      go('contacts')
    } else say(t('choose_first'), true)
  }
}
