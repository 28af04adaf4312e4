import type { Area, CurrentSession, Right } from '#web-api'
import type { patterns } from '../paths.ts'

/** What a page is for: an area of the desk, or a right. `null`: everyone who works here may look. */
type Need = { readonly area: Area } | { readonly right: Right } | null

/**
 * Whom each page behind the sign-in is for, in the server's own words. A page that is not somebody's shows that and nothing else:
 * no button that would be refused. `null` where the server lets everybody read, and says in its answers what they may change.
 */
const pageNeeds: { readonly [Page in keyof typeof patterns]: Need } = {
  home: null,
  signIn: null,
  firstAccount: null,
  enterPractice: null,
  intake: { area: 'intake' },
  calls: { area: 'calls' },
  callOrder: { area: 'call_order' },
  hall: { right: 'run_centre' },
  inbox: { area: 'inbox' },
  practice: null,
  search: null,
  dossier: null,
  handovers: { area: 'handover' },
  handover: null,
  results: { area: 'results' },
  cashBook: { area: 'cash_book' },
  register: { area: 'register' },
  procedures: null,
  procedure: null,
  process: { right: 'publish_procedures' },
  review: { right: 'publish_procedures' },
  versionMoves: { right: 'publish_procedures' },
  enterProcedure: { right: 'write_procedures' },
  synonyms: null,
  calendar: { area: 'calendar' },
  newDecree: { right: 'enter_decrees' },
  decree: { area: 'calendar' },
  deadlines: null,
  dueDate: null,
  served: null,
  officers: { area: 'officers' },
  accountability: { area: 'accountability' },
  alerts: null,
  sessions: null,
  accounts: { area: 'accounts' },
  account: { area: 'accounts' },
  opening: { area: 'setup' },
  locality: { right: 'set_up_places' },
  agencies: { area: 'setup' },
  centres: { area: 'setup' },
  collectors: { area: 'setup' },
  security: { area: 'security' },
  setUpLog: { area: 'security' },
}

export type PageName = keyof typeof pageNeeds

/** Is the page one that this person works with? */
export function mayUse(page: PageName, { areas, rights }: Pick<CurrentSession, 'areas' | 'rights'>): boolean {
  const need = pageNeeds[page]
  if (need === null) return true
  return 'area' in need ? areas.includes(need.area) : rights.some(({ right }) => right === need.right)
}

/** Pages that are for some only. */
export const pagesForSome = (Object.keys(pageNeeds) as PageName[]).filter((page) => pageNeeds[page] !== null)
