import { isProvisionalName, localityCodePattern } from '#kernel/locality-code.ts'

/** The conditions before a centre can receive, in the order people set them up. */
export const openingKeys = [
  'locality',
  'agencies',
  'units',
  'centres',
  'counters',
  'agency_accounts',
  'centre_accounts',
  'designers',
  'second_operator',
  'procedures',
  'collectors',
  'served_agencies',
  'stamp',
] as const
export type OpeningKey = (typeof openingKeys)[number]

/**
 * `done`; `missing`: nothing can be received without it; `advised`: the centre works without it, and something is worth a look;
 * `later`: another row comes first.
 */
export const openingStates = ['done', 'missing', 'advised', 'later'] as const
export type OpeningState = (typeof openingStates)[number]

export type OpeningRow = {
  readonly key: OpeningKey
  readonly state: OpeningState
  /** How many there are. */
  readonly count: number
  /** Names of those that lack it. */
  readonly lacking: readonly string[]
}

export type NamedPlace = { readonly id: string; readonly code: string; readonly name: string }
/** A role that somebody holds, with its reach. */
export type HeldRole = {
  readonly role: string
  readonly agencyId: string | null
  readonly centreId: string | null
  readonly holders: number
}

/** The facts a checklist is computed from, as the modules state them. */
export type OpeningFacts = {
  readonly locality: { readonly code: string; readonly name: string; readonly demonstration: boolean }
  readonly agencies: readonly (NamedPlace & { readonly units: number; readonly procedures: number })[]
  readonly centres: readonly (NamedPlace & { readonly counters: number; readonly collects: boolean; readonly served: number })[]
  readonly roles: readonly HeldRole[]
  readonly procedures: number
  readonly hasFees: boolean
}

/** Roles without which a forwarded dossier is not processed at an agency. */
const rolesOfAgency = ['case_officer', 'signatory', 'clerk'] as const
const rolesOfCentre = ['counter_officer', 'centre_manager'] as const

/** The completed and the missing steps of opening a locality's centres. */
export function judgeOpening(facts: OpeningFacts): OpeningRow[] {
  const { agencies, centres, roles } = facts
  const hasCode = localityCodePattern.test(facts.locality.code)
  const isNamed = hasCode && !isProvisionalName(facts.locality)
  const held = (role: string, place: { agencyId?: string; centreId?: string }): boolean =>
    roles.some(
      (each) =>
        each.role === role &&
        (each.agencyId === null || each.agencyId === place.agencyId) &&
        (each.centreId === null || each.centreId === place.centreId),
    )
  const count = (role: string): number => roles.filter((each) => each.role === role).reduce((sum, each) => sum + each.holders, 0)
  const working = agencies.filter((agency) => agency.procedures > 0)
  const deciding = working.length > 0 ? working : agencies
  const names = (places: readonly NamedPlace[]): string[] => places.map((place) => place.name)
  const row = (
    key: OpeningKey,
    isDone: boolean,
    more: { after?: boolean; may?: boolean; count?: number; lacking?: string[] },
  ): OpeningRow => ({
    key,
    state: isDone ? 'done' : more.after === false ? 'later' : more.may ? 'advised' : 'missing',
    count: more.count ?? 0,
    lacking: more.lacking ?? [],
  })
  const withoutUnits = agencies.filter((agency) => agency.units === 0)
  const withoutCounters = centres.filter((centre) => centre.counters === 0)
  const withoutAgencyStaff = deciding.filter((agency) => rolesOfAgency.some((role) => !held(role, { agencyId: agency.id })))
  const withoutCentreStaff = centres.filter((centre) => rolesOfCentre.some((role) => !held(role, { centreId: centre.id })))
  const notCollecting = centres.filter((centre) => !centre.collects)
  const hasAgencies = agencies.length > 0
  const hasCentres = centres.length > 0
  return [
    row('locality', isNamed, {}),
    row('agencies', hasAgencies, { after: hasCode, count: agencies.length }),
    row('units', hasAgencies && withoutUnits.length === 0, { after: hasAgencies, may: true, lacking: names(withoutUnits) }),
    row('centres', hasCentres, { count: centres.length }),
    row('counters', hasCentres && withoutCounters.length === 0, { after: hasCentres, lacking: names(withoutCounters) }),
    row('agency_accounts', hasAgencies && withoutAgencyStaff.length === 0, { after: hasAgencies, lacking: names(withoutAgencyStaff) }),
    row('centre_accounts', hasCentres && withoutCentreStaff.length === 0, { after: hasCentres, lacking: names(withoutCentreStaff) }),
    // Who writes a procedure does not publish it, and it holds at every centre: the manager of one centre does not publish.
    row('designers', count('procedure_designer') > 1, { count: count('procedure_designer') }),
    row('second_operator', count('operator') > 1, { may: true, count: count('operator') }),
    row('procedures', facts.procedures > 0, { after: hasAgencies, count: facts.procedures }),
    row('collectors', hasCentres && notCollecting.length === 0, { after: hasCentres, may: !facts.hasFees, lacking: names(notCollecting) }),
    // None named means all: with one centre there is nothing to say.
    row('served_agencies', centres.length === 1 || centres.some((centre) => centre.served > 0), {
      after: hasCentres && hasAgencies,
      may: true,
    }),
    row('stamp', !facts.locality.demonstration, { may: true }),
  ]
}
