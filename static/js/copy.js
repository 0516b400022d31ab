// A button that copies a field's text and says so.

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]')
  if (!button) return
  const field = document.getElementById(button.dataset.copy)
  field.select()
  // Without a secure context there is no clipboard, but there is the selection.
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value).catch(() => document.execCommand('copy'))
  else document.execCommand('copy')
  const said = button.parentElement.parentElement.querySelector('[role=status]') ?? document.getElementById('copied')
  said.textContent = button.dataset.copied
})
