import { map } from './list.js'
import { svg } from './dom.js'

const PATHS = {
  back: 'm15 18-6-6 6-6',
  next: 'm9 18 6-6-6-6',
  down: 'm6 9 6 6 6-6',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18m0 4v5l3 2',
}

// One drawing, always decoration: the words beside it carry the meaning.
const drawing = (name, parts) => svg('svg', { class: name, viewBox: '0 0 24 24', 'aria-hidden': 'true' }, parts)

/** A small stroked picture. */
export const icon = (name) => drawing('icon', svg('path', { d: PATHS[name] }))

const PANES = [[12.75, 3.25], [3.25, 3.25], [3.25, 12.75], [12.75, 12.75]]

/** The mark: a window of four panes, the first `lit` of them lit. */
export const windowMark = (lit) =>
  drawing('mark', [
    svg('rect', { class: 'sash', width: 24, height: 24, rx: 5 }),
    map(PANES, (at, i) => svg('rect', { class: i < lit ? 'lit' : 'pane', x: at[0], y: at[1], width: 8, height: 8, rx: 1.5 })),
  ])
