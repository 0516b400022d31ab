// The page of a resource: a photo that is too large is not sent at all, and a
// form that comes back refused gets the focus where there is something to mend.

document.addEventListener(
  'change',
  (event) => {
    const input = event.target
    if (!input.matches('.photo-file')) return
    const large = input.files[0]?.size > Number(input.dataset.max)
    document.getElementById('photo-error').textContent = large ? input.dataset.large : ''
    input.toggleAttribute('aria-invalid', large)
    if (large || input.files.length === 0) event.stopPropagation() // htmx hears nothing of it
    if (large) input.value = ''
    else if ('sends' in input.dataset && input.files.length) input.form.requestSubmit()
  },
  true,
)

document.addEventListener('htmx:after:swap', (event) => {
  const { target, sourceElement } = event.detail.ctx
  if (target?.id === 'resource') {
    document.querySelector('#resource :is([aria-invalid], .clash)')?.focus()
  }
  // An act that was asked for in the modal has changed the page behind it, unless the modal asks on.
  if (sourceElement && 'closes' in sourceElement.dataset && (target.id ?? target.slice(1)) !== 'modal-body')
    document.getElementById('modal').close()
})
