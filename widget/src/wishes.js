import { each, first } from './list.js'
import { languageOf } from './i18n.js'

// What a page may wish for where only some words are known. A language may be of a country too, "en-GB".
const KNOWN = { mode: 'inline, modal, floating', lang: 'ru, en', tab: 'booking, form', heading: 'none' }
const OPEN = 'key, src, lang, service, tab, name, phone, email'

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

/** Throws for an option of a program that open or mount does not have, and for a word that nobody knows. */
export function check(act, options) {
  const names = OPEN + (act === 'mount' ? ', mode, target, heading' : '')
  let odd
  for (const name in options) if (Object.hasOwn(options, name) && !within(names, name)) odd ||= name
  const said = odd ? 'there is no option "' + odd + '", only ' + names : unknown({ ...options })
  if (said) throw new Error('okno.' + act + ': ' + said)
}
