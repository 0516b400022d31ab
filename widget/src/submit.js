import { each, map, pick } from './list.js'
import { attemptFor } from './attempt.js'
import { isClient } from './fields.js'
import { passing, persist } from './retry.js'

/** What a field's value is to the API: a text, a list, or nothing. */
const trimmed = (value) =>
  typeof value === 'string'
    ? value.trim()
    : pick(
        map(value || [], (v) => v),
        Boolean,
      )

/** The address of the page; with what led the visitor to the site, as far as that is known. */
export const pageOf = (extra) => (extra ? extra.page() : location.href)

/** What is typed, in the shape of POST /leads: contacts under their names, a hidden field from the address that led to the page. */
export function answers({ config, state, extra }) {
  const { values } = state
  const { searchParams } = new URL(pageOf(extra))
  const found = { client: {}, answers: {} }
  each(config.form.fields, ({ name, kind, param }) => {
    const value = kind === 'hidden' ? searchParams.get(param || name) || '' : trimmed(values[name] || '')
    if (value.length) (isClient(name) ? found.client : found.answers)[name] = value
  })
  if (config.form.consent) found.consent = Boolean(values.consent)
  return found
}

/** What is sent: the visitor's choice and answers in the shape of POST /bookings; empty answers are left out. */
export function content(app) {
  const { extra } = app
  const { service, start, resource } = app.state
  const body = { service, start: extra ? extra.clocks.sent(start) : start, ...answers(app) }
  if (resource) body.resource = resource
  return body
}

/** The same without a time: all that is typed is an answer. */
export function leadContent(app) {
  const { client, answers: others, ...rest } = answers(app)
  return { answers: { ...client, ...others }, ...rest }
}

/**
 * Sends a booking or a lead, again with the same key while the trouble is passing. The attempt outlives a reload, so
 * that an answer lost on the way is asked for again and nothing is booked twice; a final answer ends it.
 */
export async function submit(app, path, body, extra, onPause) {
  const { state } = app
  const attempt = (state.attempt = attemptFor(body, extra, state.attempt))
  app.save()
  try {
    return await persist(() => app.api.submit(path, attempt), onPause)
  } catch (trouble) {
    if (!passing(trouble) && trouble.status !== 429) delete state.attempt
    app.save()
    throw trouble
  }
}
