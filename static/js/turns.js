// Days are turned faster than they come. A press while one is on its way is kept and
// done when that has come, so that each press counts; of a key that is held down only
// as many as come. What comes waits for a button that is down: its press would be lost.
import { handFree } from './hand.js'

const turns = '#day-previous, #day-next, #day-today, #when-previous, #when-next'

const waiting = [] // ids of what was pressed
let coming = null // the request that is under way

/** Whether a day is on its way. */
export const turning = () => coming !== null

document.addEventListener(
  'click',
  (event) => {
    const turn = event.target.closest?.(turns)
    if (!turn || !coming || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (turn.id === 'day-today') waiting.length = 0
    waiting.push(turn.id)
  },
  true,
)

document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  if (!ctx.sourceElement.matches?.(turns)) return
  coming = ctx
  const ask = ctx.fetch
  ctx.fetch = async (...request) => {
    const answer = await ask(...request)
    await handFree()
    return answer
  }
})
document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  if (ctx !== coming) return
  coming = null
  if (!(ctx.response?.status < 400)) waiting.length = 0
  const next = waiting.shift()
  if (next) setTimeout(() => document.getElementById(next)?.click()) // after htmx has come to what it has put there
})
