import test from 'node:test'
import assert from 'node:assert/strict'
import { adsOf, CAME, came } from '../src/came.js'
import { page } from '../src/extras/page.js'

const DAY = 86_400_000
const now = Date.now()

/** A site's storages: those of its tab begin anew with a visit. */
function site() {
  const leave = () => (globalThis.sessionStorage = {})
  globalThis.localStorage = {}
  leave()
  return { leave, sent: (search = '', at = now) => page('https://a.example/book' + search, at) }
}

test('the first page of a visit says what led there, whatever the next ones are', () => {
  const { sent } = site()
  came('?utm_source=yandex&utm_campaign=%D0%BE%D1%81%D0%B5%D0%BD%D1%8C+2026&yclid=42&page=3', now)
  const first = 'https://a.example/book?utm_source=yandex&utm_campaign=%D0%BE%D1%81%D0%B5%D0%BD%D1%8C+2026&yclid=42'
  assert.equal(sent(), first)
  came('', now)
  came('?utm_source=menu', now)
  assert.equal(sent(), first)
  // Two advertisements are not mixed, and what is the page's own stays.
  assert.equal(sent('?x=1&utm_medium=menu&utm_source=menu#top'), first.replace('?', '?x=1&') + '#top')
})

test('a later visit belongs to what led to it, else for 30 days to the one before', () => {
  const { sent, leave } = site()
  came('?utm_source=first', now)
  leave()
  came('', now)
  assert.equal(sent('', now + 29 * DAY), 'https://a.example/book?utm_source=first')
  assert.equal(sent('', now + 31 * DAY), 'https://a.example/book')
  came('?gclid=2', now)
  assert.equal(sent(), 'https://a.example/book?gclid=2')
})

test('nothing else of an address is kept, and no more than a little', () => {
  site()
  assert.equal(
    adsOf('?email=a%40b.c&utm_content=x&UTM_SOURCE=3&utm_term=&utm_=1&__proto__=2&fbclid=f&x=utm_source=9'),
    '&utm_content=x&fbclid=f',
  )
  assert.equal(adsOf('?page=2'), '')
  came('?phone=79161234567&utm_source=' + 'x'.repeat(5000), now)
  assert.ok(localStorage[CAME].length < 1600 && !localStorage[CAME].includes('7916'))
  came('?page=1', now)
})

test('what is kept is not believed blindly, and no storage is no trouble', () => {
  const { sent } = site()
  for (const odd of [
    '',
    'x',
    'null',
    'NaN&utm_source=a',
    now + DAY + '&utm_source=later',
    now + '&evil=1',
    now + '?%%%&utm_source=%E0%A4%A',
  ])
    for (const storage of [localStorage, sessionStorage]) {
      storage[CAME] = odd
      assert.ok(!/evil|later/.test(sent('?x=1')), odd)
    }
  Object.defineProperty(globalThis, 'sessionStorage', { get: () => assert.fail('forbidden'), configurable: true })
  came('?utm_source=a', now)
  localStorage[CAME] = ''
  assert.equal(sent('?utm_source=own'), 'https://a.example/book?utm_source=own')
  delete globalThis.sessionStorage
})

test('an address that would grow too long stays as it is', () => {
  const { sent } = site()
  came('?utm_source=' + 'y'.repeat(300), now)
  assert.equal(sent('?q=' + 'x'.repeat(1800)), 'https://a.example/book?q=' + 'x'.repeat(1800))
})
