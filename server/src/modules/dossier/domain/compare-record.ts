import { fold as foldText } from '#kernel/vietnamese.ts'
import type { Corrected } from './act-record.ts'
import { correctedNames } from './act-record.ts'
import { countsText } from './fold-record.ts'
import type { Folded } from './fold-record.ts'

/** The fields sealed with the filing: all data of the applicant, and their requests. */
export type StoredApplicant = Readonly<Record<(typeof applicantFields)[number], string | null>>
export const applicantFields = [
  'kind',
  'name',
  'idNumber',
  'bornOn',
  'sex',
  'address',
  'phone',
  'email',
  'representativeName',
  'representativeIdNumber',
  'representativeAuthorisation',
  'person',
  'summary',
  'resultMethod',
  'counterId',
] as const

/** A dossier as the tables have it. Instants are milliseconds. */
export type StoredRecord = {
  readonly state: string
  readonly interruptedState: string | null
  readonly holder: string
  readonly officer: string | null
  readonly stepNo: number | null
  readonly supplementCount: number
  readonly supplementByMs: number | null
  readonly channel: string
  readonly clockFrom: string
  readonly procedure: string
  readonly receivedMs: number
  readonly acceptedMs: number | null
  readonly finishedMs: number | null
  readonly endedMs: number | null
  readonly committedMs: number | null
  readonly legalMs: number | null
  readonly outcome: string | null
  readonly applicant: StoredApplicant
  readonly applicantFolded: string
  readonly organisationName: string | null
  readonly holdings: readonly { readonly kind: string; readonly officer: string | null; readonly fromMs: number }[]
  readonly stops: readonly {
    readonly seq: number
    readonly cause: string
    readonly effect: string
    readonly fromMs: number
    readonly toMs: number | null
    readonly endsByMs: number | null
    readonly byAmount: number | null
    readonly byUnit: string | null
    readonly moves: string
    readonly awaitsPayment: boolean
  }[]
  readonly papers: readonly {
    readonly componentNo: number
    readonly round: number
    readonly originals: number
    readonly copies: number
    readonly certified: number
  }[]
  readonly transfers: Folded['transfers']
  readonly clocks: readonly {
    readonly kind: 'legal' | 'committed'
    readonly amount: number
    readonly unit: string
    readonly startedMs: number
    readonly settings: Readonly<Record<string, string>>
  }[]
}

/** How a field of the applicant is digested when it is sealed. */
export type DigestOf = (field: string, value: string | null) => string

/** Differences between the tables and the acts, with the field, and both values unless they are personal data. */
export function differencesOfRecord(folded: Folded, stored: StoredRecord, digestOf: DigestOf): string[] {
  return [
    ...folded.contradictions,
    ...differencesOfColumns(folded, stored),
    ...differencesOfHolders(folded, stored),
    ...differencesOfStops(folded, stored),
    ...differencesOfClocks(folded, stored),
    ...differencesOfPapers(folded, stored),
    ...differencesOfTransfers(folded, stored),
    ...differencesOfApplicant(folded, stored, digestOf),
  ]
}

/** Whether the acts say who the applicant is: those filed with an older release do not. */
export function isApplicantSealed(folded: Folded): boolean {
  return folded.applicant !== undefined
}

const columns = [
  ['state', 'state'],
  ['interruptedState', 'interrupted state'],
  ['holder', 'holder'],
  ['officer', 'officer'],
  ['stepNo', 'step'],
  ['supplementCount', 'supplements asked'],
  ['channel', 'channel'],
  ['clockFrom', 'beginning of the clocks'],
  ['procedure', 'procedure'],
  ['outcome', 'outcome'],
] as const
const instants = [
  ['supplementByMs', 'day to supplement by'],
  ['receivedMs', 'received'],
  ['acceptedMs', 'accepted'],
  ['finishedMs', 'finished'],
  ['endedMs', 'ended'],
  ['committedMs', 'committed due'],
  ['legalMs', 'legal due'],
] as const

