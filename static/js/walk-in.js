// W: somebody has come without an appointment. `code`, so that it works on a Russian keyboard.
document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.code !== 'KeyW') return
  if (event.target.closest('input, textarea, select, [contenteditable], dialog[open], [popover]')) return
  event.preventDefault()
  document.getElementById('day-walk-in')?.click()
})
