import host from './host.css'
import tokens from './tokens.css'
import controls from './controls.css'
import frame from './frame.css'
import service from './service.css'
import time from './time.css'
import contacts from './contacts.css'
import done from './done.css'

let made

/**
 * The one style sheet, shared by all widgets of a page. Constructable: a host's style-src does not
 * concern it, and nothing of it reaches the host.
 */
export function sheet() {
  if (!made) {
    made = new CSSStyleSheet()
    made.replaceSync(host + tokens + controls + frame + service + time + contacts + done)
  }
  return made
}