function differencesOfColumns(folded: Folded, stored: StoredRecord): string[] {
  const said = (name: string, is: string, acts: string): string => `${name} is ${is}, the acts say ${acts}`
  return [
    ...columns.flatMap(([field, name]) =>
      folded[field] === undefined || folded[field] === stored[field] ? [] : [said(name, String(stored[field]), String(folded[field]))],
    ),
    ...instants.flatMap(([field, name]) =>
      folded[field] === undefined || folded[field] === stored[field]
        ? []
        : [said(name, instantOf(stored[field]), instantOf(folded[field]))],
    ),
  ]
}

function instantOf(ms: number | null): string {
  return ms === null ? 'none' : Temporal.Instant.fromEpochMilliseconds(ms).toString()
}

/** The sequence of holders; with officers, if every act names the officer. */
function differencesOfHolders(folded: Folded, stored: StoredRecord): string[] {
  const namesOfficers = folded.holdings.every((each) => each.officer !== undefined)
  const chain = (holdings: readonly { kind: string; officer: string | null | undefined; fromMs: number }[]): string[] =>
    holdings
      .map((each) => ({ key: namesOfficers ? `${each.kind} ${each.officer ?? '-'}` : each.kind, fromMs: each.fromMs }))
      .filter((each, i, all) => each.key !== all[i - 1]?.key)
      .map((each) => `${each.key} from ${instantOf(each.fromMs)}`)
  const [acts, rows] = [chain(folded.holdings), chain(stored.holdings)]
  const at = acts.findIndex((each, i) => each !== rows[i])
  if (at === -1 && acts.length === rows.length) return []
  const i = at === -1 ? acts.length : at
  return [`holder ${i + 1} is ${rows[i] ?? 'nobody'}, the acts say ${acts[i] ?? 'nobody'}`]
}

function differencesOfStops(folded: Folded, stored: StoredRecord): string[] {
  const bySeq = new Map(stored.stops.map((stop) => [stop.seq, stop]))
  const said = new Set(folded.stops.map((stop) => stop.seq))
  const unsaid = stored.stops
    .filter((stop) => !said.has(stop.seq))
    .map((stop) => `the clock was turned (${stop.cause}) from ${instantOf(stop.fromMs)} to ${instantOf(stop.toMs)} without an act`)
  const changed = folded.stops.flatMap((stop): string[] => {
    const row = bySeq.get(stop.seq)
    if (!row) return stop.isSealed ? [`the turn of act ${stop.seq} (${stop.cause}) is gone`] : []
    const by = row.byAmount === null ? null : `${row.byAmount} ${row.byUnit}`
    const pairs: readonly (readonly [string, string | number | boolean | null, string | number | boolean | null])[] = [
      ['from', instantOf(row.fromMs), instantOf(stop.fromMs)],
      // The effect of an older turn is not sealed: the kind of act still distinguishes a stop without an end from an instant.
      ['to', instantOf(row.toMs), instantOf(toOf(stop, row.endsByMs))],
      ...(stop.isSealed
        ? ([
            ['cause', row.cause, stop.cause],
            ['effect', row.effect, stop.effect],
            ['latest end', instantOf(row.endsByMs), instantOf(stop.endsByMs)],
            ['length', by, stop.by === null ? null : `${stop.by.amount} ${stop.by.unit}`],
            ['clocks', row.moves, stop.moves],
            ['wait for a payment', row.awaitsPayment, stop.awaitsPayment],
          ] as const)
        : []),
    ]
    return pairs.filter(([, is, acts]) => is !== acts).map(([what, is, acts]) => `turn ${stop.seq}: ${what} is ${is}, the acts say ${acts}`)
  })
  return [...unsaid, ...changed]
}

function toOf(stop: Folded['stops'][number], endsByMs: number | null): number | null {
  return stop.isSealed || stop.toMs === null || endsByMs === null ? stop.toMs : Math.min(stop.toMs, endsByMs)
}

