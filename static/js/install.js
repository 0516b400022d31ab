// Installing the panel: Today offers it once, where the browser can, and says how on an iPhone, whose browser has no
// question of its own. Whoever has said "not now" is not asked again on this device.

const asked = 'okno-install'
const box = document.getElementById('install')
const installed = matchMedia('(display-mode: standalone)').matches || navigator.standalone
const iPhone = navigator.standalone === false // a name that only Safari on iOS has
let question = null // the browser's own

function offer(way) {
  if (!box || installed || localStorage.getItem(asked)) return
  for (const text of box.querySelectorAll('[data-way]')) text.hidden = text.dataset.way !== way
  document.getElementById('install-yes').hidden = way !== 'ask'
  box.hidden = false
}

/**
 * iOS makes no picture of its own out of the manifest to show while the app starts: it wants one of just its screen's
 * size, which is drawn here of the icon and the colour of the page.
 */
function drawSplash() {
  const mark = new Image()
  mark.onload = () => {
    const { width, height } = screen
    const short = Math.min(width, height)
    for (const [way, w, h] of [
      ['portrait', short, Math.max(width, height)],
      ['landscape', Math.max(width, height), short],
    ]) {
      const canvas = document.createElement('canvas')
      canvas.width = w * devicePixelRatio
      canvas.height = h * devicePixelRatio
      const pen = canvas.getContext('2d')
      const size = short * devicePixelRatio * 0.28
      pen.fillStyle = getComputedStyle(document.body).backgroundColor
      pen.fillRect(0, 0, canvas.width, canvas.height)
      pen.drawImage(mark, (canvas.width - size) / 2, (canvas.height - size) / 2, size, size)
      const link = document.createElement('link')
      link.rel = 'apple-touch-startup-image'
      link.media = `(orientation: ${way})`
      link.href = canvas.toDataURL('image/png')
      document.head.append(link)
    }
  }
  mark.src = document.querySelector('link[rel=icon]').href
}

addEventListener('beforeinstallprompt', (event) => {
  question = event
  if (!box) return
  event.preventDefault()
  offer('ask')
})
if (box && iPhone) {
  offer('ios')
  drawSplash()
}
box?.addEventListener('click', async ({ target }) => {
  const button = target.closest('button')
  if (!button) return
  box.hidden = true
  if (button.id === 'install-yes') await question?.prompt()
  else localStorage.setItem(asked, 'no')
})
