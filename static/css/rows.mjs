// Writes rows.css: the places of the grid. The strict CSP allows no style
// attribute, so a place is said by classes: the row that something starts at and
// the one that it ends at, of the 300 rows of five minutes of the longest day (25
// hours), each as so many twenties and a rest (views/day/timeline.go, static/js/rows.js).
// `order` puts the cards of all columns into one list by time on a phone.
import { writeFileSync } from 'node:fs'

const upTo = (n, rule) => Array.from({ length: n }, (_, i) => rule(i) + '\n')
const rules = [
  ...upTo(16, (i) => `.sa${i}{--sa:${i}}`),
  ...upTo(20, (i) => `.sb${i}{grid-row-start:calc(20*var(--sa) + ${i + 1});order:calc(20*var(--sa) + ${i})}`),
  ...upTo(16, (i) => `.ea${i}{--ea:${i}}`),
  ...upTo(20, (i) => `.eb${i}{grid-row-end:calc(20*var(--ea) + ${i + 1})}`),
]
writeFileSync(new URL('rows.css', import.meta.url), rules.join(''))
