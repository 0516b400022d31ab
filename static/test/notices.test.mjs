import assert from 'node:assert/strict'
import test from 'node:test'

/** What a browser gives a service worker: what is shown, the windows, and what was listened for. */
const browser = { shown: [], windows: [], opened: [], listeners: {}, subscribed: true }
globalThis.self = {
  location: 'https://okno.example/sw.js',
  addEventListener: (type, listener) => {
    browser.listeners[type] = listener
  },
  clients: {
    matchAll: async () => browser.windows,
    openWindow: async (url) => browser.opened.push(url),
  },
  registration: {
    getNotifications: async ({ tag } = {}) => browser.shown.filter((each) => !tag || each.tag === tag),
    showNotification: async (title, options) => {
      browser.shown = browser.shown.filter((each) => each.tag !== options.tag)
      browser.shown.push({ title, ...options, close: () => browser.shown.pop() })
    },
    pushManager: {
      getSubscription: async () => ({
        unsubscribe: async () => {
          browser.subscribed = false
        },
      }),
    },
  },
}

const { listen, silence } = await import('../js/notices.js')
listen(/^\/(overview|bookings|leads)(\/|$)/)

const fire = async (type, event) => {
  let over = null
  browser.listeners[type]({
    ...event,
    waitUntil: (promise) => {
      over = promise
    },
  })
  await over
}
const push = (message) => fire('push', { data: { json: () => message } })
const message = { id: 'd1', title: 'Новая запись', body: 'Стрижка', url: '/bookings/b1', tag: 'b1', lang: 'ru' }

function page(path, focused = false) {
  const each = { url: `https://okno.example${path}`, frameType: 'top-level', focused, did: [] }
  each.focus = async () => each.did.push('focus')
  each.navigate = async (url) => each.did.push(url)
  return each
}

async function click(windows) {
  Object.assign(browser, { windows, opened: [] })
  let closed = false
  await fire('notificationclick', {
    notification: {
      data: { url: '/bookings/b1' },
      close: () => {
        closed = true
      },
    },
  })
  assert.ok(closed)
}

test('a message that comes twice is shown once, and makes no second sound', async () => {
  await push(message)
  assert.deepEqual([browser.shown.length, browser.shown[0].silent, browser.shown[0].renotify], [1, false, true])
  await push(message)
  assert.deepEqual([browser.shown.length, browser.shown[0].silent, browser.shown[0].renotify], [1, true, false])
})

test('the next message about a booking takes the place of the one before, and is heard', async () => {
  await push({ ...message, id: 'd2', title: 'Запись перенесена' })
  assert.deepEqual([browser.shown.length, browser.shown[0].title, browser.shown[0].silent], [1, 'Запись перенесена', false])
  await push({ ...message, id: 'd3', tag: 'b2' })
  assert.equal(browser.shown.length, 2)
})

test('a click opens the page in the window of the panel that is looked at', async () => {
  const [other, looked] = [page('/leads'), page('/overview', true)]
  await click([other, looked])
  assert.deepEqual([other.did, looked.did, browser.opened], [[], ['focus', '/bookings/b1'], []])
})

test('a click goes to the window that shows the page already', async () => {
  const [looked, there] = [page('/overview', true), page('/bookings/b1')]
  await click([looked, there])
  assert.deepEqual([looked.did, there.did], [[], ['focus', '/bookings/b1']])
})

test('a click leaves windows of guests alone', async () => {
  const guest = page('/b/form', true)
  await click([guest])
  assert.deepEqual([guest.did, browser.opened], [[], ['/bookings/b1']])
})

test('whoever signs out is told nothing more, and nothing stays on the screen', async () => {
  browser.shown = [{ tag: 'x', close: () => browser.shown.pop() }]
  await silence()
  assert.deepEqual([browser.shown, browser.subscribed], [[], false])
})
