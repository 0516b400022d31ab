// Toasts: what has just happened, for the eyes. Screen readers get the same
// words from the log that they stand in (#announcer), so a toast is no live region.

const shown = 3;
const stack = document.getElementById("toasts");

/** Shows a sentence; link, if any, is the address of a booking that opens in the modal. */
export function toast(text, link, booking) {
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
  box.append(close);
  stack.append(box);
  htmx.process(box);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".toast-close, .toast-undo");
  // Out of sight at once; out of the page later, so that the request of an undo keeps its element.
  if (button) button.closest(".toast").hidden = true;
});

// Toasts come from here and, with an undo, from the server; all of them leave by themselves.
if (stack) new MutationObserver((records) => {
  for (const record of records) for (const box of record.addedNodes) if (box.matches?.(".toast")) settle(box);
}).observe(stack, { childList: true });

// While the modal is open nothing outside it can be pressed, so they stand in it.
function place() {
  const home = document.querySelector("#modal[open]") || document.body;
  if (stack.parentElement !== home) home.append(stack);
}
document.addEventListener("close", (event) => {
  if (stack && event.target.id === "modal") document.body.append(stack);
}, true);

function settle(box) {
  place();
  while (stack.children.length > shown) stack.firstElementChild.remove();
  setTimeout(function leave() {
    // Not from under a hand or a keyboard focus.
    if (box.matches(":hover, :focus-within")) setTimeout(leave, 2_000);
    else box.remove();
  }, (box.dataset.lasts ?? 12) * 1000);
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
