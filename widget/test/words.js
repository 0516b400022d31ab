import { readFileSync } from 'node:fs'
import { translator } from '../src/i18n.js'

/** The widget's texts in each language, as the server sends them. */
export const WORDS = {}
for (const lang of ['ru', 'en']) WORDS[lang] = JSON.parse(readFileSync(new URL(`../text/${lang}.json`, import.meta.url), 'utf8'))

/** t() of a language. */
export const speaking = (lang) => translator(lang, WORDS[lang])
