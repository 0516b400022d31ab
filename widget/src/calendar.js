import { el, refill, set } from './dom.js'
import { each, map } from './list.js'
import { addDays, addMonths, clamp, firstOf, lastOf, monthOf, sameDayOf, weekday, weeksOf } from './dates.js'
import { icon } from './icons.js'
import { button } from './notice.js'

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
 * A month as the WAI-ARIA date grid. Days without free time can be reached by arrows, and say so, but not chosen.
 * schedule tells what is free; onDay(date) is a choice, onFull(date) one of a day without free time, onMonth(month) a wish to
 * see another month.
 */
export class Calendar {
  constructor({ t, fmt, schedule, today, onDay, onFull, onMonth }) {
    Object.assign(this, { t, fmt, schedule, today, onDay, onFull, onMonth, selected: '', focused: '', cells: {} })
    const turn = (n, name, act) => {
      const node = button(act, '', () => this.turn(n), { class: 'turn', 'aria-label': t(act) })
      node.append(icon(name))
      return node
    }
    this.before = turn(-1, 'back', 'prev_month')
    this.after = turn(1, 'next', 'next_month')
    this.title = el('span', { class: 'month', 'aria-live': 'polite' })
    this.rows = el('tbody', { on: { click: (e) => this.click(e), keydown: (e) => this.key(e) } })
    this.grid = el('table', { class: 'grid', role: 'grid' }, el('thead', {}, this.weekdays()), this.rows)
    this.node = el('div', { class: 'calendar' }, el('div', { class: 'months' }, this.before, this.title, this.after), this.grid)
  }

  weekdays() {
    return el(
      'tr',
      {},
      map(weeksOf('2024-01')[0], (date) => el('th', { scope: 'col', abbr: this.fmt.weekdayLong(date), text: this.fmt.weekday(date) })),
    )
  }

  /** Shows a month; the focus, if it is to move, goes to `focus`. */
  show(month, focus) {
    if (month !== this.month) {
      this.month = month
      this.title.textContent = this.fmt.month(month)
      set(this.grid, { 'aria-label': this.t('calendar', { month: this.fmt.month(month) }) })
      this.cells = {}
      refill(
        this.rows,
        map(weeksOf(month), (week) =>
          el(
            'tr',
            {},
            map(week, (date) => this.cell(date)),
          ),
        ),
      )
    }
    set(this.before, { 'aria-disabled': firstOf(month) <= this.schedule.from })
    set(this.after, { 'aria-disabled': lastOf(month) >= this.schedule.to })
    if (focus) this.focused = focus
    this.paint()
    if (focus) this.cells[focus].focus()
  }

  cell(date) {
    if (!date) return el('td', {})
    const cell = el('td', { role: 'gridcell', class: 'date', 'data-date': date, text: String(+date.slice(8)) })
    return (this.cells[date] = cell)
  }

  /** Brings what is known of each day onto its cell, without touching the focus. */
  paint() {
    if (monthOf(this.focused) !== this.month) this.focused = this.entry()
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
    this.show(monthOf(date))
  }

  /** The one date of the shown month that Tab leads to. */
  entry() {
    const { month, schedule, selected } = this
    const from = firstOf(month)
    if (monthOf(selected) === month) return selected
    return schedule.known(from, lastOf(month)) || (from < schedule.from ? schedule.from : from)
  }

  turn(n) {
    const month = addMonths(this.month, n)
    if (lastOf(month) >= this.schedule.from && firstOf(month) <= this.schedule.to) this.onMonth(month)
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
    const turned = monthOf(date) !== this.month
    this.show(monthOf(date), date)
    if (turned) this.onMonth(this.month)
  }
}
