// A menu opens at the place that was pressed, the arrows lead through it, and Esc or
// a press beside it closes it.

/** Opens a menu at a place of the screen. */
export function openMenu(menu, x, y) {
  menu.showPopover()
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`
  menu.querySelector('[role=menuitem]')?.focus()
}

document.addEventListener('keydown', (event) => {
  const menu = event.target.closest?.('.menu')
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!menu || !by) return
  event.preventDefault()
  event.stopPropagation()
  const all = [...menu.querySelectorAll('[role=menuitem]')]
  all[(all.indexOf(event.target) + by + all.length) % all.length].focus()
})
