// Notifications in this browser, on the page about who is told of what: whether they are on, turning them on and off,
// and what to do where the browser does not let them. What is sent, and to whom, the server decides.

const part = document.getElementById('push')
const on = document.getElementById('push-on')
const off = document.getElementById('push-off')
const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window && part.dataset.key

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

function show(...states) {
  for (const line of part.querySelectorAll('[data-state]')) line.hidden = !states.includes(line.dataset.state)
  on.hidden = !states.includes('off')
  off.hidden = !states.includes('on')
}

/** The row of this browser, if it is in the list (telling.Subscription.Address). */
async function row(subscription) {
  const address = text(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscription.endpoint)))
  return document.querySelector(`[data-browser="${address}"]`)
}

/** Whether the browser has subscribed under our key, and not under one from before. */
const ours = (subscription) => text(subscription.options?.applicationServerKey ?? new ArrayBuffer(0)) === part.dataset.key

async function look() {
  if (!able) return show(navigator.standalone === false ? 'install' : 'unable')
  if (Notification.permission === 'denied') return show('blocked')
  const worker = await navigator.serviceWorker.getRegistration('/')
  const subscription = await worker?.pushManager.getSubscription()
  const here = subscription && ours(subscription) && (await row(subscription))
  if (!here) return show('off')
  off.action = here.querySelector('form[action$="/removal"]').getAttribute('action')
  show('on')
}

async function subscribe() {
  if ((await Notification.requestPermission()) !== 'granted') return look()
  await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
  const { pushManager } = await navigator.serviceWorker.ready
  const before = await pushManager.getSubscription()
  if (before && !ours(before)) await before.unsubscribe()
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(part.dataset.key) })
  on.elements.endpoint.value = subscription.endpoint
  for (const name of ['p256dh', 'auth']) on.elements[name].value = text(subscription.getKey(name))
  on.submit()
}

async function unsubscribe() {
  const worker = await navigator.serviceWorker.getRegistration('/')
  await (await worker?.pushManager.getSubscription())?.unsubscribe()
  off.submit()
}

/** Does it once, and says so where the browser fails. */
function act(form, what) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const button = form.querySelector('button')
    button.disabled = true
    try {
      await what()
    } catch (error) {
      console.debug('okno:', error)
      show('failed', form === on ? 'off' : 'on')
    }
    button.disabled = false
  })
}

act(on, subscribe)
act(off, unsubscribe)
look().catch(() => show('unable'))
