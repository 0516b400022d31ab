// A date that is typed is one date, and the browser tells of several on the way to
// it: of each part, and of the years 0002 and 0020 before 2026. Whoever listens to
// a change of it hears of the date when the hands rest, or leave the field.
const rest = 800 // milliseconds

const isDate = (field) => field.matches?.('input[type=date]')
const typing = new WeakMap() // field -> the timer of what has not been told

function tell(field) {
  clearTimeout(typing.get(field))
  if (!typing.get(field)) return
  typing.set(field, 0)
  if (field.isConnected) field.dispatchEvent(new Event('change', { bubbles: true }))
}

// Before all others, those of the field itself and of the document.
addEventListener(
  'change',
  (event) => {
    const field = event.target
    if (!event.isTrusted || !typing.has(field)) return
    event.stopImmediatePropagation()
    clearTimeout(typing.get(field))
    typing.set(
      field,
      setTimeout(() => !field.value.startsWith('0') && tell(field), rest),
    )
  },
  true,
)
addEventListener(
  'keydown',
  (event) => {
    if (!isDate(event.target)) return
    if (event.key === 'Enter') clearTimeout(typing.get(event.target)) // what is sent has it
    if (event.key === 'Enter' || !typing.has(event.target)) typing.set(event.target, 0)
  },
  true,
)
// Whoever leaves the field has typed all of it; what is picked in a calendar is whole at once.
for (const type of ['focusout', 'pointerdown'])
  addEventListener(
    type,
    ({ target }) => {
      tell(target)
      typing.delete(target)
    },
    true,
  )
