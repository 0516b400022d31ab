import { map } from './list.js'
import { el, svg } from './dom.js'

const PATHS = {
  back: 'm15 18-6-6 6-6',
  next: 'm9 18 6-6-6-6',
  down: 'm6 9 6 6 6-6',
  close: 'M18 6 6 18M6 6l12 12',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18m0 4v5l3 2',
}

/** A small stroked picture. Always decoration: the words beside it carry the meaning. */
export const icon = (name) => svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: PATHS[name] }))

/** The mark: a window of four panes, the first `lit` of them lit. */
export const windowMark = (lit) =>
  el(
    'div',
    { class: 'mark' },
    map([1, 2, 3, 4], (pane) => el('i', { class: pane <= lit && 'lit' })),
  )
