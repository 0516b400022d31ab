// The month beside the board is asked for when it opens, and the arrows lead through its days.
const panel = () => document.getElementById('filter-date')
const days = () => [...document.querySelectorAll('#mini-month .mini-day')]

// It does not bubble, so it is caught on the way down.
document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target !== panel() || !target.open) return
    htmx.ajax('GET', target.dataset.month, { target: '#mini-month', swap: 'innerHTML' })
  },
  true,
)

// The day that is shown has the focus when its month has come; what turns months keeps it.
document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (ctx.target?.id !== 'mini-month' || ctx.sourceElement?.id?.startsWith('mini-')) return
  const all = days()
  ;(all.find((day) => day.ariaCurrent) ?? all[0])?.focus({ preventScroll: true })
})

const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

document.addEventListener('keydown', (event) => {
  if (!event.target.matches?.('.mini-day') || event.ctrlKey || event.metaKey || event.altKey) return
  const turn = { PageUp: 'mini-previous', PageDown: 'mini-next' }[event.key]
  const all = days()
  const to = all[all.indexOf(event.target) + steps[event.key]]
  if (!turn && !steps[event.key]) return
  event.preventDefault()
  if (turn) {
    const button = document.getElementById(turn)
    button.focus()
    button.click()
  } else to?.focus()
})
