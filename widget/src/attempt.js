/** A name that nobody else has. Not randomUUID: that exists only in secure contexts, and a host may be plain http. */
export function newKey() {
  const words = crypto.getRandomValues(new Uint32Array(5))
  let key = ''
  for (let i = 0; i < 5; i++) key += words[i].toString(36)
  return key
}

/**
 * The attempt to send this content: the previous one when nothing has changed, so that a retry repeats the
 * same key with the very same body (contracts.md: a key with another body is 422), else a new one.
 * extra (the view token, the hold) is not content: it changes with every load of the page.
 */
export function attemptFor(content, extra, previous) {
  const text = JSON.stringify(content)
  if (previous && previous.content === text) return previous
  return { key: newKey(), content: text, body: JSON.stringify({ ...content, ...extra }) }
}
