import { createApi } from '#web-api'

/** The API as anybody may call it; faults of what was typed come back in the language of the person at the screen. */
export const apiIn = (language: 'vi' | 'en') => createApi({ language: () => language })
