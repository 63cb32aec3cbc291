const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WEEK = 7 * DAY

/**
 * How long ago a moment was, as one would say it: minutes, hours and days up to a week, and then the
 * date. Clocks differ, so what seems to lie ahead by less than a minute is `justNow`, the page's words for it.
 */
export function describe(moment, now, locale, justNow = "") {
  const seconds = (moment - now) / 1000
  const say = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
  const age = Math.abs(seconds)
  if (age < MINUTE) return justNow || say.format(0, "second")
  if (age < HOUR) return say.format(Math.trunc(seconds / MINUTE), "minute")
  if (age < DAY) return say.format(Math.trunc(seconds / HOUR), "hour")
  if (age < WEEK) return say.format(Math.trunc(seconds / DAY), "day")
  const isThisYear = moment.getFullYear() === now.getFullYear()
  const style = { day: "numeric", month: "short", ...(isThisYear ? {} : { year: "numeric" }) }
  return new Intl.DateTimeFormat(locale, style).format(moment)
}
