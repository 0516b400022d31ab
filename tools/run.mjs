/*
 * The README's two commands, and `task dev`, from a bare checkout with Go and Node to the end:
 *
 *   npm run demo [-- ARGUMENTS OF okno demo]   builds everything and starts `okno demo`
 *   task dev [-- ARGUMENTS OF okno demo]       the same demo, which follows every change of a source: tools/dev.mjs
 *   npm test [-- --quick | ARGUMENTS OF go test]
 *                                             installs what the tests need and passes all of them; --quick: without
 *                                             browsers, hostile sweeps and the race detector
 *
 * Each step says what it runs and does only what has not been done. As root and as an ordinary user.
 */
import os from 'node:os'
import path from 'node:path'
import { develop } from './dev.mjs'
import { chromiumPackage, installChromium, installedChromium, unpackChromium } from './setup/chromium.mjs'
import { crashedTests } from './setup/crashes.mjs'
import { testsByBrowser, testsByGoroutines } from './setup/selection.mjs'
import { GoTests, packages } from './setup/gotest.mjs'
import { addPackages, installPackages } from './setup/packages.mjs'
import { pgbouncer } from './setup/pgbouncer.mjs'
import { postgresPackage } from './setup/postgres.mjs'
import { Problem, apt, aptInstall, follow, root, run, which } from './setup/shell.mjs'

async function main([command, ...args]) {
  switch (command) {
    case 'demo':
      return demo(args)
    case 'dev':
      return dev(args)
    case 'test':
      return test(args)
    case 'setup':
      return setup()
  }
  throw new Problem('usage: node tools/run.mjs demo | dev | test | setup')
}

async function demo(args) {
  await setupDemo()
  await build()
  const { code, signal } = await follow('bin/okno', ['demo', ...args])
  process.exitCode = signal ? 128 + os.constants.signals[signal] : code
}

async function dev(args) {
  await setupDemo()
  await develop(args)
}

async function setupDemo() {
  needGo()
  await installPackages()
  await addPackages([postgresPackage()].filter(Boolean))
}

/**
 * The tests in three turns: everything but the browser; with the race detector what has goroutines that meet; the
 * browser, alone with the processors. With --quick neither browsers nor hostile sweeps nor the race detector. With
 * arguments of go test it is just that.
 */
async function test(args) {
  process.env.GOGC ??= hurried.GOGC
  const quick = args.includes('--quick')
  args = args.filter((arg) => arg !== '--quick')
  const env = await setup({ browser: !quick })
  await check()
  const tests = new GoTests()
  const cores = os.availableParallelism()
  const flags = [...checked, '-count=1', `-parallel=${2 * cores}`] // go test has as many packages at once as there are processors
  if (args.length) await tests.run([...flags, '-timeout=30m', ...args], [], env)
  else {
    const code = packages('./...').filter((name) => !name.endsWith('/e2e'))
    if (quick) await tests.run([...flags, '-timeout=15m', `-skip=${hostile}`], code, env)
    else {
      await codeTests(tests, flags, code, env)
      await browserTests(tests, [...checked, '-count=1', '-timeout=40m'], env)
    }
  }
  console.log(`The slowest tests:\n${tests.slowest(20).join('\n')}`)
  if (tests.skipped.length) console.log(`This machine could not run, and SKIPPED:\n${tests.skipped.join('\n')}`)
  if (tests.failed) throw new Problem('go test failed')
}

// Without C, as what is deployed is built: linking the tests costs a quarter less. The race detector needs it.
if (!process.argv.includes('-race')) process.env.CGO_ENABLED ??= '0'

// Without the folder in what is compiled, so that another checkout takes what this one has compiled.
process.env.GOFLAGS ??= '-trimpath'

/** Collecting garbage early is a tenth of the work of compilers and tests, and there is memory enough. */
const hurried = { GOGC: '400' }

/** What go test would check once more: check() has run all of go vet. */
const checked = ['-vet=off']

/** Sweeps that send everything to everywhere. */
const hostile = '^(TestHostileSweep|TestHostileActs|TestSweep|TestFlood.*|Fuzz.*)$'

/**
 * Everything but the browser, once: where goroutines meet with the race detector, which costs a multiple. Tests
 * wait for the database half of the time, so more of them run at once than there are processors.
 */
