// A list with the form of one thing beside it: the focus goes where the eye has
// to go, in a part of a form that comes back too (autofocus), the row of what is
// open is marked, and a focused button that the answer has replaced keeps the focus.

let held = null // the id of what had the focus before a swap

document.addEventListener('htmx:before:swap', () => {
  held = document.activeElement?.id
})

document.addEventListener('htmx:after:swap', (event) => {
  mark()
  const { target } = event.detail.ctx
  if (target?.id === 'editor') (place(target) || document.getElementById('services-query'))?.focus()
  else if (part(target)) part(target).focus()
  else if (held && document.activeElement === document.body) document.getElementById(held)?.focus({ preventScroll: true })
})

/** The field of a part of a form that was added just now, or what is there in place of one that is gone. */
const part = (target) =>
  target?.id &&
  document
    .getElementById(target.id)
    ?.closest('form')
    ?.querySelector(`#${CSS.escape(target.id)} [autofocus]`)

/** Where the eye has to go: what to mend, what has been done, or the title. */
const place = (editor) =>
  ['[aria-invalid]', '.clash', '#editor-said', '#editor-title'].map((selector) => editor.querySelector(selector)).find(Boolean)

/** Marks the row of the service that is open. */
function mark() {
  const open = document.getElementById('service-editor')?.dataset.service
  for (const row of document.querySelectorAll('[data-service].service')) {
    const is = row.dataset.service === open
    row.classList.toggle('is-open', is)
    if (is) row.querySelector('a').setAttribute('aria-current', 'true')
    else row.querySelector('a').removeAttribute('aria-current')
  }
}

// Choosing a free colour is choosing it.
document.addEventListener('input', (event) => {
  if (event.target.matches('.color-free')) event.target.form.querySelector('.color-own input').checked = true
})

document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', mark) : mark()
