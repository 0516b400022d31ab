// Toasts: what has just happened, for the eyes. Screen readers get the same
// words from the log that they stand in (#announcer), so a toast is no live region.

const shown = 3;
const lasts = 12_000;

/** Shows a sentence; link, if any, is the address of a booking that opens in the modal. */
export function toast(text, link, booking) {
  const stack = document.getElementById("toasts");
  const box = element("div", "toast");
  box.append(element("span", "toast-text", text));
  if (link) {
    const open = element("a", "toast-open", stack.dataset.open);
    open.href = link;
    open.dataset.booking = booking;
    open.setAttribute("hx-get", link);
    open.setAttribute("hx-target", "#modal-body");
    open.setAttribute("hx-swap", "innerHTML");
    open.addEventListener("htmx:after:swap", () => box.remove());
    box.append(open);
  }
  const close = element("button", "toast-close", "×");
  close.type = "button";
  close.setAttribute("aria-label", stack.dataset.close);
  close.addEventListener("click", () => box.remove());
  box.append(close);
  stack.append(box);
  htmx.process(box);
  while (stack.children.length > shown) stack.firstElementChild.remove();
  setTimeout(function leave() {
    // Not from under a hand or a keyboard focus.
    if (box.matches(":hover, :focus-within")) setTimeout(leave, 2_000);
    else box.remove();
  }, lasts);
}

function element(tag, className, text = "") {
  const e = document.createElement(tag);
  e.className = className;
  e.textContent = text;
  return e;
}

// No answer at all: the server or the network is gone.
document.addEventListener("htmx:error", (event) => {
  const modal = document.getElementById("modal");
  if (modal && event.detail.ctx) toast(modal.dataset.failed);
});
