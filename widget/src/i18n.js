import ru from './text/ru.js'
import en from './text/en.js'

export const TABLES = { ru, en }

/** The language to speak for a wish such as "ru", "en-GB" or nothing: ru or en, null for nothing known. */
export function languageOf(wish) {
  const lang = String(wish || '').slice(0, 2).toLowerCase()
  return TABLES[lang] ? lang : null
}

/**
 * t(key, params): the sentence in a language, '' for none; params.n chooses the plural form (CLDR).
 * Only whole numbers are counted, so Russian needs no "other".
 */
export function translator(lang) {
  const plural = new Intl.PluralRules(lang)
  return (key, params) => {
    let text = TABLES[lang][key] || ''
    if (text.one) text = text[plural.select(params.n)]
    return text.replace(/\{(\w+)\}/g, (_, name) => params[name])
  }
}

/** A text of the form's owner, {ru, en}, in a language; in the other one where it was left empty. */
export function own(texts, lang) {
  return (texts && (texts[lang] || texts.ru || texts.en)) || ''
}
