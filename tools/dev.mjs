/*
 * What `task dev` does: the demo for who works on Okno. Templates, words, styles, scripts and the widget are read from the
 * source tree at the next request; after a change of Go code the program is built and the demo started anew. A build
 * that fails is told, and the demo from before goes on.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root, run } from './setup/shell.mjs'
import { isBuiltIn, watchTree, whenAtRest } from './setup/watch.mjs'

// bin/okno stays what the other tasks made of it. Our code is not optimised, and has no debugging data: that takes a third
// off a build.
const program = 'bin/okno-dev'
const building = ['build', '-buildvcs=false', '-gcflags=okno/...=-N -l', '-ldflags=-s -w', '-o', program, './cmd/okno']

/** Runs until a signal ends it. args are those of `okno demo`. */
export async function develop(args) {
  await run('node', ['tools/assets.mjs'])
  const assets = spawn('node', ['tools/assets.mjs', '--watch'], { cwd: root, stdio: 'inherit' })
  const demo = new Demo(args)
  const again = whenAtRest((names) => demo.renew(names))
  const tree = watchTree(root, (name) => isBuiltIn(name) && again(name))
  again('the first time')
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)))
  tree.close()
  assets.kill()
  await demo.end()
}

/** The running demo. */
class Demo {
  child = null
  ended = false

  constructor(args) {
    this.args = args
  }

  /** Builds the program, and starts it in the place of the one that runs. */
  async renew(names) {
    console.log(`$ go build   # ${names.length > 3 ? `${names.length} files have changed` : names.join(', ')}`)
    const began = performance.now()
    try {
      const [code] = await once(spawn('go', building, { cwd: root, stdio: 'inherit' }), 'exit')
      if (code !== 0) return console.error(`go build failed${this.child ? ': the demo from before goes on' : ''}`)
    } catch (error) {
      return console.error(error.message)
    }
    console.log(`built in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    await this.stop()
    if (!this.ended) this.start()
  }

  start() {
    const child = spawn(program, ['demo', '--checkout', root, ...this.args], { cwd: root, stdio: 'inherit' })
    this.child = child
    this.args = this.args.filter((arg) => arg !== '--fresh') // once is enough
    const ended = (why) => {
      if (this.child !== child) return // by stop
      this.child = null
      if (!this.ended) console.log(`the demo has ended (${why}); the next change of Go code starts it`)
    }
    child.on('error', (error) => ended(error.message)).on('exit', (code, signal) => ended(signal ?? `exit code ${code}`))
  }

  async stop() {
    const child = this.child
    if (!child) return
    this.child = null // its end is expected
    child.kill()
    await once(child, 'exit')
  }

  async end() {
    this.ended = true
    await this.stop()
  }
}
