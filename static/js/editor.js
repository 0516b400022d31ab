// A list with the form of one thing beside it: the focus goes where the eye has
// to go, the row of what is open is marked, and a focused button that the
// answer has replaced keeps the focus.

const editor = () => document.getElementById("editor");
let held = null; // the id of what had the focus before a swap

document.addEventListener("htmx:before:swap", () => {
  held = document.activeElement?.id;
});

document.addEventListener("htmx:after:swap", (event) => {
  mark();
  const target = event.detail.ctx.target;
  if (document.activeElement !== document.body || document.querySelector("dialog[open]")) {
    if (target?.id !== "editor") return;
  }
  const place = target?.id === "editor"
    ? editor().querySelector("[aria-invalid], .clash [data-act], #editor-said, #editor-title") && first()
    : held && document.getElementById(held);
  (place || document.getElementById("main"))?.focus({ preventScroll: target?.id !== "editor" });
});

/** What has to be mended, what has been done, or the title. */
const first = () => ["[aria-invalid]", ".clash [data-act]", "#editor-said", "#editor-title"]
  .map((selector) => editor().querySelector(selector)).find(Boolean);

/** Marks the row of the service that is open. */
function mark() {
  const open = document.getElementById("service-editor")?.dataset.service;
  for (const row of document.querySelectorAll("[data-service].service")) {
    const is = row.dataset.service === open;
    row.classList.toggle("is-open", is);
    row.querySelector("a").toggleAttribute("aria-current", is);
  }
}

// Choosing a free colour is choosing it.
document.addEventListener("input", (event) => {
  if (event.target.matches(".color-free")) event.target.form.querySelector("[name=color][value=own]").checked = true;
});

document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", mark) : mark();
