import test from 'node:test'
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { FIRST_WORDS, languageOf, own } from '../src/i18n.js'
import { WORDS, speaking } from './words.js'

const { ru, en } = WORDS
const source = (dir) =>
  readdirSync(new URL(dir, import.meta.url), { withFileTypes: true }).flatMap((f) =>
    f.isDirectory()
      ? source(dir + f.name + '/')
      : f.name.endsWith('.js') && !dir.endsWith('text/')
        ? [readFileSync(new URL(dir + f.name, import.meta.url), 'utf8')]
        : [],
  )
const code = source('../src/').join('\n')

test('Russian and English say the same things', () => {
  assert.deepEqual(Object.keys(ru).sort(), Object.keys(en).sort())
  for (const key in ru) {
    assert.equal(typeof ru[key], typeof en[key], key)
    const blanks = (text) => [...new Set((typeof text === 'string' ? text : Object.values(text).join()).match(/\{\w+\}/g))].sort()
    assert.deepEqual(blanks(ru[key]), blanks(en[key]), key)
  }
})

test('what the script says by itself the server says likewise', () => {
  for (const lang in WORDS) {
    for (const key in FIRST_WORDS[lang]) assert.equal(FIRST_WORDS[lang][key], WORDS[lang][key], `${lang}.${key}`)
  }
})

test('a counted text has every plural form a whole number can need', () => {
  for (const lang in WORDS) {
    const rules = new Intl.PluralRules(lang)
    for (const key in WORDS[lang]) {
      const text = WORDS[lang][key]
      if (typeof text === 'string') continue
      for (let n = 0; n < 130; n++) assert.ok(text[rules.select(n)], `${lang}.${key} has no form for ${n}`)
    }
  }
})

test('numbers choose their form', () => {
  const t = speaking('ru')
  assert.equal(t('day_free', { n: 1 }), '1\u00a0свободное окно')
  assert.equal(t('day_free', { n: 22 }), '22\u00a0свободных окна')
  assert.equal(t('day_free', { n: 11 }), '11\u00a0свободных окон')
  assert.equal(speaking('en')('day_free', { n: 1 }), '1 free slot')
})

// The key comes with the server's answer: a booking's status, a tab's kind.
const ANSWERED = ['pending', 'confirmed', 'tab_booking', 'tab_form']

test('every text is used, and every text that is used exists', () => {
  for (const key in ru) {
    const used = ANSWERED.includes(key) || new RegExp(`'${key.replace(/_hint$/, '')}(_hint)?'|\\b${key}:`).test(code)
    assert.ok(used, `${key} is not used`)
  }
  for (const key of ANSWERED) assert.ok(ru[key], key)
  for (const [, key] of code.matchAll(/\bt\('(\w+)'/g)) assert.ok(ru[key], `${key} is not there`)
})

test('a language is known by its first two letters', () => {
  assert.equal(languageOf('en-GB'), 'en')
  assert.equal(languageOf('RU'), 'ru')
  assert.equal(languageOf('de'), '')
  assert.equal(languageOf(undefined), '')
})

test('an owner’s text left empty in one language is shown in the other', () => {
  assert.equal(own({ ru: 'Имя', en: '' }, 'en'), 'Имя')
  assert.equal(own({ ru: '', en: 'Name' }, 'ru'), 'Name')
  assert.equal(own(null, 'ru'), '')
})
