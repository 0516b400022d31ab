import { clockOf } from './dates.js'
import { add, first, part } from './list.js'

const AT_MOST = 10 // what the API takes at once

/** The days on which the visitor looked for a time and found none; told when he leaves without one. */
export class Unmet {
  constructor(api) {
    this.api = api
    this.forget()
  }

  /** He looked at a date, at most once for each service; hour is the one that he wants, if he says one. */
  note({ service, resource }, date, hour) {
    this.searches[service + date] = { service, resource, date, hour }
  }

  /** The date will do after all. */
  drop({ service }, date) {
    delete this.searches[service + date]
  }

  /** He has found a time. */
  forget() {
    this.searches = {}
  }

  tell(config) {
    const searches = []
    for (const day in this.searches) add(searches, this.searches[day])
    if (searches.length) this.api.tell('unmet', { view: config.view, searches: part(searches, 0, AT_MOST) })
    this.forget()
  }
}

/** The hours, from 6 to 23, in which none of a day's slots begins. */
export function hoursWithout(slots) {
  const hours = []
  for (let hour = 6; hour < 24; hour++) if (!first(slots, (slot) => +clockOf(slot.start).slice(0, 2) === hour)) add(hours, hour)
  return hours
}