async function codeTests(tests, flags, code, env) {
  const compiler = which('cc') || which('gcc') || which('clang')
  if (!compiler) {
    console.log('no C compiler is installed: the tests run WITHOUT the race detector')
    return tests.run([...flags, '-timeout=30m'], code, env)
  }
  const partly = ['handlers', 'desk', 'accounts'] // the one that takes longest to link and to run comes first
  const wholly = ['notify', 'live', 'db', 'db/queue'] // notify's tests wait more than they work: they begin before all others
  const inParts = partly.map(testsByGoroutines)
  const raced = inParts.flatMap((part) => part.those)
  const ofWhole = wholly.map(testsByGoroutines).flatMap((part) => [...part.those, ...part.others])
  const notRaced = inParts.flatMap((part) => part.others).filter((name) => !ofWhole.includes(name))
  await tests.run(
    [...flags, '-timeout=30m', `-skip=${names(raced)}`],
    code.filter((name) => !wholly.includes(name.replace('okno/', ''))),
    env,
  )
  // One more at once than there are processors: linking keeps but one of them busy, and the queue's tests wait for servers.
  await tests.run(
    ['-race', ...flags, `-p=${os.availableParallelism() + 1}`, '-timeout=30m', `-skip=${names(notRaced)}`],
    [wholly[0], ...partly, ...wholly.slice(1)].map((name) => `okno/${name}`),
    { ...env, CGO_ENABLED: '1', GOGC: '100' }, // its shadow of the memory is several times as large
  )
}

/**
 * The tests of the whole product: first those that need no browser, which load the machine and wait for what they break, then the
 * browser's, one more at once than there are processors, which are busy while it waits. Where nothing has failed but tests whose
 * Chromium crashed, those run once more, and we say so.
 */
async function browserTests(tests, flags, env) {
  const before = tests.printed.length
  const failedBefore = tests.failed
  const cores = os.availableParallelism()
  const without = names(testsByBrowser('e2e').others)
  const rest = await tests.run([...flags, `-parallel=${cores + 1}`, `-run=${without}`], ['./e2e'], env)
  if ((await tests.run([...flags, `-parallel=${cores + 1}`, `-skip=${without}`], ['./e2e'], env)) && rest) return
  const again = crashedTests(tests.printed.slice(before))
  if (again.length === 0) return
  console.log(`Chromium itself crashed under ${again.join(', ')}: once more`)
  tests.failed = failedBefore
  await tests.run([...flags, `-run=${names(again)}`], ['./e2e'], env)
}

/** The pattern of go test for just these tests. */
const names = (list) => `^(${list.join('|')})$`

/** Everything that the tests need; returns the environment to run them in. */
async function setup({ browser = true } = {}) {
  needGo()
  await installPackages()
  await installCompiler()
  const pooler = { PGBOUNCER: await pgbouncer() }
  if (!browser) {
    await addPackages([postgresPackage()].filter(Boolean))
    await build()
    return pooler
  }
  let chrome = installedChromium() ?? (await installChromium())
  await addPackages([postgresPackage(), chrome ? null : chromiumPackage()].filter(Boolean))
  chrome ??= await unpackChromium()
  await build()
  // Containers often forbid Chromium's sandbox, and the tests open nothing but our own pages.
  return { ...pooler, CHROME: chrome, CHROME_NO_SANDBOX: '1', E2E_OKNO: path.join(root, 'bin/okno') }
}

async function build() {
  await run('node', ['tools/assets.mjs'])
  // Without the stamp of the version control: git refuses to tell it about another user's checkout.
  await run('go', ['build', '-buildvcs=false', '-o', 'bin/okno', './cmd/okno'], { env: { ...hurried, ...process.env } })
}

/** What must hold of the code before its tests are run. */
async function check() {
  await Promise.all([
    run('bash', ['tools/gofmt']),
    run('node_modules/.bin/biome', ['check', '--error-on-warnings']),
    run('node', ['--test', 'static/test/', 'widget/test/', 'tools/test/']),
    run('go', ['vet', './...']),
  ])
}

async function installCompiler() {
  const get = apt()
  if (get && !which('cc') && !which('gcc')) await aptInstall(get, ['gcc', 'libc6-dev'])
}

function needGo() {
  if (!which('go')) throw new Problem('Go is not installed: https://go.dev/doc/install (Okno needs Go 1.26 or later)')
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Problem(`Node ${process.version} is too old: Okno needs Node 20 or later`)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Problem ? error.message : error.stack)
  process.exitCode = 1
}
