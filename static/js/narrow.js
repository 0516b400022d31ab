// A long list of things to pick from can be searched: what does not match is out of sight.

const fold = (text) => text.toLocaleLowerCase().replaceAll('ё', 'е').trim()

function narrow(field) {
  const words = fold(field.value).split(/\s+/)
  for (const row of field.parentElement.querySelectorAll('.columns-row, :scope > label.filter-option')) {
    const text = fold(row.textContent)
    row.hidden = !words.every((word) => text.includes(word))
  }
}

document.addEventListener('input', ({ target }) => target.matches?.('[data-narrows]') && narrow(target))
// It is no choice: the form around it has nothing to send.
addEventListener('change', (event) => event.target.matches?.('[data-narrows]') && event.stopImmediatePropagation(), true)
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches?.('[data-narrows]')) event.preventDefault()
})
document.addEventListener('htmx:after:swap', () => {
  for (const field of document.querySelectorAll('[data-narrows]')) if (field.value) narrow(field)
})
