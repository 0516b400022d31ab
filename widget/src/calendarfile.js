import { joined } from './list.js'

const stamp = (instant) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')
const escaped = (text) => text.replace(/[\\;,]/g, '\\$&').replace(/\s+/g, ' ')
// A content line has at most 75 octets (RFC 5545, 3.1); a character has up to four.
const folded = (text, characters) => text.replace(new RegExp(`.{${characters}}(?=.)`, 'gu'), '$&\r\n ')

/**
 * An iCalendar file (RFC 5545) with one event. start and end are RFC 3339 instants and are written in UTC,
 * so that the event needs no zone table.
 */
export function calendarFile({ id, start, end, title, url }) {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Okno//Widget//EN',
    'BEGIN:VEVENT',
    `UID:${id}@okno`,
    'DTSTAMP:' + stamp(Date.now()),
    'DTSTART:' + stamp(start),
    'DTEND:' + stamp(end),
    'SUMMARY:' + folded(escaped(title), 16),
    url && 'URL:' + folded(url, 70),
    'END:VEVENT',
    'END:VCALENDAR\r\n',
  ]
  return joined(lines, '\r\n')
}

/**
 * The same file as an address for a download link. data: needs no permission from the host's CSP
 * and, unlike a Blob, nobody has to release it.
 */
export const calendarLink = (event) => 'data:text/calendar;charset=utf-8,' + encodeURIComponent(calendarFile(event))
