import test from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { formats } from '../src/formats.js'
import { speaking } from './words.js'

const company = { formats: 'ru-RU', currency: 'RUB' }
const ru = formats(speaking('ru'), 'ru', company)
const en = formats(speaking('en'), 'en', { formats: 'en-GB', currency: 'GBP' })
const us = formats(speaking('en'), 'en', { formats: 'en-US', currency: 'USD' })
const plain = (text) => text.replace(/\s/g, ' ')

test('the company’s clock is shown, whatever the zone of the machine', () => {
  assert.equal(ru.moment('2026-11-24T16:15:00+03:00'), 'Вторник, 24\u00a0ноября, 16:15')
  assert.equal(plain(us.moment('2026-11-24T16:15:00-05:00')), 'Tuesday, November 24, 4:15 PM')
  assert.equal(en.time('2026-11-24T16:15:00-08:00'), '16:15')
  assert.equal(plain(us.time('2026-11-24T16:15:00-05:00')), '4:15 PM')
  assert.equal(ru.exactTime('2026-10-25T01:30:00+02:00'), '1:30 (UTC+2)')
})

test('the months of some weeks stand by themselves', () => {
  assert.equal(ru.months('2026-11-02', '2026-11-29'), 'Ноябрь 2026')
  assert.equal(ru.months('2026-11-23', '2026-12-20'), 'Ноябрь – декабрь 2026')
  assert.equal(ru.months('2026-12-28', '2027-01-24'), 'Декабрь 2026 – январь 2027')
  assert.equal(en.months('2027-01-04', '2027-02-01'), 'January – February 2027')
  assert.equal(ru.dayInText('2026-12-20'), '20 декабря')
})

test('the server writes the same', () => {
  const cases = JSON.parse(readFileSync(new URL('../../booking/format/testdata/agree.json', import.meta.url)))
  for (const { lang, durations, prices, times, days, ...company } of cases) {
    const fmt = formats(speaking(lang), lang, company)
    for (const [minutes, text] of Object.entries(durations)) assert.equal(plain(fmt.duration(+minutes)), text)
    for (const [amount, text] of Object.entries(prices)) assert.equal(plain(fmt.price(amount)), text)
    for (const [instant, text] of Object.entries(times)) assert.equal(plain(fmt.time(instant)), text)
    for (const [date, text] of Object.entries(days)) assert.equal(plain(fmt.day(date)), text)
  }
})

test('prices have kopecks only where there are any', () => {
  assert.equal(plain(ru.price('2500.00')), '2 500 ₽')
  assert.equal(plain(ru.price('99.50')), '99,50 ₽')
  assert.equal(en.price('45.00'), '£45')
  assert.equal(ru.price('0.00'), 'бесплатно')
  assert.equal(ru.price(null), '')
})
