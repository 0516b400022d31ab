// Finding a client in the form of a new booking: by a name, a phone or an e-mail, in a list that
// the arrows lead through (the ARIA combobox). Who is chosen goes into the form as whoever its phone
// finds does (clients.js). What finds nobody goes into the field that it is of.

const pause = 200 // milliseconds without a key before it is looked for
const enoughDigits = 7 // of a phone that is nobody's

const get = (id) => document.getElementById(id)
const input = () => get('new-find')
const options = () => [...get('client-options').children]
const expanded = () => input().getAttribute('aria-expanded') === 'true'
const digits = (text) => text.replace(/\D/g, '')
const tell = (field) => field.dispatchEvent(new Event('input', { bubbles: true }))

let asking = 0
let asked = '' // what has no answer yet

function ask() {
  clearTimeout(asking)
  close()
  asked = input().value.trim()
  if (asked.length < 2) asked = ''
  else asking = setTimeout(() => input()?.dispatchEvent(new Event('find')), pause)
}

function open(active = options()[0]) {
  get('client-matches').hidden = false
  input().setAttribute('aria-expanded', Boolean(active))
  activate(active)
}

function close() {
  get('client-matches').hidden = true
  input().setAttribute('aria-expanded', 'false')
  activate()
}

function activate(option) {
  for (const each of options()) each.setAttribute('aria-selected', each === option)
  if (!option) return input().removeAttribute('aria-activedescendant')
  input().setAttribute('aria-activedescendant', option.id)
  option.scrollIntoView({ block: 'nearest' })
}

const say = (text) => {
  get('find-said').textContent = text
}

document.addEventListener('htmx:after:swap', () => {
  const matches = get('client-matches')
  if (!input()) return
  if (matches.dataset.asked && !matches.dataset.seen && matches.dataset.asked === input().value.trim()) {
    matches.dataset.seen = '1'
    asked = ''
    say(matches.dataset.said)
    if (document.activeElement === input() && matches.dataset.said) open()
  }
  follow(input().form)
})

let waits = null // the lookup before the one that a draft with somebody chosen asks for
const waiting = () => waits && (get('client-lookup') === waits || !get('client-lookup').dataset.seen)

document.addEventListener('input', ({ target, okno }) => {
  if (!input() || target.form !== input().form) return
  const { form } = input()
  const { name, phone, email, found } = form.elements
  if (target === input()) ask()
  if (target === found && okno && found.value) {
    waits = get('client-lookup')
    if (!phone.value) phone.dispatchEvent(new Event('lookup'))
  }
  if (target === name && !name.value && found.value && !phone.value && !email.value) forget(form) // nothing is left of him
  follow(form)
})

/** Who was found is no longer meant once the form has been filled from somebody else, or from nobody. */
function follow(form) {
  const { found, filled } = form.elements
  if (!found.value || found.value === filled.value || waiting()) return
  found.value = ''
  known(form, '')
  tell(found)
}

/** The address that is known of a client and not shown. */
function known(form, address) {
  const way = form.querySelector('[data-way]')
  if (way) way.dataset.known = address
}

/** Takes back what the program has filled in. */
function forget(form) {
  const { phone, filled } = form.elements
  filled.dataset.phone = '-' // no number is this one
  phone.value = ''
  tell(phone)
}

document.addEventListener('keydown', (event) => {
  const { key, target } = event
  if (target !== input() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  const by = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (by && options().length > 0) {
    const all = options()
    const at = all.findIndex((option) => option.ariaSelected === 'true')
    open(expanded() ? all.at((at + by) % all.length) : all.at(by < 0 ? -1 : 0))
  } else if (key === 'Enter' && expanded())
    options()
      .find((option) => option.ariaSelected === 'true')
      .click()
  else if (key === 'Enter' && asked)
    asked = '' // what is not answered yet is not sent by one stroke
  else if (key === 'Escape' && !get('client-matches').hidden) close()
  else {
    if (key === 'Enter') carry()
    return
  }
  event.preventDefault()
  event.stopPropagation()
})

const optionOf = (target) => target.closest?.('#client-options > [role=option]')
document.addEventListener('mousedown', (event) => get('client-matches')?.contains(event.target) && event.preventDefault()) // the focus stays
document.addEventListener('pointermove', ({ target }) => {
  const option = optionOf(target)
  if (option?.ariaSelected === 'false') activate(option)
})

// Before clients.js fills the form: who is chosen goes before what is there. And after it.
document.addEventListener(
  'click',
  ({ target }) => {
    const option = optionOf(target)
    if (!option) return
    const { name, email, filled } = input().form.elements
    name.value = email.value = filled.value = input().value = ''
    known(input().form, option.dataset.known)
  },
  true,
)
document.addEventListener('click', ({ target }) => {
  const option = optionOf(target)
  if (!option) return
  const { found } = input().form.elements
  found.value = option.dataset.client
  tell(found)
  tell(input())
  say(input().dataset.chosen.replace('{name}', option.dataset.clientName))
  input().focus()
})

document.addEventListener('focusout', ({ target }) => {
  if (target !== input() || !document.hasFocus()) return
  carry()
  close()
})

/** What is typed and finds nobody goes where it belongs, if nothing stands there that was typed. */
function carry() {
  const { form } = input(),
    text = input().value.trim()
  const isPhone = /^[-+\d\s()./–—]+$/.test(text)
  if (!text || (isPhone && digits(text).length < enoughDigits)) return
  const field = form.elements[isPhone ? 'phone' : text.includes('@') ? 'email' : 'name']
  if (field.value && field.value !== field.dataset.filled && !form.elements.found.value) return
  if (form.elements.found.value) forget(form)
  field.value = text
  tell(field)
  input().value = ''
  tell(input())
}

if (input()?.value && document.activeElement === input()) ask() // typed before this was here
