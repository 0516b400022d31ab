import { each, first } from './list.js'
import { languageOf } from './i18n.js'

// What a page may ask for where only some words are known. A language may be of a country too, "en-GB".
const KNOWN = { mode: 'inline, modal, floating', lang: 'ru, en', tab: 'booking, form', heading: 'none' }
const OPEN = 'key, src, lang, service, resource, tab, name, phone, email'
const PLACE = ', mode, target, heading'

const within = (words, word) => first(words.split(', '), (known) => known === word)

/** Takes the words that nobody knows out of the options, and returns the sentence about the first, '' for none. */
export function unknown(options) {
  let said = ''
  each(['mode', 'lang', 'tab', 'heading'], (name) => {
    const value = options[name]
    if (!value || within(KNOWN[name], name === 'lang' ? languageOf(value) : value)) return
    said ||= 'form "' + options.key + '": there is no ' + name + ' "' + value + '", only ' + KNOWN[name]
    delete options[name]
  })
  return said
}

/** The sentence about an option that there is not, '' for none. */
function lacking(options, names) {
  let odd
  for (const name in options) if (Object.hasOwn(options, name) && !within(names, name)) odd ||= name
  return odd ? 'there is no option "' + odd + '", only ' + names : ''
}

// What others write at a snippet is not ours to judge: words with a hyphen, and what Cloudflare reads.
// Our own booking page has a word for itself, history.
const OURS = /^(?!cfasync$|history$)(okno\w*|[a-z]+)$/

/** The sentence about an attribute of a snippet or an element that there is not; foreign says which names are the page's. */
export function odd(options, foreign) {
  const asked = {}
  for (const name in options) if (OURS.test(name) && !foreign(name)) asked[name] = 1
  return lacking(asked, OPEN + PLACE)
}

/** Throws for an option of a program that open or mount does not have, and for a word that nobody knows. */
export function check(act, options) {
  const said = lacking(options, OPEN + (act === 'mount' ? PLACE : '')) || unknown({ ...options })
  if (said) throw new Error('okno.' + act + ': ' + said)
}
