import test from 'node:test'
import assert from 'node:assert/strict'
import { formats } from '../src/formats.js'
import { speaking } from './words.js'

const company = { timezone: 'Europe/Moscow', currency: 'RUB' }
const ru = formats(speaking('ru'), 'ru', company)
const en = formats(speaking('en'), 'en', { timezone: 'Europe/London', currency: 'GBP' })
const us = formats(speaking('en'), 'en', { timezone: 'America/New_York', currency: 'USD' })
const plain = (text) => text.replace(/\s/g, ' ')

test('the company’s clock is shown, whatever the zone of the machine', () => {
  assert.equal(ru.moment('2026-11-24T16:15:00+03:00'), 'Вторник, 24\u00a0ноября, 16:15')
  assert.equal(plain(us.moment('2026-11-24T16:15:00-05:00')), 'Tuesday, November 24, 4:15 PM')
  assert.equal(en.time('2026-11-24T16:15:00-08:00'), '16:15')
  assert.equal(plain(us.time('2026-11-24T16:15:00-05:00')), '4:15 PM')
  assert.equal(ru.exactTime('2026-10-25T01:30:00+02:00'), '1:30 (UTC+2)')
})

test('months stand by themselves', () => {
  assert.equal(ru.month('2026-11'), 'Ноябрь 2026')
  assert.equal(ru.monthInText('2026-12'), 'декабрь')
  assert.equal(en.month('2027-01'), 'January 2027')
})

test('durations are hours and minutes from an hour on', () => {
  assert.equal(ru.duration(75), '1 ч 15 мин')
  assert.equal(ru.duration(150), '2 ч 30 мин')
  assert.equal(en.duration(120), '2 h')
})

test('prices have kopecks only where there are any', () => {
  assert.equal(plain(ru.price('2500.00')), '2 500 ₽')
  assert.equal(plain(ru.price('99.50')), '99,50 ₽')
  assert.equal(en.price('45.00'), '£45')
  assert.equal(ru.price('0.00'), 'бесплатно')
  assert.equal(ru.price(null), '')
})
