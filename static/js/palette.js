// The search by keys: the arrows lead from the field through what was found and back, Enter
// opens the first of it, and typing goes on in the field.

const boxes = { 'search-input': 'search-results', 'search-query': 'search-found' }
let wanted = null // what Enter was pressed on, until it is found

document.addEventListener('keydown', (event) => {
  const { key, target } = event
  const box = document.getElementById(boxes[target.id]) ?? target.closest?.('#search-results, #search-found')
  if (!box || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  const field = document.getElementById(Object.keys(boxes).find((id) => boxes[id] === box.id))
  const by = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (target === field && key === 'Enter') {
    event.preventDefault()
    wanted = field.value.trim()
    open(box)
  } else if (by) {
    event.preventDefault()
    const all = [...box.querySelectorAll('.search-link')]
    ;(all[(target === field ? -1 : all.indexOf(target)) + by] ?? (by < 0 ? field : target)).focus()
  } else if (target !== field && key.length === 1 && key !== ' ') field.focus()
})

function open(box) {
  if (wanted === null || box.querySelector('[data-query]')?.dataset.query !== wanted) return
  const link = box.querySelector('.search-link')
  if (link?.matches('[hx-get]:not([data-htmx-powered])')) return setTimeout(open, 20, box) // htmx comes to it
  wanted = null
  link?.click()
}

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => Object.values(boxes).includes(ctx.target?.id) && open(ctx.target))
document.addEventListener('input', ({ target }) => {
  if (boxes[target.id]) wanted = null
})
// What opens over the page does so without the search between.
document.addEventListener('click', ({ target }) => target.closest?.('#search [data-leaves]') && document.getElementById('search').close())
