import { el, refill } from '../dom.js'
import { add, each, first, joined, map, part, pick } from '../list.js'
import { does, peopleOf, termsOf } from '../choices.js'
import { icon } from '../icons.js'
import { step } from '../frame.js'
import { notice } from '../notice.js'
import { people } from '../people.js'

// A long list opens in two moves, so that it does not push the page away.
const AT_ONCE = 10

/** The first step: what to book, and with whom if that comes first. */
export function serviceStep(app) {
  const { t, config, state, say, options } = app
  const { services } = config
  const list = el('div', { class: 'groups' })
  const show = () => {
    const words = plain(search.value.trim()).split(/\s+/)
    const found = pick(services, (s) => does(s, state.resource) && has(plain(joined([s.name, s.category, s.description], ' ')), words))
    refill(list, found.length ? groups(app, found, words[0]) : notice({ title: t('no_match'), state: 'empty' }, app.otherwise(), 'h4'))
    if (words[0]) say(t(found.length ? 'found' : 'no_match', { n: found.length }))
  }
  const search = el('input', {
    type: 'search',
    placeholder: t('find_service'),
    'aria-label': t('find_service'),
    on: { input: show },
  })
  const who = people(t, options.base, peopleOf(services), state.resource, (id) => {
    state.resource = id
    app.save()
    show()
  })
  show()
  return step(app, 'service', t('choose_service'), [who, services.length > AT_ONCE && search, list])
}

/** As people type: no capitals, and ё is е. */
const plain = (text) => text.toLowerCase().replace(/ё/g, 'е')

function has(text, words) {
  for (let i = 0; i < words.length; i++) if (text.split(words[i]).length < 2) return false
  return true
}

/** The services by category; what of a long list is not asked for opens in a second move. */
function groups(app, found, asked) {
  const all = []
  each(found, (s) => {
    const last = all[all.length - 1]
    if (last && last.name === s.category) add(last.services, s)
    else add(all, { name: s.category, services: [s] })
  })
  const long = found.length > AT_ONCE && !asked
  if (all.length < 2) {
    const now = cards(app, long ? part(found, 0, AT_ONCE) : found)
    return [now, long && folded(app, app.t('more_services', { n: found.length - AT_ONCE }), part(found, AT_ONCE))]
  }
  return map(all, ({ name, services }) => {
    const title = name || app.t('other_services')
    return long ? folded(app, title, services) : [el('h4', { text: title }), cards(app, services)]
  })
}

const folded = (app, title, services) =>
  el(
    'details',
    { open: first(services, (s) => s.id === app.state.service) && '' },
    el('summary', {}, el('h4', { text: title })),
    cards(app, services),
  )

const cards = (app, services) =>
  el(
    'ul',
    { class: 'services', role: 'list' },
    map(services, (s) => el('li', {}, card(app, s))),
  )

function card(app, service) {
  const { fmt } = app
  return el(
    'button',
    {
      type: 'button',
      class: 'service',
      'data-service': service.ref || service.id,
      on: { click: () => app.choose(service) },
    },
    el(
      'span',
      {},
      el('b', { text: service.name }),
      service.description && el('span', { text: service.description }),
      el('span', { text: fmt.offer(termsOf(service, app.state.resource)) }),
    ),
    icon('next'),
  )
}
