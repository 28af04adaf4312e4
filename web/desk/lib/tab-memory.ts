/** What a tab remembers of a citizen is kept under names that begin so. */
export const tabMemory = 'intake-'

/** At sign-out: nothing of a citizen's data stays in the browser for the next person at this keyboard. */
export function forgetTabMemory(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(tabMemory)) sessionStorage.removeItem(key)
}
