/** A key or a short run of keys: `?`, `/`, `j`, `g v`, `F2`, `Ctrl+Enter`, `Escape`. */
export type KeyName = string

export interface KeyPress {
  key: string
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
  shiftKey: boolean
  /** The person is writing: letters belong to the text. */
  isWriting: boolean
}

export interface KeyStep {
  /** The binding that was completed. */
  match: KeyName | null
  /** The keys of a run begun and not ended. */
  pending: string
}

/**
 * Answers which binding a press completes. Letters never act while a person writes, so that Telex and VNI
 * stay what they are; function keys and Ctrl combinations always do.
 */
export function matchKey(bindings: readonly KeyName[], pending: string, press: KeyPress): KeyStep {
  if (press.altKey || press.metaKey) return { match: null, pending: '' }
  const name = nameOf(press)
  const isAlwaysOn = /^F\d{1,2}$/.test(name) || name.startsWith('Ctrl+')
  if (press.isWriting && !isAlwaysOn) return { match: null, pending: '' }
  const run = pending === '' ? name : `${pending} ${name}`
  if (bindings.includes(run)) return { match: run, pending: '' }
  if (bindings.some((binding) => binding.startsWith(`${run} `))) return { match: null, pending: run }
  return pending === '' ? { match: null, pending: '' } : matchKey(bindings, '', press)
}

function nameOf(press: KeyPress): string {
  if (press.shiftKey && !press.ctrlKey && /^\p{L}$/u.test(press.key)) return `Shift+${press.key.toUpperCase()}`
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  return press.ctrlKey ? `Ctrl+${key}` : key
}

/** Keys the browser or the input method owns; a binding on one of them is a fault. */
const owned = [
  'F1',
  'F3',
  'F5',
  'F6',
  'F7',
  'F10',
  'F11',
  'F12',
  'Ctrl+w',
  'Ctrl+t',
  'Ctrl+n',
  'Ctrl+l',
  'Ctrl+f',
  'Ctrl+p',
  'Ctrl+c',
  'Ctrl+v',
  'Ctrl+x',
  'Ctrl+z',
  'Ctrl+a',
  'Ctrl+s',
  'Ctrl+r',
  'Ctrl+Shift',
  'Tab',
  'Enter',
  ' ',
]

/** What is wrong with a set of keys that are on at the same time. */
export function keyFaults(bindings: readonly KeyName[]): string[] {
  const faults: string[] = []
  const seen = new Set<string>()
  for (const binding of bindings) {
    if (seen.has(binding)) faults.push(`${binding} is used twice`)
    seen.add(binding)
    if (owned.includes(binding)) faults.push(`${binding} belongs to the browser`)
    if (bindings.some((other) => other !== binding && other.startsWith(`${binding} `))) {
      faults.push(`${binding} hides a longer run`)
    }
  }
  return faults
}

/** The keys of the whole desk. */
export const globalKeys = {
  keys: '?',
  search: '/',
  goHome: 'g h',
  goIntake: 'g t',
  goInbox: 'g v',
  goHandover: 'g b',
  goResults: 'g k',
  goCashBook: 'g q',
  goRegister: 'g o',
  goProcedures: 'g p',
  goCalendar: 'g l',
  goOfficers: 'g n',
  goAccountability: 'g r',
  goSessions: 'g s',
  goCalls: 'g g',
} as const

/** The keys of the counter; on while writing, because there one always writes. */
export const intakeKeys = { scan: 'F8', papersComplete: 'F2', accept: 'Ctrl+Enter', next: 'F9', preview: 'F4' } as const

/** The keys of calling people; on beside the intake too, whose keys they leave alone. */
export const callKeys = {
  next: 'Ctrl+.',
  finish: 'Ctrl+,',
  recall: 'Ctrl+;',
  noShow: "Ctrl+'",
  hold: 'Ctrl+[',
  transfer: 'Ctrl+]',
} as const

export const inboxKeys = { down: 'j', up: 'k', open: 'o' } as const

/** The tabs of a dossier. Its acts bring their own letters, from the server. */
export const dossierKeys = { papers: 'p', progress: 't', documents: 'v', money: 'l', parts: 'w', files: 'f', print: 'Shift+P' } as const
