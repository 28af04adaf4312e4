import { QueryClient } from '@tanstack/react-query'
import { createApi, Problem } from '#web-api'
import { currentLanguage } from '#web-ui'
import { createSessionGate } from './session-gate.ts'

export const sessionGate = createSessionGate()

/** Waits for a person to prove again to be there, before what they sign or carry away. */
export const confirmationGate = createSessionGate()

export const api = createApi({ language: currentLanguage, onSessionNeeded: sessionGate.ask, onConfirmationNeeded: confirmationGate.ask })

/**
 * Without a network a request fails with an error. By default the library would hold it back silently and send it when the
 * network is back: the act would be done unnoticed.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 5_000,
      // A refusal stays a refusal; only an unknown outcome is worth asking again.
      retry: (failures, error) => failures < 2 && error instanceof Problem && error.isUncertain,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always' },
  },
})

/** The names of what is cached. */
export const queryKeys = {
  setup: ['setup'] as const,
  session: ['session'] as const,
  sessions: ['sessions'] as const,
  ownAccount: ['own-account'] as const,
  accounts: (q: string) => ['accounts', q] as const,
  account: (id: string) => ['account', id] as const,
  accountPlaces: ['account-places'] as const,
  agencies: ['agencies'] as const,
  centres: ['centres'] as const,
  units: (code: string) => ['units', code] as const,
  locality: ['locality'] as const,
  opening: ['opening'] as const,
  settingChanges: (query: unknown) => ['setting-changes', query] as const,
  hall: (code: string) => ['hall', code] as const,
  kiosks: (code: string) => ['kiosks', code] as const,
  counterTickets: (code: string, no: string) => ['counter-tickets', code, no] as const,
  dayOfCalls: (code: string, on: string) => ['day-of-calls', code, on] as const,
  collector: (centreId: string) => ['collector', centreId] as const,
  synonyms: (q: string) => ['synonyms', q] as const,
  sectors: ['sectors'] as const,
  procedures: (query: unknown) => ['procedures', query] as const,
  procedure: (code: string) => ['procedure', code] as const,
  versionDraft: (code: string) => ['versionDraft', code] as const,
  procedureDrafts: ['procedure-drafts'] as const,
  draftReview: (code: string) => ['draft-review', code] as const,
  draftCheck: (code: string, id: string, revision: number) => ['draft-check', code, id, revision] as const,
  process: (code: string, version: string) => ['process', code, version] as const,
  promise: (code: string) => ['promise', code] as const,
  slipPicture: (slip: unknown) => ['slip-picture', slip] as const,
  dossier: (code: string) => ['dossier', code] as const,
  newDay: (code: string, act: string, days: number) => ['new-day', code, act, days] as const,
  files: (code: string) => ['files', code] as const,
  ledger: (code: string) => ['ledger', code] as const,
  accesses: (code: string) => ['accesses', code] as const,
  told: (code: string) => ['told', code] as const,
  undelivered: ['undelivered'] as const,
  onlineFilings: ['online-filings'] as const,
  onlineFiling: (code: string) => ['online-filing', code] as const,
  officers: ['officers'] as const,
  holders: (query: unknown) => ['holders', query] as const,
  officerWork: (id: string) => ['officer-work', id] as const,
  delegations: ['delegations'] as const,
  securityEvents: (event: string, before: string) => ['security-events', event, before] as const,
  notices: ['notices'] as const,
  dossiers: (q: string) => ['dossiers', q] as const,
  bill: (code: string) => ['bill', code] as const,
  cashBooks: (centreId: string, day: string) => ['cash-books', centreId, day] as const,
  register: (centreId: string, year: number, q: string) => ['register', centreId, year, q] as const,
  moneyToDecide: (centreId: string) => ['money-to-decide', centreId] as const,
  inbox: (query: unknown) => ['inbox', query] as const,
  parts: (query: unknown) => ['parts', query] as const,
  handovers: (query: unknown) => ['handovers', query] as const,
  handover: (number: string) => ['handover', number] as const,
  calendar: (year: number) => ['calendar', year] as const,
  decrees: ['decrees'] as const,
  officeHours: ['office-hours'] as const,
  deadlineSettings: ['deadline-settings'] as const,
  versionMoves: (code: string) => ['version-moves', code] as const,
  versionMove: (code: string, id: string) => ['version-move', code, id] as const,
  decree: (id: string, offset: number) => ['decree', id, offset] as const,
  drafts: ['drafts'] as const,
  draft: (key: string) => ['drafts', key] as const,
  practice: ['practice'] as const,
  alerts: ['alerts'] as const,
}
