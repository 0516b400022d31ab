/*
 * What the first times can do without: a bundle of its own, which the widget fetches once they are shown (src/extras.js).
 * Whatever is here may never come, and a booking goes through without it.
 */
import { aside, hour } from './aside.js'
import { copy } from './copy.js'
import { counting } from './counters.js'
import { Hold } from './hold.js'
import { keep } from './keep.js'
import { page } from './page.js'
import { taken } from './taken.js'
import { watch } from './watch.js'
import { clocks } from './zone.js'

/** Gives an app what it has done without so far. */
export default function extras(app) {
  app.hold = new Hold(app.api, app.state.visitor)
  const count = counting(app.config.widget.counters || {}, app.options.key)
  return { aside, copy, count, hour, keep, page, taken, watch, clocks: clocks(app) }
}
