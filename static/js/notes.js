// Notes save themselves: when the field is left, when its dialog closes, before
// any act beside it and when the page goes. What somebody else has written
// meanwhile is shown beside it, and nothing is written until one has chosen.
//
// A note is an element with data-autosave, the address that takes it: a form of
// its own, or a part of a larger one. data-once: each saving adds another note.
import { fetchPatiently } from './again.js'
import { forget } from './drafts.js'
import { tell as toast } from './toasts.js'

const saving = new Map() // address of a note -> the request under way; a dialog may be opened anew meanwhile

const notes = (root) => [...root.querySelectorAll('[data-autosave]')]
const text = (note) => note.querySelector('textarea')
const state = (note) => note.querySelector('.note-state')
const typed = (note) => text(note).value !== text(note).defaultValue && !('once' in note.dataset && text(note).value.trim() === '')
const shownNow = (note) => (note.isConnected ? note : notes(document).find((other) => other.dataset.autosave === note.dataset.autosave))
const clash = (note) => note.querySelector('.note-clash')

/** Saves what is typed; false where it could not be. */
function save(note) {
  const address = note.dataset.autosave
  if (saving.has(address)) return saving.get(address).then((saved) => (saved ? save(note) : saved))
  if (!typed(note)) return Promise.resolve(true)
  const request = send(note).finally(() => saving.delete(address))
  saving.set(address, request)
  return request
}

async function send(note) {
  const { dataset } = note
  const field = text(note),
    form = field.form,
    sent = field.value
  const body = new URLSearchParams([...new FormData(form)].filter(([name]) => note.querySelector(`[name="${name}"]`)))
  body.set('answer', 'note')
  const response = await fetchPatiently(dataset.autosave, {
    method: 'POST',
    body,
    keepalive: body.toString().length < 60_000,
    headers: { 'HX-Request': 'true' },
  }).catch(() => null)
  if (!response || response.headers.has('HX-Redirect') || ![200, 409, 422].includes(response.status)) {
    tell(note, dataset.failed)
    return false
  }
  const answer = document.createRange().createContextualFragment(await response.text())
  const seen = answer.querySelector('input[data-token]')
  if (seen) note.querySelector('input[data-token]').value = seen.value
  if (seen && response.ok) opened(shownNow(note), seen.value, sent)
  seen?.remove()
  state(shownNow(note) ?? note).replaceChildren(answer) // news may have drawn it anew meanwhile
  if (!note.isConnected && !response.ok) toast(dataset.clash, dataset.page, dataset.booking, 'news')
  if (response.ok) {
    field.defaultValue = 'once' in dataset ? '' : sent
    if (field.value === sent) field.value = field.defaultValue
  }
  // What could not be saved stays a draft; where both versions are in sight, a
  // conflict is judged by the other one from now on.
  if (note.isConnected || response.ok) forget(form, response.ok && field.value === field.defaultValue && field.name, note)
  document.dispatchEvent(new Event('okno:noted'))
  return response.ok
}

/** Tells the note of a dialog that was opened while its text was under way that it has arrived. */
function opened(note, token, sent) {
  if (!note || 'once' in note.dataset) return
  note.querySelector('input[data-token]').value = token
  text(note).defaultValue = sent
}

function tell(note, words) {
  const said = document.createElement('span')
  said.className = 'note-said'
  said.textContent = words
  state(note).replaceChildren(said)
}

/** Saves the notes of what is going to close. */
export const saveNotes = (root) =>
  Promise.all(
    notes(root)
      .filter((note) => !clash(note))
      .map(save),
  )

document.addEventListener('focusout', (event) => {
  const note = event.target.closest('[data-autosave]')
  if (note && !clash(note) && document.hasFocus() && !note.contains(event.relatedTarget)) save(note)
})
addEventListener('pagehide', () => saveNotes(document))

// An act waits for the note beside it, and is not done where that was refused.
document.addEventListener('htmx:before:request', (event) => {
  const { ctx } = event.detail
  if (!ctx.sourceElement.matches?.('form, button, a, select')) return
  const root = ctx.sourceElement.closest('dialog, main') ?? document
  const open = notes(root).filter(
    (note) => saving.has(note.dataset.autosave) || (!clash(note) && typed(note) && !ctx.request.form?.contains(note)),
  )
  if (open.length === 0) return
  const saved = Promise.all(open.map(save))
  const ask = ctx.fetch
  ctx.fetch = async (...request) => {
    if (!(await saved).every(Boolean)) throw new DOMException('the note comes first', 'AbortError')
    return ask(...request)
  }
})

document.addEventListener('submit', (event) => {
  if (!event.target.matches('form[data-autosave]')) return
  event.preventDefault()
  save(event.target)
})

// A live update gives a field that has the focus another stored text and leaves
// the one in sight: where nothing was typed, the new one is shown.
const shown = new WeakMap() // note -> its stored text before a swap
document.addEventListener('htmx:before:swap', () => {
  for (const note of notes(document)) if (!typed(note)) shown.set(note, text(note).value)
})
document.addEventListener('htmx:after:swap', () => {
  for (const note of notes(document)) {
    if (shown.get(note) === text(note).value && typed(note)) text(note).value = text(note).defaultValue
    shown.delete(note)
  }
})

document.addEventListener('click', (event) => {
  const way = event.target.closest('[data-note]')?.dataset.note
  const note = way && event.target.closest('[data-autosave]')
  if (!note) return
  const field = text(note)
  const theirs = note.querySelector('[data-theirs]').textContent
  if (way === 'theirs') field.value = theirs
  if (way === 'join') field.value = [theirs, field.value].filter(Boolean).join('\n')
  field.dispatchEvent(new Event('input', { bubbles: true }))
  if (way === 'join') return field.focus()
  save(note).then((saved) => saved && field.focus())
})
