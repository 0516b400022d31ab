// Keys: N new, T today, ← → days, / search, ? help, Ctrl+Z takes the acts of the last minute
// back, one after the other. `code` and not `key` for the
// letter, so that it works on a Russian keyboard.
import { undo } from './toasts.js'
import { turning } from './turns.js'

const search = () => document.querySelector("[aria-keyshortcuts='/']")
const press = (id) => document.getElementById(id)?.click()

// On the window, where a key comes last: whatever a part of the page does with it is done, in whichever order scripts were loaded.
addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.altKey) return
  if (event.target.closest('input, textarea, select, [contenteditable]')) return
  if (event.ctrlKey || event.metaKey) {
    // What is painted and not saved yet has steps of its own.
    if (event.code === 'KeyZ' && !event.shiftKey && !document.querySelector('#week[data-changed]') && undo()) event.preventDefault()
    return
  }
  if (event.target.closest('dialog[open], [popover]')) return
  if (event.repeat && turning()) return event.preventDefault()
  if (event.key === '?') document.getElementById('help')?.showModal()
  else if (event.code === 'KeyT' && !event.shiftKey) press('day-today')
  else if (event.code === 'KeyN' && !event.shiftKey) press('day-new')
  else if (event.key === 'ArrowLeft' && !scrolls(event.target)) press('day-previous')
  else if (event.key === 'ArrowRight' && !scrolls(event.target)) press('day-next')
  else if (event.key === '/' && search()) search().focus()
  else if (event.key === '/') press('search-open')
  else return
  event.preventDefault()
})

// Many columns scroll sideways inside the grid: while it has the focus itself,
// the arrows are for that.
const scrolls = (element) => element.id === 'grid' && element.scrollWidth > element.clientWidth
