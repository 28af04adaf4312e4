/**
 * Whether letters and signs alone are commands (WCAG 2.2, 2.1.4). Of this browser and this account, like the colours: who speaks
 * to the machine or rests on its keys turns them off where they do so, and at a shared counter not for the next colleague. On
 * the server it would come too late: the first key may be pressed before any answer.
 */

const storageKey = (accountId: string) => `motcua.character-keys.${accountId}`
const listeners = new Set<() => void>()
let isOn = true

function put(next: boolean): void {
  isOn = next
  document.documentElement.dataset['characterKeys'] = next ? 'on' : 'off'
  for (const listener of listeners) listener()
}

export const characterKeys = {
  isOn: () => isOn,
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  /** As this account left them in this browser. */
  take: (accountId: string) => put(localStorage.getItem(storageKey(accountId)) !== 'off'),
  choose: (accountId: string, next: boolean) => {
    localStorage.setItem(storageKey(accountId), next ? 'on' : 'off')
    put(next)
  },
}
