// While a hand is on the page nothing moves under it: what comes in over the
// socket waits from the press to the click.

let release = null
let free = Promise.resolve()

/** Resolves when nobody holds anything. */
export const handFree = () => free

export function hold() {
  if (!release)
    free = new Promise((resolve) => {
      release = resolve
    })
}

export function letGo() {
  const now = release
  release = null
  if (now) setTimeout(now) // after the click
}

document.addEventListener('pointerdown', (event) => event.target.closest?.('#main, #modal') && hold(), true)
for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, letGo, true)
// A button that was let go outside of the window.
document.addEventListener('pointermove', (event) => event.buttons === 0 && release && letGo(), true)
addEventListener('blur', letGo)
