const PAUSES = [0.7, 2, 4.5] // seconds
const LONGEST_WAIT = 10

/** Worth sending again unchanged: no answer, a server's trouble, or "too many requests" with a short wait. */
export const passing = ({ status, wait }) => !status || status >= 500 || (status === 429 && wait <= LONGEST_WAIT)

const sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000))

/**
 * Runs act until it succeeds, at most four times, with growing pauses between passing troubles
 * (or the wait that the server asks for). onPause is called before each pause.
 */
export async function persist(act, onPause, pause = sleep) {
  for (let i = 0; ; i++) {
    try {
      return await act()
    } catch (trouble) {
      if (!PAUSES[i] || !passing(trouble)) throw trouble
      if (onPause) onPause()
      await pause(trouble.wait && trouble.wait <= LONGEST_WAIT ? trouble.wait : PAUSES[i])
    }
  }
}
