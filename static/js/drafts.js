// Drafts: what is typed into a form that names one (data-draft) is kept in this
// browser for whoever is signed in, until the form has been saved. It outlives
// closed dialogs, other pages, reloads, signing in again and lost connections. It
// goes when another member signs in at this browser, at sign-out, and with age.
//
// A draft has the fields that were touched, as they were and as they are, and the
// tokens (data-token) that the form began with: a conflict is judged by what its
// typist saw, whatever a live update has put into the page since.

const who = document.body.dataset.drafts // "company.user", missing where nobody is signed in
const prefix = 'okno.draft.'
const old = 7 * 24 * 3600 * 1000 // after a week nobody remembers what it was
const begun = new Set() // the keys that something was typed under since the page came
const states = new WeakMap() // form -> "typed", "back" or "offered"
const waiting = new WeakMap() // form -> fields that were given back and have no place yet
const answered = new Set() // keys whose form comes back with what was typed, as the server has read it

const user = who?.split('.')[1]
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix))
const mine = (key) => key.slice(prefix.length).split('.')[1] === user

const at = (form) => `${prefix}${who}.${form.dataset.draft}`

function read(form) {
  try {
    return JSON.parse(localStorage.getItem(at(form)))
  } catch {
    return null
  }
}

function write(form, draft) {
  try {
    if (draft && Object.keys(draft.fields).length + (draft.all?.length ?? 0) > 0)
      localStorage.setItem(at(form), JSON.stringify({ title: titleOf(form), ...draft, at: Date.now() }))
    else localStorage.removeItem(at(form))
  } catch {
    /* storage is full or forbidden: the form works without */
  }
}

/** What a form is about, for whoever is asked whether it may be lost. */
const titleOf = (form) => (form.closest('dialog, article, section') ?? document).querySelector('h1, h2')?.firstChild.textContent.trim()

const silent = ['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image']
const typed = (field) => field.name && !silent.includes(field.type) && !field.readOnly && !field.closest('[data-draft-skip]')
const fieldsOf = (form, name) => [...form.elements].filter((field) => typed(field) && (!name || field.name === name))
const isTick = (field) => field.type === 'checkbox' || field.type === 'radio'

/** What a form holds under a name, or held when it came. */
const values = (form, name) => fieldsOf(form, name).flatMap((f) => (isTick(f) && !f.checked ? [] : [f.value]))
const came = (form, name) =>
  fieldsOf(form, name).flatMap((f) => {
    if (isTick(f)) return f.defaultChecked ? [f.value] : []
    if (f.options) return [([...f.options].find((o) => o.defaultSelected) ?? f.options[0])?.value ?? '']
    return [f.defaultValue]
  })
const same = (a, b) => a.length === b.length && a.every((value, i) => value === b[i])

const tokens = (form) => Object.fromEntries([...form.querySelectorAll('input[data-token]')].map((input) => [input.name, input.value]))
const entries = (form) => [...new FormData(form)].filter(([, value]) => typeof value === 'string')

/** Keeps what stands under a name; with rows that come and go, all of the form. */
function keep(form, name) {
  const draft = read(form) ?? { fields: {}, was: {}, tokens: tokens(form) }
  if (name && !whole(form)) {
    draft.was[name] ??= came(form, name)
    draft.fields[name] = values(form, name)
    if (same(draft.fields[name], draft.was[name])) delete draft.fields[name]
    delete waiting.get(form)?.[name]
  }
  // Rows that are offered stay to be restored, whatever is typed beside the offer.
  if (form.dataset.draftRows) draft[states.get(form) === 'offered' ? 'anew' : 'all'] = entries(form)
  states.set(form, states.get(form) === 'offered' ? 'offered' : 'typed')
  begun.add(form.dataset.draft)
  write(form, draft)
}

/** Whether something was typed into a form and is saved nowhere but here. */
const dirty = (form) => ['typed', 'back'].includes(states.get(form)) && Boolean(read(form))

