const PAUSES = [1, 4] // seconds
const LONGEST_MS = 15_000

const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/** The hold of a visitor for whom nothing can be kept: a booking needs none. */
export const NO_HOLD = { id: '', release() {}, prolong() {}, forget() {} }

/**
 * Brings what the first times do without, from beside the script (`at`); undefined where it does not come, which is nobody's
 * trouble. By import(), which Trusted Types let pass, and for which a host's script-src needs no more than for the script.
 */
export function extras(at, bring = (url) => import(url), pause = sleep) {
  return new Promise((done) => {
    pause(LONGEST_MS).then(done)
    load(at, bring, pause).then(done)
  })
}

async function load(at, bring, pause) {
  for (let i = 0; ; i++) {
    try {
      // EXTRAS is put in by the build: the two know each other by their own short names, so only this version will do.
      // A browser remembers that an address has failed, so that the next attempt needs another.
      return (await bring(at + 'widget-extras.js?v=' + EXTRAS + (i ? '&again=' + i : ''))).default
    } catch {
      if (!PAUSES[i]) return
      await pause(PAUSES[i] * 1000)
    }
  }
}
