/*
 * What somebody at the desk and a visitor wait for, in a real browser, on a running `okno demo`: how long an act
 * takes until it shows in another window, and what the widget loads until its services show.
 *
 *     node --experimental-websocket tools/walk.mjs [http://127.0.0.1:8080 [http://127.0.0.1:8081]]
 *
 * CHROME is the browser's program. Nothing is asserted: numbers depend on the machine.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import path from 'node:path'

const [okno = 'http://127.0.0.1:8080', site = 'http://127.0.0.1:8081'] = process.argv.slice(2)
const acts = 20
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const home = await mkdtemp(path.join(tmpdir(), 'okno-walk-'))
const chrome = spawn(
  process.env.CHROME ?? 'chromium',
  ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${home}`, 'about:blank'],
  { stdio: ['ignore', 'ignore', 'pipe'] },
)
try {
  const browser = await connect(
    await new Promise((resolve) => {
      let said = ''
      chrome.stderr.on('data', (data) => {
        const found = /listening on (ws:\S+)/.exec((said += data))
        if (found) resolve(found[1])
      })
    }),
  )
  await desk(browser)
  await widget(browser)
  console.log(`(the machine's load is ${loadavg()[0].toFixed(1)}, on ${availableParallelism()} cores)`)
  await browser.call('Browser.close')
} finally {
  chrome.kill()
  await pause(500)
  await rm(home, { recursive: true, force: true })
}

/** Marks a booking as arrived and takes that back, and looks when a second window shows it. */
async function desk(browser) {
  const [one, other] = [await open(browser, `${okno}/sign-in`), await open(browser, 'about:blank')]
  await one.js(`fetch("/sign-in", { method: "POST", body: new URLSearchParams({ email: "olga@lotos.example", password: "okno-demo" }) })`)
  for (const page of [one, other]) {
    await page.go(`${okno}/bookings`)
    await page.until(`document.querySelector("#connection[data-state=online]")`)
  }
  const id = await one.js(`document.querySelector("#grid .card.is-confirmed")?.dataset.booking`)
  if (!id) return console.log('act → card: nobody is awaited today')
  const took = []
  for (let n = 0; n < acts; n++) {
    await pause(700) // as hands do: messages that follow each other closer are held together for 150 ms
    const there = n % 2 === 0
    const seen = other.js(
      `new Promise((resolve) => { const look = () => document.querySelector('.card[data-booking="${id}"]')?.matches(".is-arrived") === ${there} ? resolve(Date.now()) : requestAnimationFrame(look); look() })`,
    )
    const began = await one.js(
      `(() => { const at = Date.now(); fetch("/bookings/${id}/arrival?sure=early", { method: "${there ? 'POST' : 'DELETE'}", headers: { "HX-Request": "true" } }); return at })()`,
    )
    took.push((await seen) - began)
  }
  took.sort((a, b) => a - b)
  console.log(`act → card in another window: median ${took[acts / 2]} ms, ${took[0]}–${took.at(-1)} ms, ${acts} acts`)
}

/** Counts what comes from the installation until the services can be chosen. */
async function widget(browser) {
  const page = await open(browser, 'about:blank')
  let [requests, bytes] = [0, 0]
  const ours = new Set()
  page.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!request.url.startsWith(okno) || request.method === 'OPTIONS') return
    ours.add(requestId)
    requests++
  })
  page.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => ours.has(requestId) && (bytes += encodedDataLength))
  await page.call('Network.enable')
  await page.call('Network.setCacheDisabled', { cacheDisabled: true })
  await page.go(site)
  await page.until(`document.querySelector("okno-widget")`)
  await page.js(`document.querySelector("okno-widget").scrollIntoView()`) // it loads when it comes into view
  await page.until(`document.querySelector("okno-widget")?.shadowRoot.querySelector("[data-step=service], [data-step=time]")`)
  await pause(300) // for what was asked for by then
  console.log(`widget: ${requests} requests, ${(bytes / 1024).toFixed(1)} KB on the wire until its services show`)
}

async function open(browser, url) {
  const { targetId } = await browser.call('Target.createTarget', { url })
  const { sessionId } = await browser.call('Target.attachToTarget', { targetId, flatten: true })
  const call = (method, params) => browser.call(method, params, sessionId)
  const js = async (expression) => (await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value
  const until = async (expression) => {
    // A page that is just going has nowhere to ask.
    for (let i = 0; i < 300; i++)
      if (await js(`Boolean(${expression})`).catch(() => false)) return
      else await pause(100)
    throw new Error(`in vain: ${expression}`)
  }
  await until(`document.readyState === "complete"`)
  return {
    call,
    js,
    until,
    on: (method, told) => browser.on(sessionId + method, told),
    go: async (to) => {
      await call('Page.navigate', { url: to })
      await until(`document.readyState === "complete"`)
    },
  }
}

async function connect(address) {
  const socket = new WebSocket(address)
  await new Promise((resolve) => (socket.onopen = resolve))
  const [waiting, told] = [new Map(), new Map()]
  socket.onmessage = ({ data }) => {
    const { id, result, error, method, params, sessionId } = JSON.parse(data)
    if (!id) return told.get((sessionId ?? '') + method)?.(params)
    const { resolve, reject } = waiting.get(id)
    error ? reject(new Error(error.message)) : resolve(result)
  }
  let last = 0
  return {
    on: (method, tell) => told.set(method, tell),
    call: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject })
        socket.send(JSON.stringify({ id: last, method, params, sessionId }))
      }),
  }
}
