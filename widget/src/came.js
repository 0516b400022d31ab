/** Where is kept what led the visitor to the site: the time in ms, and what advertisements have put into the address. */
export const CAME = 'okno:came'

// All of an address but what advertisements put into it.
const OTHERS = /[?&](?!(utm_\w{1,40}|[gy]clid|fbclid)=[^&])[^&]*/g

/** What of an address's search is an advertisement's, as "&utm_source=…"; '' for nothing. */
export const adsOf = (search) => search.replace(OTHERS, '').replace('?', '&').slice(0, 1500)

/**
 * Notes what led to this page, unless the visit has begun with something else: at once, as the visitor may go on to another page
 * before he looks at the widget. What becomes of it is in extras/page.js.
 */
export function came(search = location.search, now = Date.now()) {
  const ads = adsOf(search)
  try {
    if (ads) sessionStorage[CAME] ||= localStorage[CAME] = now + ads
  } catch {
    // full or forbidden
  }
}
