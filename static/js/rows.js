// The classes that put something into the rows of a grid: see static/css/rows.mjs.
const twenties = (r) => Math.floor(r / 20)

/** Where it starts. */
export const starts = (r) => `s${r} sa${twenties(r)} sb${r % 20}`

/** From where up to where it stands. */
export const stands = (from, to) => `${starts(from)} e${to} ea${twenties(to)} eb${to % 20}`
