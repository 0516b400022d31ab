import { part } from './list.js'

const AT_MOST = 10 // what the API takes at once

/** Notes that the visitor looked at a date in vain, once for each service; hour is the one that he wants, if he says one. */
export function missed({ unmet, state: { service, resource } }, date, hour) {
  unmet[service + date] = { service, resource, date, hour }
}

/** Tells of what was looked for in vain, as he leaves without a time. */
export function tellMissed({ api, unmet, config }) {
  const searches = part(Object.values(unmet), 0, AT_MOST)
  if (searches[0]) api.tell('unmet', { view: config.view, searches })
}
