import { el } from './dom.js'
import { map } from './list.js'

/**
 * Whom or what to book: radio buttons in a row, with photo, title and, of the chosen one, a few words. One stop for Tab,
 * arrows between them. `choices` are what choicesOf() gives, `base` the address that photos stand below, `chosen` an id or ''
 * for anyone; onPick(id) is told of each change. Nothing where there is nothing to choose.
 */
export function people(t, base, { resources, label, any }, chosen, onPick) {
  if (!resources.length) return
  const line = (text) => text && el('span', { class: 'hint', text })
  const choice = ({ id, name, title, bio, photo, offer }) => {
    const change = () => {
      turn()
      onPick(id)
    }
    const input = el('input', { type: 'radio', name: 'resource', value: id, on: { change } })
    input.checked = id === chosen
    // Where a page forbids pictures of other sites, nothing lies above the letter.
    const face = photo && el('img', { src: base + photo, alt: '' })
    return el(
      'label',
      { class: 'person' },
      input,
      id && el('span', { class: 'face', 'aria-hidden': 'true', text: name.slice(0, 1) }, face),
      el('span', {}, el('b', { text: name }), line(title), line(offer), line(bio)),
    )
  }
  const row = el('div', { class: 'people' }, choice({ id: '', name: t(any) }), map(resources, choice))
  // Who is chosen is in sight, in a row that is wider than a phone.
  const turn = () => {
    row.scrollLeft = row.querySelector(':checked').parentNode.offsetLeft - 60
  }
  requestAnimationFrame(turn)
  return el('fieldset', { class: 'who' }, el('legend', { text: t(label) }), row)
}
