// The now-line moves by itself, and cards that have ended become quiet.
import { learn, now, wallClock } from "./clock.js";

const row = 300; // seconds in a row of the grid

function tick() {
  const seconds = now() / 1000;
  const layer = document.getElementById("now");
  if (layer) {
    const { from, to } = layer.dataset;
    layer.hidden = seconds < from || seconds >= to;
    const at = `s${Math.max(0, Math.round((seconds - from) / row))}`;
    const time = document.getElementById("now-time");
    layer.querySelector(".now-line").className = `now-line ${at}`;
    time.className = `now-time ${at}`;
    time.hidden = layer.hidden;
    time.textContent = wallClock(seconds * 1000);
  }
  for (const card of document.querySelectorAll(".card")) {
    card.classList.toggle("is-past", card.dataset.end <= seconds);
  }
}

function start() {
  learn(Number(document.getElementById("pulse")?.dataset.now));
  tick();
  setInterval(tick, 30_000);
}

document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
document.addEventListener("visibilitychange", tick);
document.addEventListener("htmx:after:swap", tick);
