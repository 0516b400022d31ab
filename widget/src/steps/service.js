import { el, put } from '../dom.js'
import { joined, map, part } from '../list.js'
import { icon } from '../icons.js'
import { step } from '../frame.js'
import { button } from '../notice.js'

// A long list opens in two moves, so that it does not push the page away.
const AT_ONCE = 10

/** The first step: what to book. */
export function serviceStep(app) {
  const { t, config } = app
  const rest = part(config.services, AT_ONCE)
  const list = el('ul', { class: 'services', role: 'list' })
  const show = (services) =>
    put(
      list,
      map(services, (s) => el('li', {}, card(app, s))),
    )
  const more = button('more', t('more_services', { n: rest.length }), () => {
    more.remove()
    show(rest)
    list.children[AT_ONCE].firstChild.focus()
  })
  show(part(config.services, 0, AT_ONCE))
  return step(app, 'service', t('choose_service'), [list, rest.length > 0 && more])
}

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
      el('span', { text: joined([fmt.duration(service.duration_min), fmt.price(service.price)], ' · ') }),
    ),
    icon('next'),
  )
}
