import { add, each, first, pick } from './list.js'

const LABELS = { staff: 'who', room: 'where', equipment: 'on' }

/**
 * The resources a visitor may choose among: the staff; where a service has no staff, its rooms, else its
 * equipment. Nothing when there is only one: then there is nothing to choose.
 * label and any are the text keys for the question and for "no wish".
 */
export function choicesOf(service) {
  for (const kind in LABELS) {
    const resources = pick(service.resources, (r) => r.kind === kind)
    if (resources.length) {
      return { resources: resources.length > 1 ? resources : [], label: LABELS[kind], any: kind === 'staff' ? 'anyone' : 'anywhere' }
    }
  }
  return { resources: [] }
}

/** Whether a resource can be asked for with the service; nobody in particular always can. */
export const does = (service, resource) => !resource || Boolean(first(service.resources, (r) => r.id === resource))

/** What says how long the service takes and what it costs: whoever was asked for and has terms, else the service. */
export const termsOf = (service, resource) => first(service.resources, (r) => r.id === resource && r.offer) || service

/** The same of all services together, people alone: whoever comes for a person chooses that person first. */
export function peopleOf(services) {
  const all = []
  each(services, (s) => each(s.resources, (r) => first(all, ({ id }) => id === r.id) || add(all, { ...r, offer: '' })))
  const choices = choicesOf({ resources: all })
  return choices.label === LABELS.staff ? choices : choicesOf({ resources: [] })
}
