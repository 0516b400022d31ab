/* go test, with the words that it is known by, and what took how long. */
import { Problem, follow, output } from './shell.mjs'

/** The tests of several runs of go test: what failed, and the slowest. */
export class GoTests {
  failed = false
  skipped = [] // names of tests that this machine cannot run
  #slow = [] // { seconds, name }
  #printed = ''

  /**
   * Runs go test with flags over packages; what passes is a line a package, as ever, what fails is told whole.
   * Resolves to whether all of it passed.
   */
  async run(flags, packages, env) {
    const reader = new Reader((text) => {
      this.#printed += text
      process.stdout.write(text)
    })
    const { code } = await follow('go', ['test', '-json', ...flags, ...packages], {
      env,
      heard: (chunk) => reader.read(chunk),
      silent: true,
    })
    reader.end()
    this.#slow.push(...reader.finished)
    this.skipped.push(...reader.skipped)
    if (code !== 0) this.failed = true
    return code === 0
  }

  /** All that was printed, in the shape that go test has without -json. */
  get printed() {
    return this.#printed
  }

  /** The slowest tests, a line each. */
  slowest(count) {
    return this.#slow
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, count)
      .map(({ seconds, name }) => `${seconds.toFixed(1).padStart(7)} s  ${name}`)
  }
}

/** Reads the events of go test -json. */
export class Reader {
  finished = [] // the top-level tests that have ended: { seconds, name }
  skipped = [] // their names
  #rest = ''
  #tests = new Map() // what a test has printed so far, by package and name
  #print

  constructor(print) {
    this.#print = print
  }

  read(chunk) {
    const lines = (this.#rest + chunk).split('\n')
    this.#rest = lines.pop()
    for (const line of lines) this.#line(line)
  }

  end() {
    if (this.#rest) this.#line(this.#rest)
    this.#rest = ''
    // What was still running when its package was ended has its words in the log too.
    for (const printed of this.#tests.values()) this.#print(printed)
    this.#tests.clear()
  }

  #line(line) {
    let event
    try {
      event = JSON.parse(line)
    } catch {
      return this.#print(line + '\n') // of the compiler's, say
    }
    const { Action, Package, ImportPath, Test, Output = '', Elapsed = 0 } = event
    const top = Test?.split('/')[0]
    const key = `${Package ?? ImportPath} ${top}`
    if (Action === 'output' || Action === 'build-output') {
      if (!top) this.#print(plain(Output))
      else this.#tests.set(key, (this.#tests.get(key) ?? '') + plain(Output))
    }
    if (!top || Test !== top || !['pass', 'fail', 'skip'].includes(Action)) return
    if (Action === 'skip') this.skipped.push(`${Package}.${Test}`)
    if (Action !== 'pass') this.#print(this.#tests.get(key) ?? '')
    this.#tests.delete(key)
    this.finished.push({ seconds: Elapsed, name: `${Package}.${Test}` })
  }
}

/** What only -v prints is left out: that a test begins, waits or passes. */
function plain(text) {
  return /^(=== (RUN|PAUSE|CONT|NAME)|\s*--- PASS|PASS$)/.test(text) ? '' : text
}

/** The packages that go names so. */
export function packages(...patterns) {
  const listed = output('go', ['list', ...patterns])
  if (listed === null) throw new Problem(`go list ${patterns.join(' ')} failed`)
  return listed.split('\n')
}
