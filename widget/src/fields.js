import { el, set } from './dom.js'
import { own } from './i18n.js'

// The fields that make the client, with what browsers and phones are told about them (WCAG 2.2, 1.3.5).
const AUTOCOMPLETE = { name: 'name', phone: 'tel', email: 'email' }
const TYPES = { phone: 'tel', email: 'email' }

export const isClient = (name) => Boolean(AUTOCOMPLETE[name])

/** The name the API uses for a field in `fields` of a 422. */
export const serverName = ({ name, kind }) => (kind === 'consent' ? '' : isClient(name) ? 'client.' : 'answers.') + name

/** The words for what is wrong with a value before it is sent, or ''. The server has the last word. */
export function complaint(t, { kind, required }, value) {
  const text = value.trim()
  if (kind === 'consent') return value ? '' : t('need_consent')
  if (!text) return required ? t('need_field') : ''
  if (kind === 'phone' && text.replace(/\D/g, '').length < 7) return t('bad_phone')
  return kind === 'email' && !/^\S+@\S+\.\S+$/.test(text) ? t('bad_email') : ''
}

/** A link to a page outside, if the address is one; in a new window, so that nothing typed here is lost. */
export const outside = (url, text, props) =>
  /^https?:/.test(url || '') && el('a', { href: url, target: '_blank', rel: 'noopener', ...props, text })

/**
 * A labelled control for a field of the form, or for the consent (kind "consent": a box with the form's own wording
 * and the link to the full text; its value is 'yes' or ''). onInput(value) is told of each change.
 * Returns { field, control, node, value(), mark(text) }; mark shows what is wrong, or, with '', that nothing is.
 */
export function fieldInput({ t, lang }, field, initial, onInput) {
  const { name, kind, required } = field
  const consent = kind === 'consent'
  const long = kind === 'textarea'
  const id = 'f-' + name
  const value = () => (consent ? (control.checked ? 'yes' : '') : control.value)
  const control = el(long ? 'textarea' : 'input', {
    id,
    name,
    type: consent ? 'checkbox' : long ? null : TYPES[kind] || 'text',
    inputmode: TYPES[kind],
    autocomplete: AUTOCOMPLETE[name],
    required,
    on: { input: () => onInput(value()) },
  })
  if (consent) control.checked = initial
  else control.value = initial || ''
  const error = el('p', { class: 'error', id: 'e-' + name, hidden: true })
  const words = el('span', { text: own(field.label, lang) })
  const label = el('label', { for: id }, consent && control, words, !required && el('span', { class: 'hint', text: ' · ' + t('optional') }))
  return {
    field,
    control,
    value,
    node: el('div', { class: consent ? 'field consent' : 'field' }, label, !consent && control, outside(field.url, t('consent_link')), error),
    mark(text) {
      set(error, { text, hidden: !text })
      set(control, { 'aria-invalid': Boolean(text), 'aria-describedby': text ? error.id : null })
    },
  }
}
