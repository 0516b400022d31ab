const TIMEOUT_MS = 20_000

/**
 * The widget API of one form (contracts.md). base is ".../api/v1/widget/KEY"; language() names the language
 * of the server's sentences, or nothing while it is not known.
 *
 * A call that fails throws a trouble: the problem document's `detail`, `fields` and `alternatives` as far as the
 * server named them, with `status` (0: no answer came) and `wait`, the seconds it asks to wait, or 0.
 */
export function widgetApi(base, language) {
  async function call(path, query, init) {
    const url = new URL(base + path)
    query.lang = language()
    for (const name in query) if (query[name]) url.searchParams.set(name, query[name])
    let status = 0
    let wait = 0
    let body
    try {
      // no-cache: what is kept is asked about (ETag), never just used.
      const response = await fetch(url, { cache: 'no-cache', ...init, credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) })
      wait = +response.headers.get('Retry-After') || 0
      // A 2xx whose body breaks off stays "no answer": asking again is right, and safe with the same key.
      if (!response.ok) status = response.status
      body = await response.json()
      if (!status) return body
    } catch {
      // no answer, or none that can be read: the status says which
    }
    throw { detail: '', fields: {}, alternatives: [], ...body, status, wait }
  }
  const send = (path, body, key, method = 'POST') =>
    call(path, {}, { method, headers: { 'Content-Type': 'application/json', ...(key && { 'Idempotency-Key': key }) }, body })
  /** Tells the server something on the way out, or by the way; whether it arrives is nobody's worry. */
  const whisper = (path, body) => {
    try {
      navigator.sendBeacon(base + path, JSON.stringify(body))
    } catch {
      // forbidden by the page
    }
  }
  return {
    config: (page) => call('/config', { page }),
    /** Dates are inclusive, at most 62 days. */
    slots: (service, resource, from, to, hold) => call('/slots', { service, resource, from, to, hold }),
    /** path: /bookings or /leads. */
    submit: (path, attempt) => send(path, attempt.body, attempt.key),
    hold: (wish) => send('/holds', JSON.stringify(wish)),
    prolong: (id) => send('/holds/' + id, undefined, '', 'PUT'),
    release: (id) => whisper('/holds/' + id + '/end'),
    tell: (event, more) => whisper('/events', { event, ...more }),
  }
}
