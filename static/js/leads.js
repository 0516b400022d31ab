// The stream of leads: the row of the open one is marked, and its sheet follows
// what others do to it unless something is being typed there.

function follow() {
  const sheet = document.getElementById('lead-sheet')
  for (const row of document.querySelectorAll('#leads-list .lead')) {
    const here = row.dataset.lead === sheet?.dataset.lead
    row.classList.toggle('is-open', here)
    if (!here || row.dataset.revision === sheet.dataset.revision) continue
    if (document.getElementById('lead-note')?.value || sheet.contains(document.activeElement?.closest('select, input, textarea'))) continue
    sheet.dataset.revision = row.dataset.revision // asked for once
    htmx.ajax('GET', `/leads/${row.dataset.lead}`, { target: '#lead-sheet', swap: 'outerMorph' })
  }
}

document.addEventListener('okno:noted', follow)
document.addEventListener('htmx:after:swap', follow)
document.addEventListener('htmx:ws:after:message:incoming', follow)
document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', follow) : follow()
