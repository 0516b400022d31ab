// Choosing the company's time zone proposes what is paid with there, unless another
// currency has been typed.
document.addEventListener('change', ({ target }) => {
  if (target.id !== 'timezone') return
  const currency = target.form.elements.currency
  const chosen = [...target.list.options].find((option) => option.value === target.value)?.dataset.currency
  if (chosen && currency?.value === currency.defaultValue) currency.value = currency.defaultValue = chosen
})

// A form that wants to know the time zone that its browser is in.
for (const field of document.querySelectorAll('[data-own-zone]')) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''
