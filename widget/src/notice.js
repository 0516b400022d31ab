import { el } from './dom.js'
import { windowMark } from './icons.js'

/** A button that does one thing; data-act names the thing for tests and for the site's own scripts. */
export function button(act, text, onClick, props) {
  return el('button', { type: 'button', class: 'button', 'data-act': act, ...props, text, on: { click: onClick } })
}

/**
 * A quiet message in place of content: nothing free, closed, not reachable. lit says how hopeful its window looks;
 * heading is its level under what is shown around it.
 */
export function notice({ title, hint, state, lit = 0 }, action, heading = 'h4') {
  return el(
    'div',
    { class: 'notice', 'data-state': state },
    windowMark(lit),
    el(heading, { text: title }),
    hint && el('p', { class: 'hint', text: hint }),
    action,
  )
}

/** What to tell a visitor about a trouble that is not his fault; kept is the hint when the connection is to blame. */
export function about(t, { status, wait, detail }, kept) {
  const say = (state, params, hint) => ({ state, title: t(state) || detail, hint: hint || t(state + '_hint', params) })
  if (status === 429) return say('too_many', { n: wait || 60 }, wait > 60 && detail)
  if (status === 404) return { state: 'closed', title: detail }
  if (status === 403) return { state: 'forbidden', title: detail }
  return !status || status >= 500 ? say('offline', {}, kept || (status && detail)) : say('refused', {}, detail || ' ')
}
