// On a phone a week is a list of days: it opens at today, where other days stand above it.
const narrow = matchMedia('(max-width: 680px)')

function open() {
  if (narrow.matches) document.querySelector('.week-of .column ~ .column.is-today')?.scrollIntoView({ block: 'start', behavior: 'instant' })
}

let pressed = ''
document.addEventListener('htmx:before:request', (event) => {
  pressed = event.detail.ctx.sourceElement?.id
})
document.addEventListener('htmx:after:swap', (event) => {
  if (event.detail.ctx.target?.id === 'day' && pressed === 'day-today') open()
})
document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', open) : open()
