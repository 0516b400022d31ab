import { add, each, pick } from './list.js'
import { clockOf } from './dates.js'

const PARTS = [
  ['night', '00:00', '06:00'],
  ['morning', '06:00', '12:00'],
  ['day', '12:00', '17:00'],
  ['evening', '17:00', '24:00'],
]

/** A day's slots in groups by part of the day on the company's clock; empty parts are left out. */
export function dayparts(slots) {
  const groups = []
  each(PARTS, (part) => {
    const inside = pick(slots, (s) => clockOf(s.start) >= part[1] && clockOf(s.start) < part[2])
    if (inside.length) add(groups, { part: part[0], slots: inside })
  })
  return groups
}

/**
 * The slots whose clock reading occurs twice on their date (an hour repeated in autumn):
 * these must be told apart by their offset.
 */
export function repeated(slots) {
  const seen = {}
  each(slots, (s) => (seen[s.start.slice(0, 16)] = (seen[s.start.slice(0, 16)] || 0) + 1))
  return (slot) => seen[slot.start.slice(0, 16)] > 1
}
