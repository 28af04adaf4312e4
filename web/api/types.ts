/*
 * What the desk reads and writes, in the words of the contract. schema.generated.ts, made from the OpenAPI
 * document, is the whole of it; client.test.ts compares the addresses used here with that document.
 */

export type Tone = 'ok' | 'soon' | 'late' | 'done'
export type LimitUnit = 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
export interface Limit {
  amount: number
  unit: LimitUnit
}

export interface Remaining {
  minutes: number | null
  sentence: string
  tone: Tone
}

/** One skipped or shortened day, and why. */
export interface Because {
  day: string
  kind: string
  reason: string
}

export type Area =
  | 'intake'
  | 'inbox'
  | 'handover'
  | 'results'
  | 'procedures'
  | 'board'
  | 'oversight'
  | 'operations'

export interface Place {
  id: string
  code: string
  name: string
}

export interface CurrentSession {
  account: {
    id: string
    login: string
    displayName: string
    title: string
    agency: Place | null
    centre: Place | null
  }
  grants: { role: string; roleName: string; agencyId: string | null; centreId: string | null }[]
  areas: Area[]
  expiresAt: string
}

export interface SessionLine {
  id: string
  current: boolean
  userAgent: string
  createdAt: string
  expiresAt: string
}

export interface Agency extends Place {
  shortName: string
  kind: string
}

export interface Centre extends Place {
  address: string
  phone: string
  counters: { id: string; number: number; name: string; field: string }[]
}

export interface ProcedureLine {
  code: string
  name: string
  agency: { code: string; name: string } | null
  sector: string
  handling: 'on_the_spot' | 'forwarded' | 'same_day'
  serviceLevel: string
  limitText: string
  publishState: string
  feeFromDong: number | null
}

export interface Procedure extends Omit<ProcedureLine, 'limitText' | 'feeFromDong'> {
  decisionNumber: string | null
  legalLimit: Limit | null
  committedLimit: Limit | null
  channels: {
    channel: string
    limit: Limit | null
    limitNote: string | null
    fees: { kind: string; amountDong: number | null; text: string }[]
  }[]
  components: {
    no: number
    name: string
    group: string | null
    originals: number
    copies: number
    templateName: string | null
    required: boolean
  }[]
  steps: { no: number; name: string; role: string | null; unitName: string | null; hours: number | null }[]
  conditions: string | null
  resultNames: string[]
  legalBases: { number: string; title: string; issuedOn: string | null; issuer: string | null }[]
  validFrom: string
  validTo: string | null
  versionId: string
  toComplete: { field: string; reason: string }[]
}

export interface PromisedTime {
  dueAt: string
  sentence: string
  because: Because[]
}

export interface ProcedurePromise {
  receivedAt: string
  committed: PromisedTime | null
  legal: PromisedTime | null
}

export interface CitizenCard {
  idNumber: string
  oldIdNumber: string | null
  fullName: string
  bornOn: string | null
  sex: string | null
  address: string
  issuedOn: string | null
  faults: { field: string; message: string }[]
}

export interface NewDossier {
  procedureCode: string
  channel: 'direct' | 'post' | 'online'
  centreId: string
  counterId?: string
  applicant: {
    kind: 'person' | 'organisation'
    fullName: string
    idNumber: string
    bornOn?: string
    sex?: string
    address: string
    phone: string
    email?: string
    organisationName?: string
  }
  representative?: { fullName: string; idNumber: string; authorisation: string }
  papers: { componentNo: number; originals: number; copies: number; certified: number; note?: string }[]
  summary?: string
  resultMethod: 'counter' | 'post' | 'online'
  accept: boolean
}

/** One thing an act asks for. A bare name means a required text of that name. */
export type Need =
  | string
  | {
      field: string
      label?: string
      kind?: string
      required?: boolean
      options?: { value: string; label: string }[]
      hint?: string
    }

export interface DossierAction {
  act: string
  name: string
  allowed: boolean
  reason: string | null
  law: string | null
  needs: Need[]
}

export interface Clock {
  kind: 'committed' | 'legal'
  limit: Limit | null
  dueAt: string | null
  status: 'running' | 'stopped' | 'ended'
  remaining: Remaining
  because: Because[]
}

export interface DossierView {
  code: string
  state: string
  stateName: string
  procedure: { code: string; name: string; versionId: string }
  agency: { code: string; name: string }
  centre: { code: string; name: string }
  channel: string
  applicant: {
    kind: string
    fullName: string
    idNumber: string
    bornOn: string | null
    sex: string | null
    address: string
    phone: string
    email: string | null
    organisationName: string | null
  }
  receivedAt: string
  acceptedAt: string | null
  clocks: Clock[]
  holder: { kind: string; name: string; officerName: string | null; since: string } | null
  step: { no: number; name: string; of: number } | null
  papers: {
    componentNo: number
    name: string
    originals: number
    copies: number
    certified: number
    note: string | null
  }[]
  timeline: {
    seq: number
    act: string
    actName: string
    at: string
    actorName: string
    actorRole: string
    unitName: string | null
    note: string | null
  }[]
  actions: DossierAction[]
  documents: { form: string; title: string; url: string }[]
  /** Once, in the answer to the filing: the citizen's secret for following the dossier. */
  lookupSecret?: string
  /** After the result was returned: where the citizen rates the service. */
  ratingUrl?: string | null
}

export interface DossierLine {
  code: string
  procedureName: string
  applicantName: string
  state: string
  stateName: string
  stepName: string | null
  dueAt: string | null
  remaining: Remaining
  holderName: string
  receivedAt: string
}

export type InboxTab = 'mine' | 'unit' | 'handover' | 'awaiting' | 'results'

export interface HandoverLine {
  number: string
  direction: 'to_agency' | 'to_centre'
  state: string
  stateName?: string
  agencyCode?: string
  agencyName: string
  createdAt: string
  createdBy?: string
  count: number
}

export interface Handover extends HandoverLine {
  dossiers: { code: string; procedureName: string; applicantName: string; receivedAt: string | null }[]
}

export interface Draft {
  key: string
  form: unknown
  savedAt: string
}

/** An answer in pages: `total` counts the whole list. */
export interface Page<Item> {
  total?: number
  items: Item[]
  cursor?: string | null
}
