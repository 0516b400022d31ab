// The connection of a live page: the board, the leads. htmx and its hx-ws extension connect, reconnect and
// swap; this says how the connection is, notices silence, asks after a break
// for what was missed only, and tells the news.
import { chime } from "./board-signs.js";
import { learn, now, wallClock } from "./clock.js";
import { handFree } from "./hand.js";
import { toast } from "./toasts.js";

const silence = 25_000; // the server's heart beats every 10 s
const glow = 8_000;
const remembered = 20;
const final = [1000, 1008]; // codes after which hx-ws does not come back

let dimming = 0;
let connection = null;
let heard = 0; // when the server was last heard, by the browser's clock; 0 while not connected
let lostAt = 0; // since when it has not been, by the server's clock
const fresh = new Map(); // bookings that are lit, with the time until which

const live = () => document.querySelector(".live");

function show(state) {
  const place = document.getElementById("connection");
  if (!place || place.dataset.state === state) return;
  place.dataset.state = state;
  place.querySelector(".connection-text").textContent = place.dataset[`say${state[0].toUpperCase()}${state.slice(1)}`].replace("{time}", wallClock(lostAt));
}

function lose(at) {
  heard = 0;
  lostAt ||= at;
  show("lost");
}

document.addEventListener("htmx:ws:before:connection", (event) => {
  connection = event.detail.connection;
  const url = new URL(connection.url);
  url.searchParams.set("version", event.target.dataset.version);
  connection.url = url.href;
});

document.addEventListener("htmx:ws:after:connection", () => {
  heard = Date.now();
  lostAt = 0;
  show("online");
});

document.addEventListener("htmx:ws:close", (event) => {
  if (event.detail.reason === "removed") return;
  lose(now());
  if (final.includes(event.detail.code)) show("over");
});

document.addEventListener("htmx:ws:before:message:incoming", (event) => {
  event.detail.waitUntil(handFree());
  heard = Date.now();
  lostAt = 0;
  show("online");
});

document.addEventListener("htmx:ws:after:message:incoming", () => {
  const pulse = document.getElementById("pulse");
  if (!pulse || !live()) return; // another page has come meanwhile
  const known = Number(live().dataset.version);
  learn(Number(pulse.dataset.now));
  live().dataset.version = Math.max(known, pulse.dataset.version);
  for (const news of document.querySelectorAll("#announcer .news:not([data-told])")) tell(news, known);
  light();
});

let act = { until: 0 }; // of this window: its own toast tells of it

document.addEventListener("htmx:before:request", (event) => {
  const { method, action } = event.detail.ctx.request;
  const booking = /\/bookings(?:$|\/([0-9a-f-]{36}))/.exec(action.split("?")[0]);
  if (method !== "GET" && booking) act = { booking: booking[1], until: Date.now() + 5_000 };
});

/** Tells one piece of news, unless this board has had it before a break. */
function tell(news, known) {
  const { version, booking, url } = news.dataset;
  if (Number(version) <= known) return news.remove();
  news.dataset.told = "";
  if ("fresh" in news.dataset) {
    fresh.set(booking, Date.now() + glow);
    chime();
  }
  if (Date.now() < act.until && (act.booking ? act.booking === booking : "fresh" in news.dataset)) return news.remove();
  if (!document.querySelector(`#modal[open] #booking-${CSS.escape(booking)}`)) toast(news.textContent, url, booking);
  const log = news.parentElement;
  while (log.children.length > remembered) log.firstElementChild.remove();
}

/** Lights the cards of new bookings, anew after each swap, and puts them out in time. */
function light() {
  for (const [booking, until] of fresh) {
    const on = Date.now() < until;
    for (const card of document.querySelectorAll(`.card[data-booking="${CSS.escape(booking)}"]`)) card.classList.toggle("is-new", on);
    if (!on) fresh.delete(booking);
  }
  clearTimeout(dimming);
  if (fresh.size > 0) dimming = setTimeout(light, 1_000);
}

setInterval(() => {
  if (heard === 0 || document.hidden || Date.now() - heard < silence) return;
  lose(now() - (Date.now() - heard));
  // Without an answer the browser reports 1006 after 2 s, and hx-ws connects anew.
  connection?.socket?.close();
}, 5_000);

// A page that was asked for before the last change and came after it is older
// than what it has replaced: it is asked for once more.
document.addEventListener("htmx:after:swap", (event) => {
  const page = event.detail.ctx.target;
  if (!page?.dataset?.url || !live()?.dataset.version) return;
  const known = Number(live().dataset.version);
  if (Number(document.getElementById("pulse").dataset.version) >= known) return;
  htmx.ajax("GET", page.dataset.url, { target: `#${page.id}`, swap: "outerMorph" });
});

// A new day brings a new element that does not know yet how the connection is.
document.addEventListener("htmx:after:swap", () => {
  light();
  if (heard > 0 && connection?.socket?.readyState === WebSocket.OPEN) show("online");
});
