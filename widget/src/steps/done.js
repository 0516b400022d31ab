import { el } from '../dom.js'
import { joined, map, pick } from '../list.js'
import { outside } from '../fields.js'
import { own } from '../i18n.js'
import { windowMark } from '../icons.js'
import { button } from '../notice.js'

/** The last step: what was booked, and what can be done with it. */
export function doneStep(app, booking) {
  const { t, fmt, config } = app
  const { start, end, status, number, resources, manage_url: url } = booking
  const { name, price } = app.service()
  const pending = status === 'pending'
  const fact = (label, value) => value && [el('dt', { text: t(label) }), el('dd', { text: value })]
  const names = (staff) => joined(map(pick(resources, (r) => (r.kind === 'staff') === staff), (r) => r.name), ', ')
  return finished(app, { title: pending ? 'sent' : 'done', status, hint: own(config.form.texts.done, app.lang) || (pending ? t('pending_note') : '') }, [
    el(
      'dl',
      {},
      fact('when', fmt.moment(start) + '\u2060–\u2060' + fmt.time(end)),
      fact('what', name),
      fact('who', names(true)),
      fact('where', names(false)),
      fact('price', fmt.price(price)),
      fact('number', number),
    ),
    el(
      'div',
      { class: 'actions' },
      outside(url && url + '/calendar.ics', t('to_calendar'), { class: 'button', 'data-act': 'calendar' }),
      outside(url, t('manage'), { class: 'button', 'data-act': 'manage' }),
      button('another', t('another'), () => app.startOver(), { class: 'button link' }),
    ),
  ])
}

/** The same for a request without a time. */
export function requestedStep(app, { message }) {
  const { t, config } = app
  return finished(app, { title: 'lead_done', hint: message || own(config.form.texts.done, app.lang) || t('lead_note') },
    el('div', { class: 'actions' }, button('another', t('lead_again'), () => app.startOver(), { class: 'button link' })))
}

function finished({ t }, { title, status, hint }, kids) {
  return el(
    'div',
    { class: 'step done', 'data-step': 'done', 'data-status': status },
    windowMark(4),
    el('h3', { class: 'title', tabindex: '-1', text: t(title) }),
    status && el('p', { class: 'status', text: t(status) }),
    el('p', { class: 'hint', text: hint }),
    kids,
  )
}
