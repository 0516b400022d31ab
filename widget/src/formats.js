import { joined } from './list.js'
import { clockOf, dateOf, offsetName, offsetOf } from './dates.js'

const utc = (date, clock) => new Date(`${date}T${clock}Z`)
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1)

/** How dates, times, prices and durations are written for a language and a company. */
export function formats(t, lang, company) {
  // English names its days and hours differently on the two sides of the ocean.
  const locale = company.formats || lang
  // Wall-clock values are formatted as if they were UTC, so that no zone but the company's takes part.
  const by = (options) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    return (date, clock = '12:00') => format.format(utc(date, clock))
  }
  const long = by({ weekday: 'long', day: 'numeric', month: 'long' })
  const clock = by({ hour: 'numeric', minute: '2-digit' })
  const monthName = by({ month: 'long' })
  const money = { style: 'currency', currency: company.currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: 2 }

  const time = (instant) => clock(dateOf(instant), clockOf(instant))
  const short = by({ weekday: 'short', day: 'numeric', month: 'short' })
  const day = (date) => upper(long(date)).replace(/(\d) /, '$1\u00a0') // a number stays with its month
  return {
    day,
    short,
    time,
    /** A day within a sentence. */
    dayInText: by({ day: 'numeric', month: 'long' }),
    monthShort: by({ month: 'short' }),
    /** The months that two dates lie in. */
    months(from, to) {
      const one = upper(monthName(from))
      const other = monthName(to)
      const year = ' ' + to.slice(0, 4)
      if (from.slice(0, 4) < to.slice(0, 4)) return one + ' ' + from.slice(0, 4) + ' – ' + other + year
      return (one === upper(other) ? one : one + ' – ' + other) + year
    },
    weekday: by({ weekday: 'short' }),
    weekdayLong: by({ weekday: 'long' }),
    /** Day and time of an instant, in full and short enough for a button. */
    moment: (instant) => day(dateOf(instant)) + ', ' + time(instant),
    brief: (instant) => short(dateOf(instant)) + ', ' + time(instant),
    /** The time with its offset, for an hour that occurs twice. */
    exactTime: (instant) => `${time(instant)} (${offsetName(offsetOf(instant))})`,
    duration(minutes) {
      const hours = Math.floor(minutes / 60)
      const rest = minutes - hours * 60
      return joined([hours && t('hours', { n: hours }), rest && t('minutes', { n: rest })], '\u00a0')
    },
    /** A decimal text such as "2500.00", kopecks and cents only where there are any; '' where the price is not said. */
    price(text) {
      if (!text) return ''
      if (+text === 0) return t('free_price')
      return new Intl.NumberFormat(locale, { ...money, minimumFractionDigits: +text % 1 ? 2 : 0 }).format(+text)
    },
    /** How long something takes and what it costs. */
    offer({ offer, duration_min, price }) {
      return offer || joined([this.duration(duration_min), this.price(price)], ' · ')
    },
  }
}
