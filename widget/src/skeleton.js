import { el } from './dom.js'

function bones(kind, n) {
  const list = []
  for (let i = 0; i < n; i++) list[i] = el('i', { class: 'bone' })
  return el('div', { class: kind }, list)
}

/** What is seen before the data is there: the room it will take, so that the host page does not move. */
export const skeleton = (text) =>
  el(
    'div',
    { class: 'step', 'data-state': 'loading' },
    el('span', { class: 'unseen', text: text || '…' }),
    bones('field', 2),
    bones('services', 9),
  )

/** The same for a day's times. */
export const timesSkeleton = (n = 9) => bones('times-row', n)
