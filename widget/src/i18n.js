/**
 * The few words that are needed before the server has sent the others (GET /config brings those of the
 * visitor's language), and when it cannot be reached at all.
 */
export const FIRST_WORDS = {
  ru: {
    offline: 'Нет связи с сервером',
    offline_hint: 'Проверьте связь и попробуйте ещё раз.',
    again: 'Попробовать ещё раз',
  },
  en: {
    offline: 'Can’t reach the server',
    offline_hint: 'Check your connection and try again.',
    again: 'Try again',
  },
}

/** The language to speak for a wish such as "ru", "en-GB" or nothing: ru or en, '' for nothing known. */
export function languageOf(wish) {
  const lang = String(wish || '')
    .slice(0, 2)
    .toLowerCase()
  return FIRST_WORDS[lang] ? lang : ''
}

/**
 * t(key, params): the sentence in a language, '' for none; params.n chooses the plural form (CLDR).
 * Only whole numbers are counted, so Russian needs no "other".
 */
export function translator(lang, words = FIRST_WORDS[lang]) {
  const plural = new Intl.PluralRules(lang)
  return (key, params) => {
    let text = words[key] || ''
    if (text.one) text = text[plural.select(params.n)]
    return text.replace(/\{(\w+)\}/g, (_, name) => params[name])
  }
}

/** A text of the form's owner, {ru, en}, in a language; in the other one where it was left empty. */
export function own(texts, lang) {
  return (texts && (texts[lang] || texts.ru || texts.en)) || ''
}
