// Whoever is known by the phone that is being typed fills in the rest of the
// form; what a person has typed himself stays.

const field = (form, name) => form?.querySelector(`[data-client-field=${name}], [name=${name}]`);

function fill(form, client, names) {
  for (const name of names) {
    const input = field(form, name);
    const value = client.dataset[`client${name[0].toUpperCase()}${name.slice(1)}`];
    if (!input || !value || (input.value && input.value !== input.dataset.filled && name !== "phone")) continue;
    input.value = input.dataset.filled = value;
  }
}

document.addEventListener("htmx:after:swap", () => {
  for (const known of document.querySelectorAll("#client-lookup section[data-client]")) fill(known.closest("form"), known, ["name", "email"]);
});

document.addEventListener("click", (event) => {
  const pick = event.target.closest("[data-client-pick]");
  if (!pick) return;
  const form = pick.closest("form");
  const phone = field(form, "phone");
  fill(form, pick, ["phone", "name", "email"]);
  phone?.focus();
  phone?.dispatchEvent(new Event("input", { bubbles: true })); // asks again: now it is a client
});
