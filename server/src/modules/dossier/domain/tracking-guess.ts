/** Every route that answers to code and secret of a slip guesses at the same secret: wrong ones are counted together. */
export const trackingGuess = {
  group: 'tracking',
  of: (body: { readonly code: string }): string => body.code,
  wrong: ['TRACKING_NOT_FOUND'],
} as const
