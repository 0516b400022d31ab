import { el } from '../dom.js'
import { joined, map, pick } from '../list.js'
import { calendarLink } from '../calendarfile.js'
import { outside } from '../fields.js'
import { own } from '../i18n.js'
import { windowMark } from '../icons.js'
import { button } from '../notice.js'

/** The last step: what was booked, and what can be done with it. */
export function doneStep(app, booking) {
  const { t, fmt, config } = app
  const { id, start, end, status, number, resources, manage_url: url } = booking
  const { name, price } = app.service()
  const pending = status === 'pending'
  const fact = (label, value) => value && [el('dt', { text: t(label) }), el('dd', { text: value })]
  const names = (staff) => joined(map(pick(resources, (r) => (r.kind === 'staff') === staff), (r) => r.name), ', ')
  const event = { id, start, end, url, title: name + ', ' + config.company.name }
  return el(
    'div',
    { class: 'step done', 'data-step': 'done', 'data-status': status },
    windowMark(4),
    el('h3', { class: 'title', tabindex: '-1', text: t(pending ? 'sent' : 'done') }),
    el('p', { class: 'status', text: t(status) }),
    el('p', { class: 'hint', text: own(config.form.texts.done, app.lang) || (pending ? t('pending_note') : '') }),
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
      el('a', { class: 'button', href: calendarLink(event), download: 'booking.ics', 'data-act': 'calendar', text: t('to_calendar') }),
      outside(url, t('manage'), { class: 'button', 'data-act': 'manage' }),
      button('another', t('another'), () => app.startOver(), { class: 'button link' }),
    ),
  )
}
