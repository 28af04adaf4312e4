import en from './en.json' with { type: 'json' }
import { createTranslate } from './translate.ts'
import vi from './vi.json' with { type: 'json' }

/** The words the components themselves say. */
export const uiText = createTranslate<keyof typeof vi>({ vi, en })
