// What an installed panel keeps in this browser, for app.js that keeps it, sw.js that throws it away, and offline.js
// that shows it. Two boxes: what a member saw last of Today, which is his alone, and the page that is shown without a
// connection, which is everybody's. Nothing else of the panel is kept.

const todays = 'okno-today'
export const shells = 'okno-offline'
export const today = '/overview'
export const shell = '/offline'

/** Whether this page may keep anything: browsers allow it over https, and on this machine. */
export const canKeep = 'caches' in globalThis

/** What is kept of Today: its owner, until when his session lasts and of which instant it is (both in ms since the epoch), the company and its zone. */
export async function keep(html, facts) {
  const box = await caches.open(todays)
  await box.put(
    today,
    new Response(html, {
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Okno-Facts': encodeURIComponent(JSON.stringify(facts)) },
    }),
  )
}

/** Gives that back: {html, owner, until, at, zone, company}, null where nothing is kept or it is over. */
export async function kept() {
  const answer = (await caches.has(todays)) && (await (await caches.open(todays)).match(today))
  if (!answer) return null
  const facts = JSON.parse(decodeURIComponent(answer.headers.get('Okno-Facts')))
  return facts.until > Date.now() ? { html: await answer.text(), ...facts } : null
}

/** Forgets what anybody saw. */
export const forget = () => caches.delete(todays)
