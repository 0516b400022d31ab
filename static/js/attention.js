// What calls for a look from whatever page: a number in the window's title until
// somebody has a hand on the page again, and a sound, where it is wanted.

let unseen = 0
let audio = null
const wanted = () => localStorage.getItem('okno-sound') === 'on'

/** Something new has come in. */
export function attend() {
  unseen++
  title()
  chime()
}

function title() {
  document.title = (unseen ? `(${unseen}) ` : '') + document.title.replace(/^\(\d+\) /, '')
}

function seen() {
  if (!unseen || document.hidden) return
  unseen = 0
  title()
}
for (const type of ['pointerdown', 'keydown']) document.addEventListener(type, seen, true)
for (const type of ['focus', 'visibilitychange']) addEventListener(type, seen)
document.addEventListener('htmx:after:swap', title) // a new day has a title of its own

/** Two short tones, where they are wanted. A browser lets them sound after the first press only. */
function chime() {
  if (!wanted()) return
  audio ??= new AudioContext()
  for (const [i, pitch] of [659, 880].entries()) {
    const at = audio.currentTime + i * 0.14
    const tone = new OscillatorNode(audio, { frequency: pitch })
    const volume = new GainNode(audio, { gain: 0 })
    volume.gain.setTargetAtTime(0.12, at, 0.01)
    volume.gain.setTargetAtTime(0, at + 0.1, 0.07)
    tone.connect(volume).connect(audio.destination)
    tone.start(at)
    tone.stop(at + 0.5)
  }
}

function showSound() {
  for (const button of document.querySelectorAll('[data-sound]')) button.setAttribute('aria-pressed', wanted())
}
document.addEventListener('click', (event) => {
  if (!event.target.closest('[data-sound]')) return
  localStorage.setItem('okno-sound', wanted() ? 'off' : 'on')
  showSound()
  chime()
})
addEventListener('storage', showSound) // another window has said
document.addEventListener('htmx:after:swap', showSound)
document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', showSound) : showSound()
