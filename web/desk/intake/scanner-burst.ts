import { looksLikeCard } from './intake-form.ts'

/** What was typed so fast that only a scanner can have done it. */
export interface Burst {
  text: string
  /** Milliseconds, of the last character. */
  lastAt: number
}

export const noBurst: Burst = { text: '', lastAt: Number.NEGATIVE_INFINITY }

/**
 * A scanner that pretends to be a keyboard sends a key every few milliseconds; a busy machine may stretch that.
 * What makes it certain are the bars between the fields of a card: nobody types four of them within milliseconds.
 */
const longestGap = 120

/** One more character (or several: a scanner may send an accented letter at once). */
export function followBurst(burst: Burst, text: string, at: number): Burst {
  return { text: at - burst.lastAt <= longestGap ? burst.text + text : text, lastAt: at }
}

/** Enter or Tab: the text of a card, if a burst long enough to be one ended here; otherwise it is an ordinary key. */
export function scannedCard(burst: Burst, at: number): string | null {
  return at - burst.lastAt <= longestGap && looksLikeCard(burst.text) ? burst.text : null
}
