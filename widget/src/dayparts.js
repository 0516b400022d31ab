import { add, each } from './list.js'
import { clockOf } from './dates.js'

const partOf = (clock) => (clock < '06' ? 'night' : clock < '12' ? 'morning' : clock < '17' ? 'day' : 'evening')

/** A day's slots, in order, as groups by part of the day on the company's clock: [{ part, slots }]. */
export function dayparts(slots) {
  const groups = []
  let group = {}
  each(slots, (slot) => {
    const part = partOf(clockOf(slot.start))
    if (part !== group.part) add(groups, (group = { part, slots: [] }))
    add(group.slots, slot)
  })
  return groups
}

/**
 * Tells of a slot whether its clock reading occurs twice on its date (an hour repeated in autumn):
 * such slots must be told apart by their offset.
 */
export function repeated(slots) {
  const seen = {}
  const reading = (slot) => slot.start.slice(0, 16)
  each(slots, (slot) => (seen[reading(slot)] = (seen[reading(slot)] || 0) + 1))
  return (slot) => seen[reading(slot)] > 1
}
