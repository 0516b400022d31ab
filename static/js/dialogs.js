// Dialogs: the modal opens when htmx has put a booking into it, and gives the
// focus back to the card that it was opened from. A press beside it closes it,
// when it is let go beside it as well.
import { saveNotes } from './notes.js'

const modal = () => document.getElementById('modal')
let opener = null // the booking and the element that the modal was opened from
let before = null // what had the focus when the modal opened: the browser gives it back by itself
let shown = false // what is in the modal is in sight, or was until a moment ago

const fills = ({ target }) => target?.id === 'modal-body' || target === '#modal-body' // the server may have chosen it

document.addEventListener('htmx:before:request', (event) => {
  const { target, sourceElement } = event.detail.ctx
  if (target?.id === 'modal-body' && !modal().open) opener = { id: sourceElement.id, booking: sourceElement.dataset.booking }
})

document.addEventListener('htmx:after:swap', (event) => {
  const dialog = modal()
  const filled = fills(event.detail.ctx)
  if (filled) {
    const { id, dataset } = event.detail.ctx.sourceElement
    opener ??= { id, booking: dataset.booking }
    if (!dialog.open) {
      before = document.activeElement
      dialog.showModal()
    }
    shown = true
    dialog.scrollTop = 0
  }
  // An act has replaced the button that had the focus: the new title takes it.
  if (dialog?.open && !dialog.contains(document.activeElement)) focusTitle(dialog)
  else if (filled) focusTitle(dialog)
})

function focusTitle(dialog) {
  ;(dialog.querySelector('[autofocus]') || dialog.querySelector('.details-title') || dialog.querySelector('button') || dialog).focus()
}

// `close` comes some time after the closing, and may find the next content there already: what
// was closed is left before that.
document.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => fills(ctx) && !modal().open && leave())
// It does not bubble, so it is caught on the way down.
document.addEventListener('close', (event) => event.target === modal() && !modal().open && leave(), true)

/** Saves what was typed, empties the modal, and gives the focus back, unless it has gone on meanwhile. */
function leave() {
  if (!shown) return
  shown = false
  saveNotes(modal())
  document.getElementById('modal-body').replaceChildren()
  const back =
    document.getElementById(opener?.id) ||
    (opener?.booking && document.querySelector(`#main [data-booking="${CSS.escape(opener.booking)}"]`)) ||
    document.getElementById('main')
  const now = document.activeElement
  if (now === document.body || now === before || modal().contains(now)) back?.focus({ preventScroll: true })
  opener = null
}

/** Whether an event is beside an open dialog: its backdrop is its own, too. */
function beside(event) {
  if (!event.target.matches?.('dialog[open]')) return false
  const box = event.target.getBoundingClientRect()
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom
}

let pressed = false // beside a dialog
document.addEventListener(
  'pointerdown',
  (event) => {
    pressed = beside(event)
  },
  true,
)

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-dialog]')
  const pick = event.target.closest('[data-pick]')
  const closes = event.target.closest('[data-closes-dialog]')
  if (pick) document.getElementById(pick.dataset.pick).showPicker()
  else if (closes) document.getElementById(closes.dataset.closesDialog).close()
  else if (button) {
    event.preventDefault() // it may be a link, for who has no script
    if (button.dataset.hides) document.getElementById(button.dataset.hides).hidePopover()
    document.getElementById(button.dataset.dialog).showModal()
  } else if (pressed && beside(event)) event.target.close()
})
