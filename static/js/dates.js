// A date that is typed is one date, and the browser tells of several on the way to
// it: of each part, and of the years 0002 and 0020 before 2026. Whoever listens to
// a change of it may draw the field anew, from under the hands: so they hear of the
// date when the hands leave the field, or rest after a whole date or a step by arrows.
const rest = 800 // milliseconds

const isDate = (field) => field.matches?.('input[type=date]')
const typing = new WeakMap() // field -> { timer of what has not been told, digits that were typed, those since another key, whether there was one, step by an arrow }
const untyped = { timer: 0, digits: 0, run: 0, parted: false, stepped: false }

// A day and a month have no more than two digits each: four at once, in a part of their own, are a year.
const whole = ({ digits, run, parted, stepped }) => stepped || digits >= 8 || (parted && run >= 4)

function tell(field) {
  const typed = typing.get(field)
  if (!typed?.timer) return
  clearTimeout(typed.timer)
  Object.assign(typed, untyped)
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
    typed.timer = setTimeout(() => whole(typed) && !field.value.startsWith('0') && tell(field), rest)
  },
  true,
)
addEventListener(
  'keydown',
  ({ target, key }) => {
    if (!isDate(target)) return
    const typed = typing.get(target)
    if (key === 'Enter') clearTimeout(typed?.timer) // what is sent has it
    if (key === 'Enter' || !typed) typing.set(target, { ...untyped })
    const now = typing.get(target)
    const digit = /^\d$/.test(key)
    now.stepped = key === 'ArrowUp' || key === 'ArrowDown'
    now.digits += digit
    now.run = digit && now.run + 1
    now.parted ||= !digit
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
