import { el, refill, set } from './dom.js'
import { joined } from './list.js'

/**
 * The widget's unchanging frame in its shadow root: the company, what is being booked, the step, and the
 * live region, which must exist before it has anything to say.
 */
export class Frame {
  constructor(root) {
    this.company = el('h2', {})
    this.summary = el('p', { class: 'hint' })
    this.body = el('div', { class: 'body' })
    this.live = el('p', { class: 'live', role: 'status' })
    this.node = el('section', { class: 'okno' }, el('header', {}, this.company, this.summary), this.body, this.live)
    root.append(this.node)
  }

  /** Names the region and its language for assistive technology. */
  name(label, lang) {
    set(this.node, { 'aria-label': label, lang })
  }

  /** Says something that changed by itself or out of sight; shown to the eye as well when asked. */
  say(text, shown) {
    // The same sentence said twice is a change only if the text differs.
    set(this.live, { 'data-shown': Boolean(shown), text: text && text === this.live.textContent ? text + '\u00a0' : text })
  }

  header(company, facts = []) {
    this.company.textContent = company
    this.summary.textContent = joined(facts, ' · ')
  }

  show(node) {
    refill(this.body, node)
  }
}

/**
 * A step: the way back, how far it is, the heading that takes the focus, and its content.
 * onSubmit makes it a form.
 */
export function step(app, name, title, kids, onSubmit) {
  const submit = (event) => {
    event.preventDefault()
    onSubmit()
  }
  return el(
    onSubmit ? 'form' : 'div',
    { class: 'step', 'data-step': name, novalidate: true, on: { submit } },
    el('div', { class: 'bar' }, app.backFrom(name), el('span', { class: 'hint', text: app.progress(name) })),
    el('h3', { class: 'title', tabindex: '-1', text: title }),
    kids,
  )
}
