// The amount that stands in the form of a payment is typed over at once.
document.addEventListener('focusin', ({ target }) => {
  if (target.id === 'pay-amount') target.select()
})
