// Where the eye is: the grid opens at the now-line and stays where it was
// scrolled to when another day, or the same day anew, takes its place. Of tabs
// that a phone has no room for, the one that is open is seen.

let place = null;

const grid = () => document.getElementById("grid");

function open() {
  const line = document.querySelector("#now:not([hidden]) .now-line");
  if (grid() && line) grid().scrollTop = Math.max(0, line.offsetTop - grid().clientHeight / 3);
  document.querySelector(".settings-tab[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
}

document.addEventListener("htmx:before:swap", () => {
  if (grid()) place = { left: grid().scrollLeft, top: grid().scrollTop };
});

document.addEventListener("htmx:after:swap", (event) => {
  if (!["day", "schedules"].includes(event.detail.ctx.target?.id) || !grid()) return;
  if (place) grid().scrollTo({ ...place, behavior: "instant" });
  else open();
});

document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", open) : open();
