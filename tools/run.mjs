/*
 * The README's two commands, from a bare checkout with Go and Node to the end:
 *
 *   npm run demo [-- ARGUMENTS OF okno demo]   builds everything and starts `okno demo`
 *   npm test [-- ARGUMENTS OF go test]         installs what the tests need and passes all of them
 *
 * Each step says what it runs and does only what has not been done. As root and as an ordinary user.
 */
import os from 'node:os'
import { chromiumPackage, installChromium, installedChromium, unpackChromium } from './setup/chromium.mjs'
import { crashedTests } from './setup/crashes.mjs'
import { addPackages, installPackages } from './setup/packages.mjs'
import { postgresPackage } from './setup/postgres.mjs'
import { Problem, apt, aptInstall, follow, run, which } from './setup/shell.mjs'

async function main([command, ...args]) {
  switch (command) {
    case 'demo':
      return demo(args)
    case 'test':
      return test(args)
    case 'setup':
      return setup()
  }
  throw new Problem('usage: node tools/run.mjs demo | test | setup')
}

async function demo(args) {
  needGo()
  await installPackages()
  await addPackages([postgresPackage()].filter(Boolean))
  await build()
  const { code, signal } = await follow('bin/okno', ['demo', ...args])
  process.exitCode = signal ? 128 + os.constants.signals[signal] : code
}

async function test(args) {
  const env = await setup()
  await check()
  // The race detector needs a C compiler; a run without it says so.
  const race = which('cc') || which('gcc') || which('clang')
  if (!race) console.log('no C compiler is installed: the tests run WITHOUT the race detector')
  const flags = [...(race ? ['-race'] : []), '-count=1', '-timeout=20m', `-p=${packagesAtOnce()}`]
  await goTest(flags, args.length ? args : ['./...'], { ...env, ...(race ? { CGO_ENABLED: '1' } : {}) })
}

/** go test; where nothing has failed but tests whose Chromium crashed, those run once more, and we say so. */
async function goTest(flags, args, env) {
  let printed = ''
  const { code } = await follow('go', ['test', ...flags, ...args], { env, heard: (text) => (printed += text) })
  if (code === 0) return
  const again = crashedTests(printed)
  if (again.length === 0) throw new Problem(`go test failed (exit code ${code})`)
  console.log(`Chromium itself crashed under ${again.join(', ')}: once more`)
  await run('go', ['test', ...flags, `-run=^(${again.join('|')})$`, './e2e'], { env })
}

/** Everything that the tests need; returns the environment to run them in. */
async function setup() {
  needGo()
  await installPackages()
  await installCompiler()
  let chrome = installedChromium() ?? (await installChromium())
  await addPackages([postgresPackage(), chrome ? null : chromiumPackage()].filter(Boolean))
  chrome ??= await unpackChromium()
  await build()
  // Containers often forbid Chromium's sandbox, and the tests open nothing but our own pages.
  return { CHROME: chrome, CHROME_NO_SANDBOX: '1' }
}

async function build() {
  await run('node', ['tools/assets.mjs'])
  // Without the stamp of the version control: git refuses to tell it about another user's checkout.
  await run('go', ['build', '-buildvcs=false', '-o', 'bin/okno', './cmd/okno'])
}

/** What must hold of the code before its tests are run. */
async function check() {
  await run('bash', ['tools/gofmt'])
  await run('go', ['vet', './...'])
  await run('node', ['--test', 'static/test/', 'widget/test/', 'tools/test/'])
}

async function installCompiler() {
  const get = apt()
  if (get && !which('cc') && !which('gcc')) await aptInstall(get, ['gcc', 'libc6-dev'])
}

function needGo() {
  if (!which('go')) throw new Problem('Go is not installed: https://go.dev/doc/install (Okno needs Go 1.26 or later)')
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Problem(`Node ${process.version} is too old: Okno needs Node 20 or later`)
}

/** Packages tested at once: each one runs its own tests in parallel, and some start browsers. */
function packagesAtOnce() {
  return Math.max(1, Math.min(4, os.availableParallelism()))
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Problem ? error.message : error.stack)
  process.exitCode = 1
}
