import { el } from './dom.js'
import { map } from './list.js'
import { dayparts, repeated } from './dayparts.js'

/**
 * A day's free times as radio buttons, grouped by part of the day: one stop for Tab, arrows between them.
 * chosen is the start that is on; onPick(start) is told of each change.
 */
export function times({ t, fmt, slots, chosen, onPick }) {
  const twice = repeated(slots)
  return map(dayparts(slots), (group) =>
    el(
      'fieldset',
      { class: 'part' },
      el('legend', { text: t(group.part) }),
      el(
        'div',
        { class: 'times-row' },
        map(group.slots, (slot) => radio(fmt, slot, twice(slot), chosen, onPick)),
      ),
    ),
  )
}

function radio(fmt, slot, twice, chosen, onPick) {
  const input = el('input', { type: 'radio', name: 'start', value: slot.start, on: { change: () => onPick(slot.start) } })
  input.checked = slot.start === chosen
  const text = twice ? fmt.exactTime(slot.start) : fmt.time(slot.start)
  return el('label', { class: 'time', 'data-start': slot.start }, input, el('span', { text }))
}