function differencesOfClocks({ limits, startedMs, settings }: Folded, { clocks }: StoredRecord): string[] {
  if (limits === undefined || startedMs === undefined) return []
  const acts = limits && startedMs !== null ? (['committed', 'legal'] as const).map((kind) => clockText(kind, limits[kind], startedMs)) : []
  const rows = clocks.map((clock) => clockText(clock.kind, clock, clock.startedMs)).toSorted()
  const lengths = acts.join() === rows.join() ? [] : [`clocks are ${rows.join(', ') || 'none'}, the acts say ${acts.join(', ') || 'none'}`]
  // An act of an older release says how long a clock is and not how it counts.
  if (settings === undefined) return lengths
  return [
    ...lengths,
    ...clocks
      .filter((clock) => settingsText(clock.settings) !== settingsText(settings))
      .map((clock) => `the ${clock.kind} clock counts by ${settingsText(clock.settings)}, the acts say ${settingsText(settings)}`),
  ]
}

function settingsText(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .toSorted()
    .join(', ')
}

function clockText(kind: string, limit: { readonly amount: number; readonly unit: string }, startedMs: number): string {
  return `${kind} ${limit.amount} ${limit.unit} from ${instantOf(startedMs)}`
}

function differencesOfPapers({ papers }: Folded, stored: StoredRecord): string[] {
  if (papers === undefined) return []
  const key = (paper: { componentNo: number; round: number }): string => `${paper.componentNo} of act ${paper.round || 1}`
  const acts = new Map(papers.map((paper) => [key(paper), paper.counts]))
  const rows = new Map(stored.papers.map((paper) => [key(paper), countsText(paper.originals, paper.copies, paper.certified)]))
  return [...new Set([...acts.keys(), ...rows.keys()])]
    .filter((each) => acts.get(each) !== rows.get(each))
    .map((each) => `paper ${each}: ${rows.get(each) ?? 'none'} in hand, the acts say ${acts.get(each) ?? 'none'}`)
}

function differencesOfTransfers(folded: Folded, stored: StoredRecord): string[] {
  const text = (each: Folded['transfers'][number]): string =>
    `${each.kind} by act ${each.seq}: due ${instantOf(each.dueMs)} from ${instantOf(each.fromMs)}, done ${instantOf(each.doneMs)}`
  const [acts, rows] = [folded.transfers.map(text), stored.transfers.map(text)]
  return [
    ...rows.filter((row) => !acts.includes(row)).map((row) => `no act says: ${row}`),
    ...acts.filter((act) => !rows.includes(act)).map((act) => `missing although an act says it: ${act}`),
  ]
}

/** Personal data is compared and never printed: the name of the field is enough to look it up. */
function differencesOfApplicant(folded: Folded, stored: StoredRecord, digestOf: DigestOf): string[] {
  const { applicant: sealed, corrected } = folded
  const differing = new Set<string>()
  for (const [field, change] of Object.entries(corrected))
    if (change.is !== stored.applicant[field as keyof Corrected]) differing.add(nameOf(field))
  if (sealed) {
    for (const field of applicantFields) {
      const change = field in corrected ? corrected[field as keyof Corrected] : undefined
      // An act of an older release sealed fewer fields.
      if (sealed[field] === undefined) continue
      if (digestOf(field, change ? change.was : stored.applicant[field]) !== sealed[field]) differing.add(nameOf(field))
    }
  }
  if (stored.applicantFolded !== foldText(stored.applicant.name ?? '')) differing.add('applicant as searched for')
  if (stored.organisationName !== null && stored.organisationName !== stored.applicant.name) differing.add('name of the organisation')
  return differing.size === 0 ? [] : [`the applicant is not who the acts say: ${[...differing].join(', ')}`]
}

function nameOf(field: string): string {
  return correctedNames[field as keyof Corrected] ?? field
}
