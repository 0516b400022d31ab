import { each } from './list.js'
import { attemptFor } from './attempt.js'
import { isClient } from './fields.js'
import { passing, persist } from './retry.js'

/** What is sent: the visitor's choice and answers in the shape of POST /bookings; empty answers are left out. */
export function content({ config, state }) {
  const { service, start, resource, values } = state
  const body = { service, start, client: {}, answers: {} }
  if (resource) body.resource = resource
  each(config.form.fields, ({ name }) => {
    const value = (values[name] || '').trim()
    if (value) (isClient(name) ? body.client : body.answers)[name] = value
  })
  if (config.form.consent) body.consent = Boolean(values.consent)
  return body
}

/**
 * Sends the booking, again with the same key while the trouble is passing. The attempt outlives a reload, so
 * that an answer lost on the way is asked for again and nothing is booked twice; a final answer ends it.
 */
export async function submit(app, onPause) {
  const { state } = app
  const attempt = (state.attempt = attemptFor(content(app), app.config.view, state.attempt))
  app.save()
  try {
    return await persist(() => app.api.book(attempt), onPause)
  } catch (trouble) {
    if (!passing(trouble) && trouble.status !== 429) delete state.attempt
    app.save()
    throw trouble
  }
}
