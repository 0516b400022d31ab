/*
 * Lighthouse over the panel of a running `okno demo`, signed in as its owner, on its profile of a phone: Today and
 * Reports, a line each with the median of five runs, as Lighthouse itself advises: what else the processors do is in each
 * of them. It fails below 95 for performance, accessibility or best practices.
 *
 *     node tools/lighthouse.mjs [http://127.0.0.1:8080]
 *
 * CHROME is the browser's program. Lighthouse comes from npm for the run: it is no dependency of the project.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const version = '12.8.2' // the last that runs with Node 20
const least = 95
const runs = 5
const pages = { Today: '/overview', Reports: '/reports' }
const categories = ['performance', 'accessibility', 'best-practices']

const [okno = 'http://127.0.0.1:8080'] = process.argv.slice(2)
const run = promisify(execFile)

/** The cookie of a new session. */
async function signIn() {
  const answer = await fetch(`${okno}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'olga@lotos.example', password: 'okno-demo' }),
    redirect: 'manual',
  })
  const cookie = answer.headers.getSetCookie().map((c) => c.split(';')[0])
  if (answer.status !== 303 || !cookie.length) throw new Error(`${okno} is not a demo that lets its owner in: ${answer.status}`)
  return cookie.join('; ')
}

/** Lighthouse's report of a page. */
async function audit(path, cookie) {
  const { stdout } = await run(
    'npx',
    [
      '--yes',
      `lighthouse@${version}`,
      okno + path,
      `--extra-headers=${JSON.stringify({ Cookie: cookie })}`,
      `--only-categories=${categories}`,
      '--form-factor=mobile',
      '--output=json',
      '--quiet',
      '--chrome-flags=--headless --no-sandbox',
    ],
    { env: { ...process.env, CHROME_PATH: process.env.CHROME ?? process.env.CHROME_PATH }, maxBuffer: 64 << 20 },
  )
  const report = JSON.parse(stdout)
  if (new URL(report.finalDisplayedUrl).pathname !== path) throw new Error(`${path} led to ${report.finalDisplayedUrl}`)
  return report
}

/** What of a category costs points. */
const lost = (report, category) =>
  report.categories[category].auditRefs
    .filter(({ id, weight }) => weight > 0 && report.audits[id].score !== null && report.audits[id].score < 0.9)
    .map(({ id }) => `${id} ${report.audits[id].displayValue ?? ''}`.trim())

/** The middle one of an odd number of values. */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

const cookie = await signIn()
console.log(`lighthouse ${version}, phone, median of ${runs}\n`)
console.log(`| page | ${categories.join(' | ')} | the browser's benchmark |\n|---|${'---|'.repeat(categories.length + 1)}`)
for (const [name, path] of Object.entries(pages)) {
  const reports = []
  for (let n = 0; n < runs; n++) reports.push(await audit(path, cookie))
  const scores = categories.map((c) => median(reports.map((r) => Math.round(r.categories[c].score * 100))))
  console.log(`| ${name} | ${scores.join(' | ')} | ${Math.round(median(reports.map((r) => r.environment.benchmarkIndex)))} |`)
  for (const text of new Set(reports.flatMap((r) => categories.flatMap((c) => lost(r, c).map((why) => `${c}: ${why}`)))))
    console.log(`    ${text}`)
  if (scores.some((score) => score < least)) process.exitCode = 1
}
