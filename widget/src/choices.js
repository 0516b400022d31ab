import { pick } from './list.js'

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
