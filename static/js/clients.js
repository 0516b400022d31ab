// Whoever is known by the phone that is being typed fills in the rest of the
// form. What the program has filled in goes with its reason: another number
// takes it back, field by field. What a person has typed himself stays.

const field = (form, name) => form?.querySelector(`[name=${name}]`)
let asking = 0 // until the hand pauses
const digits = (text = '') => text.replace(/\D/g, '')

/** Puts what is known of a client into the form; of nobody, what a lead says, or nothing. */
function fill(form, client) {
  const from = field(form, 'filled'),
    phone = field(form, 'phone')
  if (!from) return
  const id = client?.dataset.client ?? ''
  const had = from.dataset.phone ?? digits(phone.dataset.filled)
  if (id ? id === from.value : from.value && !had) return way(form) // what he has emptied since stays so; who has no number may get one
  const own = !client || ('given' in phone.dataset && digits(phone.value) === digits(phone.dataset.given))
  for (const name of ['name', 'email']) {
    const input = field(form, name),
      { filled = '', given = '' } = input.dataset
    const known = client?.dataset[name === 'name' ? 'clientName' : 'clientEmail'] ?? ''
    if (input.value === filled || !input.value) input.value = input.dataset.filled = own ? given || known : known
    else input.dataset.filled = '' // it is his who typed it
  }
  from.value = id
  from.dataset.phone = digits(phone.value)
  way(form)
}

/** Says by what way the client is told, or that there is none. */
function way(form) {
  const box = form?.querySelector('[data-way] [data-tells]')
  if (!box) return
  const place = box.closest('[data-way]'),
    typed = field(form, 'email').value.trim(),
    to = typed ? place.dataset.way.replace('{to}', typed) : place.dataset.known
  box.disabled = field(form, 'telling').disabled = !to
  box.checked = !!to && box.dataset.tells === 'true'
  place.querySelector('[data-tell-way]').textContent = to && ` ${to}`
  place.querySelector('[data-tell-not]').hidden = !!to
}

document.addEventListener('htmx:after:swap', () => {
  const lookup = document.getElementById('client-lookup'),
    form = lookup?.closest('form')
  const phone = field(form, 'phone')
  if (!phone || lookup.dataset.seen || lookup.dataset.asked !== phone.value) return // late: another number is there by now
  lookup.dataset.seen = '1'
  fill(form, lookup.querySelector('section[data-client]'))
})

document.addEventListener('input', ({ target }) => {
  const form = target.closest('#new-booking form')
  if (!form) return
  const from = field(form, 'filled')
  if (target.name === 'phone') {
    clearTimeout(asking)
    asking = setTimeout(() => target.isConnected && target.dispatchEvent(new Event('lookup')), 250)
  }
  if (target.name === 'phone' && from.value && digits(target.value) !== (from.dataset.phone ?? digits(target.dataset.filled))) fill(form)
  if (target.name === 'tell') target.dataset.tells = target.checked
  if (target.name === 'email') way(form)
})

document.addEventListener('click', ({ target }) => {
  const pick = target.closest('[data-client-pick]'),
    meant = target.closest('[data-meant]'),
    take = target.closest('[data-take]')
  const form = target.closest('form')
  if (pick) {
    const phone = field(form, 'phone')
    phone.value = pick.dataset.clientPhone
    fill(form, pick)
    phone.focus()
    phone.dispatchEvent(new Event('input', { bubbles: true })) // asks again: now it is a client
  } else if (meant) {
    const input = field(form, meant.dataset.meantFor)
    input.value = meant.dataset.meant
    meant.closest('.doubt').remove()
    input.focus()
    way(form)
  } else if (take)
    for (const name of ['name', 'phone', 'email']) {
      const input = field(form, name)
      if (input) input.value = take.dataset[`take${name[0].toUpperCase()}${name.slice(1)}`]
    }
})
