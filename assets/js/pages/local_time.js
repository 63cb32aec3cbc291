/** A moment (ISO 8601) in words, in the reader's zone or a named one; "" where it is none. */
export function inWords(text, locale, timeZone) {
  const moment = new Date(text)
  if (Number.isNaN(moment.getTime())) return ""
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", timeZone }).format(moment)
}

/** What a datetime-local field holds for a moment that it now tells in UTC; "" stays "". */
export function fromUtc(value, timeZone) {
  const moment = new Date(`${value}Z`)
  if (!value || Number.isNaN(moment.getTime())) return value
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(moment)
  const part = (type) => parts.find((each) => each.type === type).value
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`
}
