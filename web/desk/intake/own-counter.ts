/** The counter of this machine, as an officer chose it here; it does not apply at another centre. */
const storageKey = 'motcua.counter'

export function rememberedCounter(counters: readonly { id: string }[]): string | null {
  const stored = localStorage.getItem(storageKey)
  return counters.find((each) => each.id === stored)?.id ?? null
}

export function rememberCounter(id: string): void {
  localStorage.setItem(storageKey, id)
}