/** What stands in the form now is what a conflict is judged by. */
function retoken(form) {
  const draft = read(form)
  if (draft) write(form, { ...draft, tokens: tokens(form) })
}

/** A part of a form is saved alone: the field of that name, if any, and the tokens of the part are those in sight. */
export function forget(form, name, part) {
  const draft = form.dataset.draft && read(form)
  if (!draft) return
  delete draft.fields[name]
  for (const input of part.querySelectorAll('input[data-token]')) draft.tokens[input.name] = input.value
  if (Object.keys(draft.fields).length === 0) drop(form)
  else write(form, draft)
}

/** The form is saved, or begun anew. */
function drop(form) {
  localStorage.removeItem(at(form))
  begun.delete(form.dataset.draft)
  states.delete(form)
  waiting.delete(form)
  line(form)?.remove()
}

const own = (target) => (who && target.form?.dataset.draft && typed(target) ? target.form : null)
for (const type of ['input', 'change'])
  document.addEventListener(
    type,
    (event) => {
      const form = own(event.target)
      if (form && !event.okno) keep(form, event.target.name)
    },
    true,
  )
// Rows that scripts of a page add, remove or paint.
document.addEventListener('okno:draft', (event) => who && keep(event.target))

/** Whether all of a form comes and goes by rows, so that names say little. */
const whole = (form) => form.dataset.draftRows && !form.dataset.draftPart

const line = (form) => form.querySelector(':scope > .draft-line')

/** Says above the form what is there, with what can be done about it. */
function say(form, state) {
  states.set(form, state)
  line(form)?.remove()
  const box = document.getElementById('draft-line').content.firstElementChild.cloneNode(true)
  for (const part of box.querySelectorAll('[data-when]')) if (part.dataset.when !== state) part.remove()
  form.prepend(box)
}

document.addEventListener('click', (event) => {
  const gone = event.target.closest('[data-draft-drop]')
  if (gone) localStorage.removeItem(`${prefix}${who}.${gone.dataset.draftDrop}`)
  const act = event.target.closest('[data-draft-act]')?.dataset.draftAct
  const form = act && event.target.closest('form')
  if (!form) return
  const draft = read(form)
  if (act === 'restore' && draft) return restore(form, draft)
  drop(form)
  if (act === 'anew') anew(form)
  ;(form.querySelector('[autofocus]') ?? fieldsOf(form).find((field) => field.offsetParent))?.focus()
})

/** The form as it came, or as it is now where it says from where. */
function anew(form) {
  const { draftFrom: from, draftTarget: target, draftSwap: swap } = form.dataset
  if (from) return htmx.ajax('GET', from, { target, swap: swap ?? 'outerHTML' })
  form.reset()
  poke(fieldsOf(form))
}

function restore(form, draft) {
  begun.add(form.dataset.draft)
  delete draft.anew
  write(form, draft)
  say(form, 'back')
  if (form.dataset.draftRows && draft.all) rebuild(form, draft)
  else fill(form, draft.fields)
}

/** Has the server make the rows of a draft: nothing is written. */
async function rebuild(form, draft) {
  const { draft: key, draftRows: rows, draftTarget: target } = form.dataset
  const into = form.dataset.draftPart ?? target
  const body = new URLSearchParams([...draft.all, ['act', 'show']])
  const response = await fetch(rows, { method: 'POST', body, headers: { 'HX-Request': 'true' } }).catch(() => null)
  if (!response?.ok) return fill(form, draft.fields)
  await htmx.swap({ sourceElement: form, target: document.querySelector(into), swap: 'outerMorph', text: await response.text() })
  const now = document.querySelector(`form[data-draft="${CSS.escape(key)}"]`)
  if (!now) return
  if (whole(now)) keep(now)
  else {
    fill(now, draft.fields)
    write(now, { ...draft, all: entries(now) }) // the swap has put into it what stood beside the rows
  }
  say(now, 'back')
}

