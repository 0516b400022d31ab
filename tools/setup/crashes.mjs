/* Telling a browser that has crashed from a test that has failed. */

// chromedp's words for a browser that was ended by a fault of its own.
const crash = /browser process exited: signal: (segmentation fault|trace\/breakpoint trap|illegal instruction|bus error|aborted)/i

/**
 * The browser tests that failed in go test's output because Chromium itself crashed, by name; none where anything
 * else has failed as well, so that a failure of ours is never run again.
 */
export function crashedTests(output) {
  const packages = [...output.matchAll(/^FAIL\t(\S+)/gm)].map(([, name]) => name)
  if (packages.length === 0 || packages.some((name) => name !== 'okno/e2e')) return []
  const failures = output.split(/^(?=--- |FAIL|ok )/m).filter((part) => part.startsWith('--- FAIL: '))
  if (failures.length === 0 || !failures.every((part) => crash.test(part))) return []
  return failures.map((part) => part.match(/^--- FAIL: (\w+)/)[1])
}
