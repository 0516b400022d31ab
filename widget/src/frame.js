import { el, refill, set } from './dom.js'
import { joined, map } from './list.js'
import { icon } from './icons.js'
import { button } from './notice.js'

/**
 * The widget's unchanging frame in its shadow root: the company, what is being booked, the tabs, the step, and the
 * live region, which must exist before it has anything to say. In a dialog it has a way out, onClose.
 */
export class Frame {
  constructor(root, onClose) {
    this.company = el('h2', {})
    this.summary = el('p', { class: 'hint' })
    this.tongue = el('div', { class: 'tongue' })
    this.tabs = el('div', { class: 'tabs', role: 'tablist', hidden: true })
    this.body = el('div', { class: 'body' })
    this.live = el('p', { class: 'live', role: 'status' })
    this.out = button('close', '', onClose, { class: 'turn out' })
    this.out.append(icon('close'))
    this.node = el(
      'section',
      { class: 'okno skin' },
      el('header', {}, this.out, this.tongue, this.company, this.summary),
      this.tabs,
      this.body,
      this.live,
    )
    root.append(this.node)
  }

  /** Names the region and its language for assistive technology. */
  name(t, lang, company) {
    const label = joined([t('region') || 'Okno', company], ': ')
    set(this.out, { 'aria-label': t('close') || 'Close' })
    set(this.node, { 'aria-label': !this.dialog && label, lang })
    if (this.dialog) set(this.dialog, { 'aria-label': label })
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

  /** Two or more things to do, [{ kind, title }], as the WAI-ARIA tabs: arrows go from one to the next. */
  choices(tabs, current, onTab) {
    const pick = (i) => {
      const tab = tabs[(i + tabs.length) % tabs.length]
      onTab(tab.kind)
      this.tabs.querySelector('[data-tab=' + tab.kind + ']').focus()
    }
    const key = (event, i) => {
      const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[event.key]
      if (to === undefined) return
      event.preventDefault()
      pick(to)
    }
    const many = tabs.length > 1
    refill(
      this.tabs,
      many &&
        map(tabs, ({ kind, title }, i) =>
          el('button', {
            type: 'button',
            role: 'tab',
            class: 'tab',
            id: 't-' + kind,
            'data-tab': kind,
            'aria-selected': String(kind === current),
            'aria-controls': 'panel',
            tabindex: kind === current ? 0 : -1,
            text: title,
            on: { click: () => pick(i), keydown: (event) => key(event, i) },
          }),
        ),
    )
    set(this.tabs, { hidden: !many })
    set(this.body, { id: many && 'panel', role: many && 'tabpanel', 'aria-labelledby': many && 't-' + current })
  }
}

/**
 * A step: the way back, how far it is, the heading that takes the focus, and its content.
 * onSubmit makes it a form.
 */
export function step(app, name, title, kids, onSubmit) {
  // By the click, which Enter in a field makes as well: a sandboxed page may not submit forms.
  const click = (event) => {
    if (!onSubmit || !event.target.closest('.primary')) return
    event.preventDefault()
    onSubmit()
  }
  const far = app.progress(name)
  const back = app.backFrom(name)
  return el(
    onSubmit ? 'form' : 'div',
    { class: 'step', 'data-step': name, novalidate: true, on: { click } },
    (far || back) && el('div', { class: 'bar' }, back, el('span', { class: 'hint', text: far })),
    el('h3', { class: 'title', tabindex: '-1', text: title }),
    kids,
  )
}
