// Writes rows.css: the places of the grid. The strict CSP allows no style
// attribute, so each of the 300 rows of five minutes of the longest day (25
// hours) has a class for what starts and for what ends there. `order` puts the
// cards of all columns into one list by time on a phone.
import { writeFileSync } from "node:fs";

const rows = Array.from({ length: 301 }, (_, i) =>
  `.s${i}{grid-row-start:${i + 1};order:${i}}\n.e${i}{grid-row-end:${i + 1}}\n`);
writeFileSync(new URL("rows.css", import.meta.url), rows.join(""));
