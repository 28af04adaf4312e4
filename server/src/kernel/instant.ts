/**
 * Instants as the database writes them (`2026-01-05T10:05:00+07:00`), as milliseconds since 1970-01-01T00:00Z, which is all that is
 * ever stored. Where a hundred thousand are read and compared, numbers cost a tenth of what `Temporal.Instant` does.
 */

/** @throws RangeError when the text is no instant */
export function millisOf(text: string): number {
  // oxlint-disable-next-line no-restricted-globals -- a reader, not a clock
  const millis = Date.parse(text)
  if (Number.isNaN(millis)) throw new RangeError(`not an instant: ${text}`)
  return millis
}

const wholeMillis = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/u

/**
 * The instant that the database wrote. Whole milliseconds, which is what is stored, take a tenth of the time `Temporal.Instant.from` needs.
 * @throws RangeError when the text is no instant
 */
export function instantFrom(text: string): Temporal.Instant {
  return wholeMillis.test(text) ? Temporal.Instant.fromEpochMilliseconds(millisOf(text)) : Temporal.Instant.from(text)
}

/** The spelling of `Temporal.Instant.prototype.toString`: UTC, a fraction only where there is one. */
export function textOfMillis(millis: number): string {
  // oxlint-disable-next-line no-restricted-globals -- a speller, not a clock
  return new Date(millis).toISOString().replace(/\.?0+Z$/u, 'Z')
}

/** The calendar day in UTC on which a millisecond lies. */
export function dayFrom(millis: number): { readonly year: number; readonly month: number; readonly day: number } {
  // oxlint-disable-next-line no-restricted-globals -- a reader, not a clock
  const date = new Date(millis)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Whether `Temporal.Instant` reads the text: a pattern of digits takes more of them than any instant has. */
export function isInstant(text: string): boolean {
  try {
    return Temporal.Instant.from(text).epochMilliseconds > 0
  } catch {
    return false
  }
}
