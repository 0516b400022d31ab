// The close of the day: the arrows lead from booking to booking, one key says how it went,
// and the next one takes the focus.

const links = () => [...document.querySelectorAll('#undecided .undecided-link')]
let at = -1 // the place of the booking that was decided last

const plain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !event.repeat

document.addEventListener('keydown', (event) => {
  if (!document.getElementById('undecided') || !plain(event) || event.target.closest('input, textarea, select, dialog[open], [popover]'))
    return
  const all = links()
  const row = event.target.closest('.undecided-row')
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (by) {
    event.preventDefault()
    const now = row ? all.indexOf(row.querySelector('.undecided-link')) : by > 0 ? -1 : all.length
    all[Math.max(0, Math.min(all.length - 1, now + by))]?.focus()
    return
  }
  const button = row?.querySelector(`[data-decides="${CSS.escape(event.code)}"]`)
  if (!button) return
  event.preventDefault()
  button.click()
})

// Where it stands is read as it is sent: news of it may be here before the answer.
document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  const row = ctx.sourceElement.matches?.('[data-decides]') && ctx.sourceElement.closest('.undecided-row')
  if (row) at = links().indexOf(row.querySelector('.undecided-link'))
})

document.addEventListener('htmx:after:request', ({ detail: { ctx } }) => {
  const button = ctx.sourceElement
  if (!button.matches?.('[data-decides]') && !button.closest?.('.toast')) return
  if (!document.getElementById('undecided')) return
  htmx.ajax('GET', '/bookings/undecided', { source: '#undecided', target: '#undecided', swap: 'outerMorph' })
})

// The live change may have taken the row away already: whatever comes, what had the focus is found again.
document.addEventListener('htmx:after:swap', () => {
  if (at < 0 || document.querySelector('dialog[open]')) return
  if (document.activeElement !== document.body && document.activeElement.isConnected) return
  const all = links()
  const next = all[Math.min(at, all.length - 1)] ?? document.querySelector('#undecided .empty a')
  next?.focus()
})