/** Puts fields back; those without a place wait for the part that they belong to. */
function fill(form, fields, quiet) {
  const left = {}
  const touched = []
  for (const [name, wanted] of Object.entries(fields)) {
    if (skipped(form, name)) continue
    const all = fieldsOf(form, name)
    const ticks = all.length > 0 && isTick(all[0])
    all.forEach((field, i) => {
      const before = isTick(field) ? field.checked : field.value
      if (ticks) field.checked = wanted.includes(field.value)
      else if (i < wanted.length) field.value = wanted[i]
      if (before !== (isTick(field) ? field.checked : field.value)) touched.push(field)
    })
    if (!same(values(form, name), wanted)) left[name] = wanted
  }
  waiting.set(form, left)
  if (!quiet) poke(touched)
}

/** The scripts and requests that follow a field hear of it. */
function poke(touched) {
  const tell = (field, type) => field.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), { okno: true }))
  const asks = touched.filter((field) => field.hasAttribute('hx-get') || field.hasAttribute('hx-post'))
  for (const field of touched) if (!asks.includes(field)) tell(field, 'input')
  for (const field of asks.filter((f) => f.hasAttribute('hx-get'))) tell(field, 'input')
  const last = asks.filter((f) => f.hasAttribute('hx-post')).at(-1) ?? touched.filter((f) => !asks.includes(f)).at(-1)
  if (last) tell(last, 'change')
}

/** What whoever opened the form has chosen just now counts more than what was chosen once. */
const skipped = (form, name) => form.dataset.draftChosen?.split(' ').includes(name) ?? false

const holds = (form, draft) =>
  Object.entries(draft.fields).every(([name, wanted]) => skipped(form, name) || same(values(form, name), wanted)) &&
  (!draft.all || !form.dataset.draftRows || JSON.stringify(draft.all) === JSON.stringify(entries(form)))

/** Looks after one form that has come, or that something was swapped in or around. */
function settle(form) {
  const draft = read(form)
  const state = states.get(form)
  if (!draft) return line(form)?.remove()
  if (answered.delete(form.dataset.draft)) {
    // both versions are in sight now
    states.set(form, 'typed')
    if (form.dataset.draftRows) keep(form)
    return retoken(form)
  }
  if (state) {
    if (state !== 'typed' && !line(form)) say(form, state)
    return
  }
  if (draft.anew) {
    if (begun.has(form.dataset.draft)) return say(form, 'offered') // the form came anew around the offer
    draft.all = draft.anew // the offer was left lying, and something else begun
    delete draft.anew
    write(form, draft)
  }
  if (holds(form, draft)) return states.set(form, 'typed')
  if (begun.has(form.dataset.draft) || 'autosave' in form.dataset) restore(form, draft)
  else say(form, 'offered')
}

function settleAll() {
  if (who) for (const form of document.querySelectorAll('form[data-draft]')) settle(form)
}

document.addEventListener('htmx:after:swap', (event) => {
  const { target } = event.detail.ctx
  const inside = target?.closest?.('form[data-draft]')
  if (who && inside && target !== inside) part(inside, event.detail.ctx)
  else for (const form of document.querySelectorAll('form[data-draft]')) mend(form)
  settleAll()
})

/** A part of a form has come anew: what waited for it is put there, and what it holds is what is typed. */
function part(form, ctx) {
  const left = waiting.get(form)
  waiting.delete(form)
  if (left && Object.keys(left).length > 0) {
    fill(form, left)
    const rest = Object.keys(waiting.get(form))
    if (rest.length === Object.keys(left).length) waiting.delete(form) // it has no place any more
    return
  }
  if (form.dataset.draftRows && ctx.request?.method !== 'GET') keep(form)
  const draft = dirty(form) && read(form)
  if (!draft) return
  for (const name of Object.keys(draft.fields)) if (fieldsOf(form, name).length > 0) draft.fields[name] = values(form, name)
  write(form, draft)
}

