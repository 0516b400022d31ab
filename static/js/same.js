// Messages of a board name what the page has already, data-same="ID", instead of saying it again: here it is
// put in as the page has it, before htmx compares. A page that does not have it, or shows another window, asks for the day.
document.addEventListener('htmx:ws:before:connection', ({ detail: { connection } }) => {
  const url = new URL(connection.url)
  url.searchParams.set('fills', '1')
  connection.url = url.href
})

document.addEventListener('htmx:before:swap', ({ detail: { tasks } }) => {
  let lacks = false
  for (const task of [...tasks]) {
    for (const place of task.fragment?.querySelectorAll('[data-same]') ?? []) {
      const own = task.target && document.getElementById(place.dataset.same)?.closest(place.localName)
      if (!own) {
        tasks.splice(tasks.indexOf(task), 1)
        lacks = true
        break
      }
      const copy = own.cloneNode(true)
      for (const element of [copy, ...copy.querySelectorAll('[data-htmx-powered]')]) element.removeAttribute('data-htmx-powered')
      place.replaceWith(copy)
    }
  }
  const day = lacks && document.getElementById('day')
  if (day) htmx.ajax('GET', day.dataset.url, { target: '#day', swap: 'outerMorph' })
})
