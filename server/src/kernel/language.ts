/** Languages people are answered in. Vietnamese is the record; English is for whoever asks for it. */
export type Language = 'vi' | 'en'
