// The rail of open leads above the grid of a day: a card that is dropped on a
// time opens the form of a new booking for it. It follows what comes in.
import { columns, height, mayAct, openNew, preview, rows, snap, step, timeOf, unpreview, within } from './board.js'

const breath = 2_000 // between two readings of the rail

let shown = new URLSearchParams(location.search).has('leads')
let lead = null // that is being dragged
let read = 0 // when the rail was read last

const rail = () => document.getElementById('rail')

function show() {
  if (!rail()) return
  document.getElementById('day-leads').setAttribute('aria-pressed', shown)
  rail().hidden = !shown
  if (!shown || lead || (Date.now() - read < breath && rail().firstElementChild)) return
  read = Date.now()
  htmx.ajax('GET', '/leads/rail', { target: '#rail', swap: 'innerMorph' })
}

document.addEventListener('click', (event) => {
  if (!event.target.closest('#day-leads')) return
  shown = !shown
  show()
})
document.addEventListener('htmx:after:swap', (event) => event.detail.ctx.target?.id === 'day' && show())
document.addEventListener('htmx:ws:after:message:incoming', show)
document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', show) : show()

/** The time of the grid that the pointer is over. */
function place(event) {
  const column = mayAct() && columns().find((each) => each.contains(event.target))
  if (!column) return null
  const from = within(snap((event.clientY - timeOf(column).getBoundingClientRect().top) / height(column) - step() / 2), 0, rows() - step())
  return { column, from, to: from + Math.max(6, step()) }
}

document.addEventListener('dragstart', (event) => {
  lead = event.target.closest?.('.lead-card')?.dataset.lead ?? null
  if (lead) event.dataTransfer.effectAllowed = 'copy'
})
document.addEventListener('dragover', (event) => {
  const at = lead && place(event)
  if (!lead) return
  if (!at) return unpreview()
  event.preventDefault()
  preview(at)
})
document.addEventListener('drop', (event) => {
  const at = lead && place(event)
  if (!at) return
  event.preventDefault()
  openNew({ column: at.column, from: at.from, lead })
})
document.addEventListener('dragend', () => {
  if (lead) unpreview()
  lead = null
})
