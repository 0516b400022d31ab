// What a push service brings: shown by the service worker, and opened by a click. What it says, and what the member
// may see of it, the server has decided (notify/push).

const { clients, registration } = self

/** Shows a message. The next one about the same takes its place; one that comes twice makes no second sound. */
async function tell({ id, title, body, url, tag, lang }) {
  const twice = (await registration.getNotifications({ tag })).some((shown) => shown.data?.id === id)
  const data = { id, url }
  await registration.showNotification(title, { body, tag, lang, data, icon: '/static/icon-192.png', renotify: !twice, silent: twice })
}

/** Opens the page that a message is about: in a window of the panel where one is open, else in a new one. */
async function open(url) {
  const windows = await clients.matchAll({ type: 'window' })
  const ours = windows.filter((each) => each.frameType === 'top-level' && isPanel(new URL(each.url).pathname))
  const here =
    ours.find((each) => new URL(each.url).pathname === new URL(url, self.location).pathname) ?? ours.find((each) => each.focused) ?? ours[0]
  if (!here) return clients.openWindow(url)
  await here.focus()
  return here.navigate(url).catch(() => clients.openWindow(url))
}

let isPanel = () => false

/** Listens; panel says whether a path is one of the panel's pages. */
export function listen(panel) {
  isPanel = (path) => panel.test(path)
  self.addEventListener('push', (event) => event.data && event.waitUntil(tell(event.data.json())))
  self.addEventListener('notificationclick', (event) => {
    event.notification.close()
    event.waitUntil(open(event.notification.data.url))
  })
}

/** Lets this browser be told nothing any more, and takes away what stands on the screen: nobody is signed in. */
export async function silence() {
  for (const shown of await registration.getNotifications()) shown.close()
  await (await registration.pushManager?.getSubscription())?.unsubscribe()
}
