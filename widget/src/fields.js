import { el, set } from './dom.js'
import { each, map, pick, first } from './list.js'
import { own } from './i18n.js'
import { icon } from './icons.js'

// The fields that make the client, with what browsers and phones are told about them (WCAG 2.2, 1.3.5).
const AUTOCOMPLETE = { name: 'name', phone: 'tel', email: 'email' }
const TYPES = { phone: 'tel', email: 'email', date: 'date' }
const MODES = { phone: 'tel', email: 'email', number: 'decimal' }

export const isClient = (name) => Boolean(AUTOCOMPLETE[name])

/** The name the API uses for a field in `fields` of a 422; everything of a lead is an answer. */
export const serverName = ({ name, kind }, lead) => (kind === 'consent' ? '' : isClient(name) && !lead ? 'client.' : 'answers.') + name

/** The words for what is wrong with a value before it is sent, or ''. The server has the last word. */
export function complaint(t, { kind, required }, value) {
  if (kind === 'consent') return value ? '' : t('need_consent')
  const text = typeof value === 'string' ? value.trim() : value
  if (!text.length) return required ? t('need_field') : ''
  if (kind === 'phone' && text.replace(/\D/g, '').length < 7) return t('bad_phone')
  if (kind === 'number' && !/^[+−-]?\d+([.,]\d+)?$/.test(text)) return t('bad_number')
  return kind === 'email' && !/^\S+@\S+\.\S+$/.test(text) ? t('bad_email') : ''
}

/** A link to a page outside, if the address is one; in a new window, so that nothing typed here is lost. */
export const outside = (url, text, props) =>
  /^https?:/.test(url || '') && el('a', { href: url, target: '_blank', rel: 'noopener', ...props, text })

/**
 * A labelled control for a field of the form, or for the consent (kind "consent": a box with the form's own wording
 * and the link to the full text). A value is a text; a box is 'true' or '', several choices are a list.
 * onInput(value) is told of each change. Returns { field, control, node, value(), mark(text) }: control takes the
 * focus; mark shows what is wrong, or, with '', that nothing is.
 */
export function fieldInput(app, field, initial, onInput) {
  const { t, lang } = app
  const { name, kind, required } = field
  const id = 'f-' + name
  const one = kind === 'consent' || kind === 'checkbox'
  const error = el('p', { class: 'error', id: 'e-' + name, hidden: true })
  const title = [el('span', { text: own(field.label, lang) }), !required && el('span', { class: 'hint', text: ' · ' + t('optional') })]
  const told = () => onInput(value())
  const options = field.options || []
  let boxes
  let value
  let control
  let node
  const box = (label, props, checked) => {
    const input = el('input', { type: 'checkbox', ...props, on: { input: told } })
    input.checked = checked
    return { input, node: el('label', { class: 'check' }, input, label) }
  }
  if (kind === 'choices') {
    boxes = map(options, (o) => box(own(o.label, lang), { name, value: o.value }, Boolean(first(initial || [], (v) => v === o.value))))
    control = boxes[0].input
    value = () =>
      map(
        pick(boxes, (b) => b.input.checked),
        (b) => b.input.value,
      )
    node = el(
      'fieldset',
      { class: 'field', 'aria-describedby': error.id },
      el('legend', {}, title),
      map(boxes, (b) => b.node),
      error,
    )
  } else if (one) {
    const single = box(el('span', {}, title), { id, name, required }, Boolean(initial))
    control = single.input
    value = () => (control.checked ? 'true' : '')
    node = el('div', { class: 'field consent' }, single.node, outside(field.url, t('consent_link')), error)
  } else {
    const tag = kind === 'textarea' ? 'textarea' : kind === 'choice' ? 'select' : 'input'
    control = el(
      tag,
      {
        id,
        name,
        required,
        type: tag === 'input' ? TYPES[kind] || 'text' : null,
        inputmode: MODES[kind],
        autocomplete: AUTOCOMPLETE[name],
        on: { input: told },
      },
      kind === 'choice' && [
        el('option', { value: '', text: t('choose_one') }),
        map(options, (o) => el('option', { value: o.value, text: own(o.label, lang) })),
      ],
    )
    control.value = initial || ''
    value = () => control.value
    const held = kind === 'choice' ? el('div', { class: 'pick' }, control, icon('down')) : control
    node = el('div', { class: 'field' }, el('label', { for: id }, title), held, error)
  }
  return {
    field,
    control,
    node,
    value,
    mark(text) {
      set(error, { text, hidden: !text })
      const hint = node.querySelector('#h-mail')
      each(boxes ? map(boxes, (b) => b.input) : [control], (c) =>
        set(c, { 'aria-invalid': Boolean(text), 'aria-describedby': text ? error.id : hint?.id }),
      )
    },
  }
}
