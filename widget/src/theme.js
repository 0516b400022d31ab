/** Whether the page behind an element is dark: the first ground that is painted, else the browser's own. */
function onDark(node) {
  for (; node; node = node.parentElement || node.getRootNode().host) {
    const m = /^rgba?\((\d+), (\d+), (\d+)(, 0)?/.exec(getComputedStyle(node).backgroundColor)
    if (m && !m[4]) return m[1] * 0.3 + m[2] * 0.6 + m[3] * 0.1 < 110
  }
  const meta = document.querySelector('meta[name=color-scheme]')
  const schemes = getComputedStyle(document.documentElement).colorScheme + meta?.content
  return /dark/.test(schemes) && (!/light/.test(schemes) || matchMedia('(prefers-color-scheme: dark)').matches)
}

/**
 * Dresses the widget's own element as the form's settings say: theme, radius, and the colours that the server
 * has made of the accent, so that they can be read on either ground.
 */
export function dress(node, host, { theme, radius, light, dark }) {
  const night = theme === 'dark' || (theme !== 'light' && onDark(host.parentElement))
  const colors = (night ? dark : light) || {}
  node.toggleAttribute('data-dark', night)
  node.style.setProperty('--r', radius + 'px')
  for (const name in colors) node.style.setProperty('--' + name, colors[name])
}
