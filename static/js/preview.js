// The real widget beside the editor of a form: its frame is loaded anew when
// what was typed has been kept for it, and shown as wide as a phone or a desktop.

const desktop = 1080 // pixels of the window that the frame pretends to be

const frame = () => document.getElementById('preview-frame')

function fit() {
  const stage = document.getElementById('preview-stage')
  if (!stage) return
  const scale = stage.dataset.width === 'desktop' ? Math.min(1, stage.clientWidth / desktop) : 0
  const { style } = frame()
  style.width = scale ? `${desktop}px` : ''
  style.height = scale ? `${stage.clientHeight / scale}px` : ''
  style.transform = scale ? `scale(${scale})` : ''
}

const reload = () => frame()?.contentWindow.location.reload()

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-preview-width], [data-preview-theme]')
  if (!button) return
  for (const other of button.parentElement.children) other.setAttribute('aria-pressed', other === button)
  const { previewWidth: width, previewTheme: theme } = button.dataset
  if (width) document.getElementById('preview-stage').dataset.width = width
  else frame().contentWindow.location.replace(`${frame().getAttribute('src')}?theme=${theme}`)
  fit()
})

document.addEventListener('htmx:after:swap', (event) => {
  const id = event.detail.ctx.target?.id
  if (id === 'preview-notes' || id === 'editor') reload()
  // A field that was added, removed or moved: the preview follows as for what is typed.
  if (id === 'form-fields' || id === 'form-consent') document.getElementById('form-form').dispatchEvent(new Event('change'))
})
window.addEventListener('resize', fit)
