// A date that is typed is one date, and the browser tells of several on the way to
// it: of each part, and of the years 0002 and 0020 before 2026. Whoever listens to
// a change of it may draw the field anew, from under the hands: so they hear of the
// date when the hands leave the field, or rest after all digits of a date.
const rest = 800 // milliseconds
const whole = 8 // digits: a day, a month and a year

const isDate = (field) => field.matches?.('input[type=date]')
const typing = new WeakMap() // field -> { timer of what has not been told, digits that were typed }

function tell(field) {
  const typed = typing.get(field)
  if (!typed?.timer) return
  clearTimeout(typed.timer)
  Object.assign(typed, { timer: 0, digits: 0 })
  if (field.isConnected) field.dispatchEvent(new Event('change', { bubbles: true }))
}

// Before all others, those of the field itself and of the document.
addEventListener(
  'change',
  (event) => {
    const field = event.target
    const typed = typing.get(field)
    if (!event.isTrusted || !typed) return
    event.stopImmediatePropagation()
    clearTimeout(typed.timer)
    typed.timer = setTimeout(() => typed.digits >= whole && !field.value.startsWith('0') && tell(field), rest)
  },
  true,
)
addEventListener(
  'keydown',
  ({ target, key }) => {
    if (!isDate(target)) return
    const typed = typing.get(target)
    if (key === 'Enter') clearTimeout(typed?.timer) // what is sent has it
    if (key === 'Enter' || !typed) typing.set(target, { timer: 0, digits: 0 })
    if (/^\d$/.test(key)) typing.get(target).digits++
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
