import { el } from '../dom.js'

/** Copies the link; where the page forbids that, shows it to be copied by hand. */
export async function copy(url, pressed, t, say) {
  try {
    await navigator.clipboard.writeText(url)
    pressed.textContent = t('copied')
    say(t('copied'))
  } catch {
    const field = el('input', { class: 'link-field', readonly: true, 'aria-label': t('copy_link') })
    field.value = url
    pressed.replaceWith(field)
    field.focus()
    field.select()
  }
}
