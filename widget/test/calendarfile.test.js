import test from 'node:test'
import assert from 'node:assert/strict'
import { calendarFile, calendarLink } from '../src/calendarfile.js'

const event = {
  id: 'b1', start: '2026-11-24T16:15:00+03:00', end: '2026-11-24T17:15:00+03:00',
  title: 'Женская стрижка, Салон «Лотос»; 💇🏽‍♀️ и ещё кое-что, чтобы строка вышла длинной', url: 'https://okno.example/b/' + '1'.repeat(90),
}

test('an event is written in UTC', () => {
  const file = calendarFile(event).replace(/\r\n /g, '')
  assert.match(file, /^BEGIN:VCALENDAR\r\nVERSION:2.0\r\n/)
  assert.match(file, /\r\nDTSTART:20261124T131500Z\r\nDTEND:20261124T141500Z\r\n/)
  assert.match(file, /\r\nSUMMARY:Женская стрижка\\, Салон «Лотос»\\; 💇🏽‍♀️/)
  assert.match(file, /\r\nURL:https:\/\/okno.example\/b\/1{90}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n$/)
})

test('no line is longer than 75 octets', () => {
  for (const line of calendarFile(event).split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
})

test('the link carries the whole file', () => {
  assert.equal(decodeURIComponent(calendarLink(event).split('utf-8,')[1]).split('\r\n').length, calendarFile(event).split('\r\n').length)
})
