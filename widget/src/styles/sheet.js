import host from './host.css'
import first from './first.css'

let made
let loading

/**
 * The one style sheet, shared by all widgets of a page. Constructable: a host's style-src does not
 * concern it, and nothing of it reaches the host.
 */
export function sheet() {
  if (!made) {
    made = new CSSStyleSheet()
    made.replaceSync(host + first)
  }
  return made
}

/** Brings the rest of the look, once, from beside the script (`at`); fails as a call of the API does. */
export async function look(at) {
  try {
    // LOOK is put in by the build: the look's own version, so that browsers may keep it for good.
    const response = await (loading ||= fetch(new URL('widget.css?v=' + LOOK, at), { credentials: 'omit' }))
    if (response.ok) return made.replaceSync(host + first + (await response.clone().text()))
  } catch {
    // no answer
  }
  loading = null
  throw { status: 0 }
}
