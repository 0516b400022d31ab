// The panel as an app that can be installed: what was seen last of Today stays readable without a connection. It
// belongs to the session, its company and its rights, whose name the page brings (handlers/sessionstore/snapshot.go):
// a page of anybody else, and the page to sign in, throw it away.
import './install.js'
import { canKeep, forget, keep, kept, shell, shells, today } from './kept.js'

const [owner, until] = (document.querySelector('meta[name="okno-snapshot"]')?.content ?? '').split('.')
const unused = 30 * 24 * 3600 * 1000 // ms after which a session ends that nobody uses (accounts.SessionAge)
const skew = document.body.dataset.now ? document.body.dataset.now * 1000 - Date.now() : 0 // of the browser's clock
const section = () => location.pathname === today && document.getElementById('overview')

/** Keeps Today as it stands here. */
async function keepToday() {
  const { zone } = document.body.dataset
  const company = document.querySelector('.sidebar-company')?.textContent ?? ''
  const at = Date.now() + skew
  await keep(section().outerHTML, { owner, until: Math.min(until * 1000, at + unused), at, zone, company })
}

/** Keeps the page without a connection, with all that it looks like, once for each language, theme and version. */
async function keepShell() {
  const root = document.documentElement
  const version = [root.lang, root.dataset.theme, document.querySelector('script[src*="/app.js"]').src].join(' ')
  const box = await caches.open(shells)
  if ((await box.match(shell))?.headers.get('Okno-Version') === version) return
  const answer = await fetch(shell)
  if (!answer.ok) return
  const text = await answer.text()
  const page = new DOMParser().parseFromString(text, 'text/html')
  const files = [...page.querySelectorAll('link[href], script[src]')].map((e) => e.getAttribute('href') ?? e.getAttribute('src'))
  const fonts = performance.getEntriesByType('resource').map((e) => e.name)
  files.push(page.body.dataset.sprite, ...fonts.filter((name) => name.startsWith(location.origin) && name.endsWith('.woff2')))
  for (const old of await box.keys()) await box.delete(old)
  await box.addAll([...new Set(files)])
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Okno-Version': version }
  for (const name of ['Content-Security-Policy', 'Referrer-Policy', 'X-Content-Type-Options']) headers[name] = answer.headers.get(name)
  await box.put(shell, new Response(text, { headers }))
}

async function start() {
  if (!canKeep) return
  const found = await kept()
  if (found?.owner !== owner) await forget()
  if (!owner || !section()) return
  await keepToday()
  await navigator.serviceWorker?.register('/sw.js', { updateViaCache: 'none' })
  await keepShell()
}

const quietly = (promise) => promise.catch((error) => console.debug('okno:', error)) // the panel works without

quietly(start())
document.addEventListener('htmx:after:swap', () => canKeep && owner && section() && quietly(keepToday()))
