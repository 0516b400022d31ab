import { adsOf, CAME } from '../came.js'
import { each } from '../list.js'

const KEPT_MS = 30 * 86_400_000
const LONGEST = 1900 // characters; the server takes 2000

/**
 * The address of the page as if the advertisement had led right to it that led to the visit's first page, or, for 30 days, to an
 * earlier visit. As it is where none did, nothing may be kept, or the two are too long together.
 */
export function page(href = location.href, now = Date.now()) {
  const ads = kept('sessionStorage', now) || kept('localStorage', now)
  if (!ads) return href
  const url = new URL(href)
  const { searchParams } = url
  // No mixture of two advertisements.
  named(adsOf(url.search), (name) => searchParams.delete(name))
  named(ads, (name, value) => searchParams.set(name, value))
  return url.href.length > LONGEST ? href : url.href
}

/** Calls act(name, value) for each parameter of a search. */
function named(search, act) {
  const values = new URLSearchParams(search)
  each(search.slice(1).split('&'), (pair) => {
    const name = pair.split('=')[0]
    if (name) act(name, values.get(name))
  })
}

/** What a storage knows of an advertisement, as "&utm_source=…". */
function kept(storage, now) {
  try {
    const text = globalThis[storage][CAME]
    const at = parseInt(text, 10)
    if (now - at < KEPT_MS && at <= now) return adsOf(text.slice(String(at).length))
  } catch {
    // nothing kept, or forbidden
  }
}
