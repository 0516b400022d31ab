import test from 'node:test'
import assert from 'node:assert/strict'
import { counting } from '../src/extras/counters.js'

const all = { metrika: '12345678', ga4: 'G-OWL12345', data_layer: true }

/** A page with counters that note what they are told. */
function page() {
  const told = []
  return { told, ym: (...args) => told.push(args), gtag: (...args) => told.push(args), dataLayer: { push: (it) => told.push([it]) } }
}

test('each counter of the page is told in its own way', () => {
  const site = page()
  counting(all, 'lotos-site', site)('booked', 'cut')
  assert.deepEqual(site.told, [
    [12345678, 'reachGoal', 'okno_booked', { okno_form: 'lotos-site', okno_service: 'cut' }],
    ['event', 'okno_booked', { okno_form: 'lotos-site', okno_service: 'cut', send_to: 'G-OWL12345' }],
    [{ event: 'okno_booked', okno_form: 'lotos-site', okno_service: 'cut' }],
  ])
})

test('only those that the form names are told', () => {
  const site = page()
  counting({ metrika: '1' }, 'f', site)('lead')
  assert.deepEqual(site.told, [[1, 'reachGoal', 'okno_lead', { okno_form: 'f' }]])
  counting({}, 'f', site)('lead')
  assert.equal(site.told.length, 1)
})

test('opened and chosen are said once, each booking and request every time', () => {
  const site = page()
  const count = counting({ data_layer: true }, 'f', site)
  for (const event of ['open', 'open', 'slot', 'slot', 'booked', 'booked', 'lead', 'lead']) count(event)
  assert.equal(site.told.map(([it]) => it.event).join(' '), 'okno_open okno_slot okno_booked okno_booked okno_lead okno_lead')
})

test('a page without counters, or with broken ones, changes nothing', () => {
  counting(all, 'f', {})('booked')
  counting(all, 'f', { ym: 1, gtag: 'x', dataLayer: {} })('booked')
  const broken = () => assert.fail('the page’s own')
  counting(all, 'f', { ym: broken, gtag: broken, dataLayer: { push: broken } })('booked')
  const forbidden = Object.defineProperty({}, 'ym', { get: broken })
  counting(all, 'f', forbidden)('booked')
})
