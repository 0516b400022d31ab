import { el, refill, set } from './dom.js'
import { each, map } from './list.js'
import { addDays, addMonths, clamp, daysBetween, mondayOf, monthOf, sameDayOf, weekday, weekFrom } from './dates.js'
import { icon } from './icons.js'
import { button } from './notice.js'

const WEEKS = 4

/** Where a key leads from a date (WAI-ARIA date grid); undefined for other keys. */
export function target(key, date, shift) {
  const months = (n) => sameDayOf(addMonths(monthOf(date), n), date)
  switch (key) {
    case 'ArrowLeft':
      return addDays(date, -1)
    case 'ArrowRight':
      return addDays(date, 1)
    case 'ArrowUp':
      return addDays(date, -7)
    case 'ArrowDown':
      return addDays(date, 7)
    case 'Home':
      return addDays(date, 1 - weekday(date))
    case 'End':
      return addDays(date, 7 - weekday(date))
    case 'PageUp':
      return months(shift ? -12 : -1)
    case 'PageDown':
      return months(shift ? 12 : 1)
  }
}

/**
 * Four weeks as the WAI-ARIA date grid, the first with today's. Days without free time can be reached by arrows, and say so, but
 * not chosen. schedule tells what is free; onDay(date) is a choice, onFull(date) one of a day without free time, onTurn(date) a
 * wish to see the weeks that begin there.
 */
export class Calendar {
  constructor({ t, fmt, schedule, today, onDay, onFull, onTurn }) {
    Object.assign(this, { t, fmt, schedule, today, onDay, onFull, onTurn, selected: '', focused: '', cells: {} })
    const turn = (n, name, act) => {
      const node = button(act, '', () => this.turn(n), { class: 'turn', 'aria-label': t(act) })
      node.append(icon(name))
      return node
    }
    this.before = turn(-1, 'back', 'earlier')
    this.after = turn(1, 'next', 'later')
    this.title = el('span', { class: 'month', 'aria-live': 'polite' })
    this.rows = el('tbody', { on: { click: (e) => this.click(e), keydown: (e) => this.key(e) } })
    this.grid = el('table', { class: 'grid', role: 'grid' }, el('thead', {}, this.weekdays()), this.rows)
    this.node = el('div', { class: 'calendar' }, el('div', { class: 'months' }, this.before, this.title, this.after), this.grid)
  }

  weekdays() {
    return el(
      'tr',
      {},
      map(weekFrom('2024-01-01'), (date) => el('th', { scope: 'col', abbr: this.fmt.weekdayLong(date), text: this.fmt.weekday(date) })),
    )
  }

  /** The Monday that the weeks around a date begin with: four of them to a page, the first of which has today. */
  page(date) {
    const first = mondayOf(this.schedule.from)
    return addDays(first, Math.floor(daysBetween(first, date) / (7 * WEEKS)) * 7 * WEEKS)
  }

  /** Shows the weeks around a date; the focus, if it is to move, goes to `focus`. */
  show(date, focus) {
    const { schedule, fmt } = this
    const from = this.page(date)
    if (from !== this.from) {
      this.from = from
      this.till = addDays(from, 7 * WEEKS - 1)
      const title = fmt.months(clamp(from, schedule.from, from), this.till)
      this.title.textContent = title
      set(this.grid, { 'aria-label': this.t('calendar', { month: title }) })
      this.cells = {}
      refill(this.rows)
      for (let monday = from; monday < this.till; monday = addDays(monday, 7))
        this.rows.append(
          el(
            'tr',
            {},
            map(weekFrom(monday), (day) => this.cell(day)),
          ),
        )
    }
    set(this.before, { 'aria-disabled': from <= schedule.from })
    set(this.after, { 'aria-disabled': this.till >= schedule.to })
    if (focus) this.focused = focus
    this.paint()
    if (focus) this.cells[focus].focus()
  }

  cell(date) {
    // What has gone by of the first week is no choice.
    if (date < this.schedule.from) return el('td', {})
    const n = +date.slice(8)
    const month = n === 1 && this.fmt.monthShort(date)
    return (this.cells[date] = el('td', { role: 'gridcell', class: 'date', 'data-date': date, 'data-month': month, text: String(n) }))
  }

  /** Brings what is known of each day onto its cell, without touching the focus. */
  paint() {
    if (!this.cells[this.focused]) this.focused = this.entry()
    each(this.rows.querySelectorAll('[data-date]'), (cell) => {
      const { date } = cell.dataset
      const slots = this.schedule.slots(date)
      const free = slots?.length
      const words = free ? this.t('day_free', { n: free }) : this.t(slots ? 'day_busy' : 'loading')
      set(cell, {
        'aria-label': this.fmt.day(date) + ', ' + words,
        'aria-disabled': !free,
        'aria-selected': String(date === this.selected),
        'aria-current': date === this.today && 'date',
        'data-free': Boolean(free),
        tabindex: date === this.focused ? 0 : -1,
      })
    })
  }

  /** Opens a date; the Tab stop goes there, unless the visitor is in the grid at this moment. */
  select(date) {
    this.selected = date
    if (!this.rows.matches(':focus-within')) this.focused = date
    this.show(date)
  }

  /** The one date of the shown weeks that Tab leads to. */
  entry() {
    const { from, till, schedule, selected, cells } = this
    const first = from < schedule.from ? schedule.from : from
    return cells[selected] ? selected : schedule.known(first, till) || first
  }

  turn(n) {
    const { schedule, from } = this
    const to = addDays(from, n * 7 * WEEKS)
    if (to <= schedule.to && addDays(to, 7 * WEEKS) > schedule.from) this.onTurn(to)
  }

  click(event) {
    const cell = event.target.closest('[data-date]')
    if (cell) this.choose(cell.dataset.date)
  }

  choose(date) {
    this.focused = date
    this.paint()
    if (this.schedule.slots(date)) this.schedule.free(date) ? this.onDay(date) : this.onFull(date)
  }

  key(event) {
    const cell = event.target.closest('[data-date]')
    if (!cell || event.ctrlKey || event.altKey || event.metaKey) return
    const date = cell.dataset.date
    const to = target(event.key, date, event.shiftKey)
    if (to) this.move(clamp(to, this.schedule.from, this.schedule.to))
    else if (event.key === 'Enter' || event.key === ' ') this.choose(date)
    else return
    event.preventDefault()
  }

  move(date) {
    const { from } = this
    this.show(date, date)
    if (this.from !== from) this.onTurn(this.from)
  }
}
