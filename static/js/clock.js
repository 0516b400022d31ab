// The server's clock and the company's wall clock: the browser's own may be
// wrong or far away.

let skew = 0;

/** Learns the server's time (Unix seconds) that has just arrived. */
export function learn(unix) {
  if (unix > 0) skew = unix * 1000 - Date.now();
}

/** Milliseconds since the epoch by the server's clock. */
export const now = () => Date.now() + skew;

/** The time that the company's wall clock shows, like 9:05. */
export function wallClock(milliseconds) {
  const timeZone = document.querySelector("[data-zone]")?.dataset.zone || undefined;
  const parts = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone })
    .formatToParts(milliseconds);
  const part = (type) => parts.find((p) => p.type === type).value;
  return `${Number(part("hour"))}:${part("minute")}`;
}
