import { el } from '../dom.js'
import { offsetName, offsetOf } from '../dates.js'
import { joined, map, pick } from '../list.js'
import { outside } from '../fields.js'
import { own } from '../i18n.js'
import { windowMark } from '../icons.js'
import { button } from '../notice.js'

/** The last step: what was booked, and what can be done with it. */
export function doneStep(app, booking) {
  const { t, fmt, config } = app
  const { start, end, status, number, resources, price, manage_url: url } = booking
  const { name } = app.service()
  const pending = status === 'pending'
  const zoned = app.extra?.clocks.other(start)
  const links = booking.add_to || {}
  const { mail, address } = { mail: booking.mail_to, address: config.company.address }
  const fact = (label, value) => value && [el('dt', { text: t(label) }), el('dd', { text: value })]
  const names = (staff) =>
    joined(
      map(
        pick(resources, (r) => (r.kind === 'staff') === staff),
        (r) => r.name,
      ),
      ', ',
    )
  return finished(
    app,
    { title: pending ? 'sent' : 'done', status, hint: own(config.form.texts.done, app.lang) || (pending ? t('pending_note') : '') },
    [
      el('p', { class: 'reach', text: mail ? t(pending ? 'mail_pending' : 'mail_sent', { email: mail }) : t('save_link') }),
      el(
        'dl',
        {},
        fact('when', fmt.moment(start) + '\u2060–\u2060' + fmt.time(end)),
        zoned && fact('zone_name', config.company.clock + ' (' + offsetName(offsetOf(start)) + ')'),
        zoned && fact('your_clock', zoned.text),
        fact('what', name),
        fact('who', names(true)),
        fact('where', names(false)),
        fact('address', address),
        fact('price', fmt.price(price)),
        fact('number', number),
      ),
      el(
        'div',
        { class: 'actions' },
        outside(url, t('manage'), { class: 'button', 'data-act': 'manage' }),
        outside(links.telegram, t('telegram'), { class: 'button', 'data-act': 'telegram' }),
        url && app.extra && button('copy', t('copy_link'), (event) => app.extra.copy(url, event.currentTarget, t, app.say)),
      ),
      links.ics && el('p', { class: 'reach', text: t('to_calendar') }),
      el(
        'div',
        { class: 'actions' },
        outside(links.google, 'Google', { class: 'button', 'data-act': 'google' }),
        outside(links.outlook, 'Outlook', { class: 'button', 'data-act': 'outlook' }),
        outside(links.ics, t('ics'), { class: 'button', 'data-act': 'calendar' }),
      ),
      button('another', t('another'), () => app.startOver(), { class: 'button link' }),
    ],
  )
}

/** The same for a request without a time. */
export function requestedStep(app, { message }) {
  const { t, config } = app
  return finished(
    app,
    { title: 'lead_done', hint: message || own(config.form.texts.done, app.lang) || t('lead_note') },
    el(
      'div',
      { class: 'actions' },
      button('another', t('lead_again'), () => app.startOver(), { class: 'button link' }),
    ),
  )
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
