// The client's own page of a booking. It works without this; with it the
// visitor's own clock is told where it differs, and the focus goes to what is new.
tell();
document.addEventListener("htmx:after:swap", () => {
  tell();
  document.querySelector("#visit-problem, #visit-said, #visit-title")?.focus();
});

function tell() {
  const note = document.querySelector(".visit-own");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!note || !zone) return;
  const start = new Date(note.dataset.start), end = new Date(note.dataset.end);
  const clock = (timeZone) => new Intl.DateTimeFormat(note.dataset.locale, {
    weekday: "short", day: "numeric", month: "long", hour: "numeric", minute: "2-digit", timeZone,
  }).formatRange(start, end);
  const own = clock(zone);
  if (own === clock(note.dataset.zone)) return;
  note.textContent = note.dataset.own.replace("{time}", own);
  note.hidden = false;
}
