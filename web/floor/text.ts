import { createTranslate } from '#web-ui'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

export type FloorKey = keyof typeof vi

/** The sentences of the hall, in both languages: a kiosk changes from one to the other for one person. */
export const sentences = {
  vi: createTranslate<FloorKey>({ vi, en }, 'vi'),
  en: createTranslate<FloorKey>({ vi, en }, 'en'),
} as const
