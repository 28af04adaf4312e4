/** Languages people are answered in. Vietnamese is the record; English is given on request. */
export type Language = 'vi' | 'en'
