// The panel's service worker. Pages always come from the server: only one that cannot be had is answered from here,
// by the page without a connection. It leaves forms, fragments, sockets, files and clients' pages alone.
import { forget, shell, shells } from './kept.js'
import { listen, silence } from './notices.js'

const ends = ['/sign-out', '/account/companies/current', '/account/companies', '/account/companies/leave'] // acts after which somebody else, or another company, is here
const panel =
  /^\/($|(account|blocks|bookings|check|clients|exceptions|floods|forms|leads|overview|own|reports|resources|schedules|search|services|settings|start)(\/|$))/

listen(panel)
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname, searchParams } = new URL(url)
  if (origin !== self.location.origin) return
  if (method === 'POST' && ends.includes(pathname)) event.waitUntil(pathname === '/sign-out' ? leave() : forget())
  if (method !== 'GET') return
  if (mode === 'navigate' && pathname === '/sign-in') event.respondWith(signIn(event.request))
  else if (mode === 'navigate' && panel.test(pathname)) event.respondWith(page(event.request))
  else if (searchParams.has('offline')) event.respondWith(ours(event.request))
  else if (pathname.endsWith('.woff2')) event.respondWith(fetch(event.request).catch(() => ours(event.request)))
})

/** The page to sign in comes where no session is: then what one has left is gone. */
async function signIn(request) {
  const answer = await fetch(request)
  if (answer.ok) await leave()
  return answer
}

/** Nobody is signed in any more. */
const leave = () => Promise.all([forget(), silence().catch(() => {})])

async function page(request) {
  try {
    return await fetch(request)
  } catch (error) {
    const without = await (await caches.open(shells)).match(shell)
    if (without) return without
    throw error
  }
}

/** A file of the page without a connection; its address says which version it is. */
async function ours(request) {
  return (await (await caches.open(shells)).match(request)) ?? fetch(request)
}
