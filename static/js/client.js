// The client's own page of a booking. It works without this; with it the
// visitor's own clock is told where it differs, the focus goes to what is new, and
// a page that is left open is of now: what may be done changes by the clock.
let timer
let quiet = false // what comes was not asked for by whoever reads

const card = () => document.getElementById('visit')
const skew = (card()?.dataset.now ?? 0) * 1000 - Date.now() // of the browser's clock

begin()
document.addEventListener('htmx:after:swap', () => {
  begin()
  if (!quiet) document.querySelector('#visit-problem, #visit-said, #visit-title')?.focus()
  quiet = false
})
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && document.querySelector('[data-act=telegram]'))
    anew() // he may come back from there
  else wait()
})

function begin() {
  tell()
  wait()
}

/** Asks for the page anew once its time has come; what is typed into it stays. */
function wait() {
  clearTimeout(timer)
  const left = card()?.dataset.next * 1000 - Date.now() - skew
  if (left > 0) timer = setTimeout(wait, Math.min(left, 2 ** 30))
  else if (left <= 0) anew()
}

async function anew() {
  const url = new URL(location.href)
  for (const told of ['done', 'mail']) url.searchParams.delete(told) // once
  const answer = await fetch(url, { headers: { 'HX-Request': 'true' } }).catch(() => null)
  timer = setTimeout(wait, 60_000) // where that was no answer
  if (!answer?.ok || url.pathname !== location.pathname) return // he has gone on meanwhile
  quiet = true
  await htmx.swap({ sourceElement: card(), target: card(), swap: 'outerMorph', text: await answer.text() })
}

function tell() {
  const note = document.querySelector('.visit-own')
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (!note || !zone) return
  const start = new Date(note.dataset.start),
    end = new Date(note.dataset.end)
  const clock = (timeZone) =>
    new Intl.DateTimeFormat(note.dataset.locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'long',
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
    }).formatRange(start, end)
  const own = clock(zone)
  if (own === clock(note.dataset.zone)) return
  note.textContent = note.dataset.own.replace('{time}', own)
  note.hidden = false
}