/** What a swap around a form has made of what was typed there is undone. */
function mend(form) {
  const draft = dirty(form) && read(form)
  if (draft && !holds(form, draft)) fill(form, draft.fields, true)
}

// The tokens of the draft are those of the request.
document.addEventListener('formdata', (event) => {
  const form = event.target
  if (!who || !form.dataset.draft || !dirty(form)) return
  for (const [name, value] of Object.entries(read(form).tokens)) if (event.formData.has(name)) event.formData.set(name, value)
})

// Saved by htmx: the form's own address has answered well, also to a question
// that was asked on the way there.
const path = (url) => new URL(url, location.href).pathname
document.addEventListener('htmx:after:request', (event) => {
  const { request, response } = event.detail.ctx
  if (!who || request.method === 'GET') return
  const own = (form) => form.dataset.draft && path(form.action) === path(request.action)
  const form = request.form && own(request.form) ? request.form : [...document.querySelectorAll('form[data-draft]')].find(own)
  if (!form) return
  const away = response.headers.get('HX-Redirect')
  if ([409, 422].includes(response.status) || request.submitter?.hasAttribute('data-draft-keeps')) answered.add(form.dataset.draft)
  else if (response.status < 400 && (!away || path(away) !== '/sign-in')) drop(form)
})

// Saved by the browser itself: the address that was sent to has led on to a page of the panel.
const sending = 'okno.sent'
document.addEventListener('submit', (event) => {
  const form = event.target
  const asked = document.getElementById('sign-out')
  if (form.getAttribute('action') === '/sign-out') {
    // a computer of several people
    const left = asked ? keys().filter(mine) : []
    if (left.length > 0 && !asked.contains(form)) {
      event.preventDefault()
      return ask(asked, left)
    }
    for (const key of keys()) localStorage.removeItem(key)
  }
  leaving = true
  if (!event.defaultPrevented && form.dataset.draft && form.method === 'post' && !event.submitter?.hasAttribute('data-draft-keeps')) {
    sessionStorage.setItem(sending, form.dataset.draft)
  }
})

/** Whoever signs out is told what he has not saved: it would go with him. */
function ask(dialog, left) {
  const titles = left.map((key) => JSON.parse(localStorage.getItem(key)).title)
  dialog
    .querySelector('ul')
    .replaceChildren(
      ...[...new Set(titles)].filter(Boolean).map((title) => Object.assign(document.createElement('li'), { textContent: title })),
    )
  document.getElementById('preferences').hidePopover()
  dialog.showModal()
}

// A file cannot be kept: leaving it is asked about.
let leaving = false
addEventListener('beforeunload', (event) => {
  if (!leaving && [...document.querySelectorAll('input[type=file]')].some((input) => input.files.length > 0)) event.preventDefault()
})

/** Whether a draft is of another age, or none that can be read. */
function tooOld(key) {
  try {
    return !(Date.now() - JSON.parse(localStorage.getItem(key)).at < old)
  } catch {
    return true
  }
}

// What somebody else has left here, whose session has ended, goes as soon as the next
// one is signed in; what is too old goes at the door, too.
function begin() {
  if (document.querySelector('form[data-again]')) return // what was sent has no answer yet
  const sent = sessionStorage.getItem(sending)
  sessionStorage.removeItem(sending)
  for (const key of keys()) if ((who && !mine(key)) || tooOld(key)) localStorage.removeItem(key)
  if (!who) return
  if (sent && performance.getEntriesByType('navigation')[0]?.redirectCount > 0) localStorage.removeItem(`${prefix}${who}.${sent}`)
  else if (sent && document.querySelector('.clash, [aria-invalid=true], .problem[role=alert]')) answered.add(sent)
  settleAll()
}

document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', begin) : begin()
