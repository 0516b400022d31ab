// One choice for all the bookings that an exception hits; each can still be
// changed by itself. "move" takes the first who is free, and leaves the others.
document.addEventListener('change', (event) => {
  if (event.target.id !== 'hit-all') return
  for (const fate of document.querySelectorAll('.hit-fate')) {
    const option = [...fate.options].find((o) => o.value.split(':')[0] === event.target.value)
    if (option) fate.value = option.value
  }
})
