// Messages of a board name what the page has already, data-same="ID", instead of saying it again: here it is put in as the
// page has it, before htmx compares; with data-until="ID" all from the one to the other. A page that does not have it, or
// shows another window, asks for the day.
document.addEventListener('htmx:ws:before:connection', ({ detail: { connection } }) => {
  const url = new URL(connection.url)
  url.searchParams.set('fills', '2')
  connection.url = url.href
})

document.addEventListener('htmx:before:swap', ({ detail: { tasks } }) => {
  let lacks = false
  for (const task of [...tasks]) {
    for (const place of task.fragment?.querySelectorAll('[data-same]') ?? []) {
      const { same, until = same } = place.dataset
      const [first, last] = [same, until].map((id) => task.target && document.getElementById(id)?.closest(place.localName))
      const own = []
      for (let each = first; each && !own.includes(last); each = each.nextElementSibling) own.push(each)
      if (!last || !own.includes(last)) {
        tasks.splice(tasks.indexOf(task), 1)
        lacks = true
        break
      }
      const copies = own.map((each) => each.cloneNode(true))
      for (const copy of copies)
        for (const element of [copy, ...copy.querySelectorAll('[data-htmx-powered]')]) element.removeAttribute('data-htmx-powered')
      place.replaceWith(...copies)
    }
  }
  const day = lacks && document.getElementById('day')
  if (day) htmx.ajax('GET', day.dataset.url, { target: '#day', swap: 'outerMorph' })
})
