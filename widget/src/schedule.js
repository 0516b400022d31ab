import { add, each } from './list.js'
import { addDays } from './dates.js'
import { persist } from './retry.js'

const SPAN = 57 // an answer holds at most 62 days (contracts.md), and a zone's clock may ask for two more on either side

/**
 * The free times of one service (and, if asked, one resource), loaded as they are looked at and remembered.
 * from and to bound the dates that can be booked at all; fetchDays(from, to) asks the API.
 */
export class Schedule {
  constructor(from, to, fetchDays) {
    Object.assign(this, { from, to, fetchDays, days: {} })
  }

  /** The slots of a date: a list, or undefined while it is not known. */
  slots(date) {
    return date < this.from || date > this.to ? [] : this.days[date]
  }

  /** How many slots a date has, as far as is known. */
  free(date) {
    return (this.slots(date) || []).length
  }

  /** Makes every date from–to known, a span of at most 58 days; asks only for what is not. */
  async load(from, to) {
    while (from <= to && this.slots(from)) from = addDays(from, 1)
    while (from <= to && this.slots(to)) to = addDays(to, -1)
    if (from <= to) this.learn(from, to, await persist(() => this.fetchDays(from, to)))
  }

  /** Asks again for those of the dates from–to that are known, once and without patience. */
  async refresh(from, to) {
    while (from <= to && !this.days[from]) from = addDays(from, 1)
    while (from <= to && !this.days[to]) to = addDays(to, -1)
    if (from <= to) this.learn(from, to, await this.fetchDays(from, to))
  }

  learn(from, to, answer) {
    // A date the answer leaves out has nothing free; it must not be asked for for ever.
    for (let date = from; date <= to; date = addDays(date, 1)) this.days[date] = []
    each(answer.days, (day) => (this.days[day.date] = day.slots))
  }

  /** The first date with free time in from–to among what is known, or undefined. */
  known(from, to) {
    for (let date = from; date <= to; date = addDays(date, 1)) if (this.free(date)) return date
  }

  /** The first starts of the next three days that have any, as far as is known from the first date on. */
  soonest() {
    const found = []
    for (let date = this.from; found.length < 3 && date <= this.to && this.slots(date); date = addDays(date, 1))
      if (this.free(date)) add(found, this.days[date][0].start)
    return found
  }

  /** The first date with free time on or after a date, loading as far as it must, or undefined. */
  async next(date) {
    for (let from = date < this.from ? this.from : date; from <= this.to; from = addDays(from, SPAN + 1)) {
      const to = addDays(from, SPAN)
      await this.load(from, to)
      const found = this.known(from, to)
      if (found) return found
    }
  }
}
