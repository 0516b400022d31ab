// Keys: N new, T today, ← → days, / search, ? help, Ctrl+Z takes the last act back. `code` and not `key` for the
// letter, so that it works on a Russian keyboard.

const search = () => document.querySelector("[aria-keyshortcuts='/']");
const press = (id) => document.getElementById(id)?.click();

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog[open], [popover]")) return;
  if (event.ctrlKey || event.metaKey) {
    const undo = [...document.querySelectorAll(".toast:not([hidden]):has(.toast-undo)")].at(-1)?.querySelector(".toast-undo");
    // What is painted and not saved yet has steps of its own.
    if (event.code !== "KeyZ" || event.shiftKey || !undo || document.querySelector("#week[data-changed]")) return;
    event.preventDefault();
    return undo.click();
  }
  if (event.key === "?") document.getElementById("help")?.showModal();
  else if (event.code === "KeyT" && !event.shiftKey) press("day-today");
  else if (event.code === "KeyN" && !event.shiftKey) press("day-new");
  else if (event.key === "ArrowLeft" && !scrolls(event.target)) press("day-previous");
  else if (event.key === "ArrowRight" && !scrolls(event.target)) press("day-next");
  else if (event.key === "/" && search()) search().focus();
  else if (event.key === "/") press("search-open");
  else return;
  event.preventDefault();
});

// Many columns scroll sideways inside the grid: while it has the focus itself,
// the arrows are for that.
const scrolls = (element) => element.id === "grid" && element.scrollWidth > element.clientWidth;
