/*
 * Lists without Array.prototype. The widget lives on pages it does not know, and some of them redefine
 * or break Array's methods and iterator; indexing and `length` cannot be redefined.
 * A test holds the rest of the source to this.
 */

/** Calls f(item, index) for every item. */
export function each(list, f) {
  for (let i = 0; i < list.length; i++) f(list[i], i)
}

/** A new list of f(item, index). */
export function map(list, f) {
  const out = []
  for (let i = 0; i < list.length; i++) out[i] = f(list[i], i)
  return out
}

/** A new list of the items for which f is true. */
export function pick(list, f) {
  const out = []
  for (let i = 0; i < list.length; i++) if (f(list[i])) add(out, list[i])
  return out
}

/** The first item for which f is true, or undefined. */
export function first(list, f) {
  for (let i = 0; i < list.length; i++) if (f(list[i])) return list[i]
}

/** Appends one item. */
export function add(list, item) {
  list[list.length] = item
}

/** The non-empty items as text, with a separator between them. */
export function joined(list, separator) {
  let out = ''
  each(list, (item) => {
    if (item) out += (out && separator) + item
  })
  return out
}

/** The items from one index up to, not including, another. */
export function part(list, from, to = list.length) {
  const out = []
  for (let i = from; i < to && i < list.length; i++) add(out, list[i])
  return out
}
