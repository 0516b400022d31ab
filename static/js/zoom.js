// How high an hour is: the member's own choice on this screen, kept in a cookie
// so that the page comes that way. The time under the eye stays there.
import { grid } from './board.js'
import { at, keep } from './place.js'

const heights = [5, 6, 8, 11, 16] // of a row of 5 minutes, in pixels: static/css/grid.css
const ordinary = 6

const now = () => heights.indexOf(Number(document.documentElement.dataset.zoom || ordinary))

function show() {
  for (const button of document.querySelectorAll('[data-zoom-by]')) {
    if (heights[now() + Number(button.dataset.zoomBy)]) button.removeAttribute('aria-disabled')
    else button.setAttribute('aria-disabled', 'true')
  }
}

function zoom(by) {
  const height = heights[now() + by]
  if (!height || !grid()) return
  const place = keep()
  document.documentElement.dataset.zoom = height
  // biome-ignore lint/suspicious/noDocumentCookie: older browsers have no cookieStore
  document.cookie = `okno_zoom=${height}; path=/; max-age=31536000; samesite=lax`
  at(place)
  show()
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-zoom-by]')
  if (button) zoom(Number(button.dataset.zoomBy))
})
document.addEventListener('htmx:after:swap', show)
document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', show) : show()

// On paper a grid is the list that it is on a phone: it would be cut off.
addEventListener('beforeprint', () => grid()?.classList.replace('is-grid', 'was-grid'))
addEventListener('afterprint', () => grid()?.classList.replace('was-grid', 'is-grid'))
