/*
 * The embeddable booking widget: <script src="BASE/widget.js" data-okno="KEY" async></script>
 * data-target, data-lang and data-service are optional (contracts.md).
 */
import { each } from './list.js'
import { mount } from './mount.js'

const own = (document.currentScript && document.currentScript.src) || location.href

function mountAll() {
  each(document.querySelectorAll('script[data-okno]'), (script) => {
    try {
      mount(script, own)
    } catch (error) {
      console.error('Okno:', error)
    }
  })
}

mountAll()
// Snippets further down the page may share this one copy of the file.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mountAll)
