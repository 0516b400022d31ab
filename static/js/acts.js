// The desk's acts. In the modal one key presses the button that names it
// (data-key, by `code`, so that it works on a Russian keyboard), and a booking
// that was made closes it.
const modal = () => document.getElementById('modal')

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return
  if (!modal()?.open || event.target.closest('input, textarea, select')) return
  const button = modal().querySelector(`[data-key="${CSS.escape(event.code)}"]`)
  if (!button) return
  event.preventDefault()
  button.closest('details.more')?.setAttribute('open', '')
  button.click()
})

// A form that comes back has the focus where there is something to mend, and a
// warning is seen.
document.addEventListener('htmx:after:swap', (event) => {
  const id = event.detail.ctx.target?.id
  if (id === 'new-booking') document.querySelector('#new-booking :is([aria-invalid], .doubt [type=radio], .doubt button)')?.focus()
  if (['when', 'new-booking', 'move-booking'].includes(id)) document.getElementById('when-warning')?.scrollIntoView({ block: 'nearest' })
})

document.addEventListener('okno:done', () => modal().close())

// The step of cancelling opens with its field ready to be typed into, and a
// time that is typed is the one that is chosen.
document.addEventListener(
  'toggle',
  (event) => {
    if (event.target.matches?.('details.cancel[open]') && !event.target.contains(document.activeElement.closest('textarea')))
      event.target.querySelector('textarea').focus()
  },
  true,
)
document.addEventListener('input', (event) => {
  if (event.target.id === 'when-at') event.target.closest('.when-other').querySelector('[type=radio]').checked = true
})
