/*
 * What the desk reads and writes, in the words of the contract. schema.generated.ts, made from the OpenAPI
 * document, is the whole of it; contract.test.ts does not compile when an answer there does not fit what is read here.
 */

import type { Answers } from './schema.generated.ts'

export type Tone = 'ok' | 'soon' | 'late' | 'done' | 'stopped'
export type LimitUnit = 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
export interface Limit {
  amount: number
  unit: LimitUnit
}

export interface Remaining {
  minutes: number
  sentence: string
  tone: Tone
}

/** One fact that moved a due date: a day not counted, a receipt after hours, a clock that stood still. */
export interface Because {
  kind: string
  day?: string
  name?: string
  basis?: string
  sentence?: string
}

export type Area =
  | 'accounts'
  | 'intake'
  | 'inbox'
  | 'handover'
  | 'results'
  | 'cash_book'
  | 'register'
  | 'papers'
  | 'officers'
  | 'accountability'
  | 'procedures'
  | 'board'
  | 'calendar'
  | 'oversight'
  | 'security'
  | 'operations'
  | 'setup'
  | 'calls'
  | 'call_order'

export interface Place {
  id: string
  code: string
  name: string
}

export type Right = Answers['GET /api/v1/sessions/current']['rights'][number]['right']

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
  /** What the person may do that is no act on a dossier; `centreIds` null: everywhere. */
  rights: { right: Right; centreIds: string[] | null }[]
  /** What the sign-in has to do yet; `null`: it is done. */
  step: 'second_factor' | 'password' | 'enrolment' | null
  confirmsWith: 'password' | 'second_factor'
  isConfirmed: boolean
  secondFactor: { hasTotp: boolean; hasPasskeys: boolean; isNeeded: boolean }
  expiresAt: string
}

export interface SessionLine {
  id: string
  current: boolean
  userAgent: string
  createdAt: string
  lastSeenAt: string
  expiresAt: string
}

/** By what a person proves to be there. */
export type Proof =
  | { kind: 'password'; password: string }
  | { kind: 'code' | 'recovery_code'; code: string }
  | { kind: 'passkey'; answer: unknown }

export interface AccountEvent {
  at: string
  kind: string
  byName: string
  isOwn: boolean
  detail: string
}

export interface OwnAccount {
  login: string
  isDemonstration: boolean
  password: { kind: 'own' | 'one_time' | 'none'; setAt: string; shortest: number }
  secondFactor: {
    isNeeded: boolean
    hasTotp: boolean
    passkeys: { id: string; name: string; createdAt: string; lastUsedAt: string | null }[]
    recoveryCodesLeft: number
  }
  events: AccountEvent[]
}

export interface AccountPlace {
  id: string
  code: string
  name: string
}

export interface AccountLine {
  id: string
  login: string
  name: string
  title: string
  agency: AccountPlace | null
  state: 'active' | 'disabled'
  isDemonstration: boolean
  passwordKind: 'own' | 'one_time' | 'none'
  passwordSetAt: string
  hasSecondFactor: boolean
  needsSecondFactor: boolean
  lastSeenAt: string | null
  grants: { id: string; role: string; roleName: string; isHead: boolean; agency: AccountPlace | null; centre: AccountPlace | null }[]
}

export interface AccountList {
  items: AccountLine[]
  more: boolean
  total: number
}

export interface AccountDetail extends AccountLine {
  sessions: Omit<SessionLine, 'current'>[]
  events: AccountEvent[]
}

export interface AccountPlaces {
  roles: {
    role: string
    roleName: string
    needs: 'centre' | 'agency' | null
    mayHead: boolean
    isEverywhere: boolean
    centreIds: string[]
  }[]
  agencies: (AccountPlace & { units: { id: string; name: string }[] })[]
  centres: AccountPlace[]
}

export interface Agency extends Place {
  shortName: string
  kind: string
}

export interface Unit {
  id: string
  code: string
  name: string
}

export interface Locality {
  code: string
  name: string
  hotline: string
  address: string
  demonstration: boolean
}

export interface Collector {
  collectorName: string
  taxCode: string
  bankBin: string
  bankAccount: string
  templateSymbol: string
  seriesSymbol: string
  refundLimitDong: number
  hasNoticeSecret: boolean
}

export interface Synonym {
  id: string
  phrase: string
  means: string
  doneAt: string | null
}

export interface OpeningRow {
  key:
    | 'locality'
    | 'agencies'
    | 'units'
    | 'centres'
    | 'counters'
    | 'agency_accounts'
    | 'centre_accounts'
    | 'designers'
    | 'second_operator'
    | 'procedures'
    | 'collectors'
    | 'served_agencies'
    | 'stamp'
  state: 'done' | 'missing' | 'advised' | 'later'
  count: number
  /** Names of those that lack it. */
  lacking: readonly string[]
}

export interface SettingChangeLine {
  id: string
  at: string
  byName: string
  subject: 'locality' | 'agency' | 'unit' | 'centre' | 'counter' | 'served_agencies' | 'collector' | 'hall'
  key: string
  before: Record<string, unknown> | null
  after: Record<string, unknown>
}

export interface Centre extends Place {
  level: 'province' | 'commune'
  openingHoursNote: string
  address: string
  phone: string
  /** Agencies it receives for; empty is all. */
  agencyCodes: readonly string[]
  counters: { id: string; number: number; name: string; field: string }[]
}

export interface ProcedureLine {
  code: string
  name: string
  agency: { code: string; name: string } | null
  sector: string
  handling: 'on_the_spot' | 'forwarded' | 'same_day' | null
  serviceLevel: string | null
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
    limitNote: string
    fees: { kind: string; amountDong: number | null; text: string }[]
  }[]
  components: {
    no: number
    name: string
    group: string
    originals: number | null
    copies: number | null
    templateName: string | null
    required: boolean
  }[]
  steps: { no: number; name: string; role: string; unitName: string | null; hours: number }[]
  conditions: string
  resultNames: string[]
  legalBases: { number: string; title: string; issuedOn: string | null; issuer: string | null }[]
  validFrom: string
  validTo: string | null
  versionId: string
  toComplete: { field: string; reason: string }[]
}

/** A process as a table: a step a row, where it leads typed as text. */
export interface StepRow {
  no: number
  name: string
  kind: 'work' | 'sub_dossier'
  role: string
  agencyCode: string | null
  unitName: string | null
  hours: number
  returnNo: number | null
  next: string
  refusalReasons: string[]
  appeal: { to: string; withinDays: number; law: string } | null
}

export interface ProcessTable {
  entry: string
  rows: StepRow[]
}

export interface VersionDraftContent {
  agencyCode: string | null
  handling: 'on_the_spot' | 'forwarded' | 'same_day' | null
  legalLimit: Limit | null
  committedLimit: Limit | null
  channels: Procedure['channels']
  components: Procedure['components']
  process: ProcessTable
  about: AboutProcedure
  clock: ProcedureClockRules
}

/** Rules of time of a procedure's own; what is absent follows the locality. */
export interface ProcedureClockRules {
  onSupplement?: 'restart' | 'pause' | undefined
  dueTime?: 'clock_hour' | 'end_of_office_hours' | 'end_of_day' | undefined
  firstDay?: 'not_counted' | 'counted' | undefined
  supplementDays?: number | undefined
  supplementLapse?: 'notify' | 'stop' | undefined
  silence?: 'none' | 'consent' | 'refusal' | undefined
  silenceLaw?: string | undefined
}

export interface AboutProcedure {
  name: string
  sector: string
  decisionNumber: string | null
  serviceLevel: 'full' | 'partial' | 'none' | null
  conditions: string
  resultNames: string[]
  legalBases: Procedure['legalBases']
  procedureText: string[]
}

export interface ProcessPictureView {
  width: number
  height: number
  boxWidth: number
  boxHeight: number
  boxes: { stepNo: number; x: number; y: number; lines: string[]; isSubDossier: boolean }[]
  ends: { kind: 'start' | 'end'; x: number; y: number }[]
  lines: { points: number[][]; label: string | null; isParallel: boolean }[]
  text: { stepNo: number; name: string; role: string; roleName: string; unitName: string | null; hours: number; next: string }[]
}

export interface VersionDraft {
  code: string
  name: string
  id: string | null
  revision: number
  savedAt: string | null
  savedByName: string | null
  publishState: string
  toComplete: { field: string; reason: string }[]
  content: VersionDraftContent
  picture: ProcessPictureView
  fields: { name: string; vietnamese: string }[]
  stepRoles: StepRole[]
}

export interface StepRole {
  role: string
  roleName: string
  mayRefuse: boolean
  /** Whose step usually follows theirs. */
  usuallyNext: string
}

export interface ProcessFinding {
  code: string
  stepNo: number | null
  message: string
}

export interface GateReport {
  findings: ProcessFinding[]
  criticalPath: { hours: number; stepNos: number[]; limitHours: number | null } | null
  simulated: number
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
  idNumber: string | null
  oldIdNumber: string | null
  fullName: string | null
  bornOn: string | null
  sex: string | null
  address: string | null
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
  /** The draft it was typed in: it ends with the filing. */
  draftKey?: string
}

/** An intake in the middle of being typed: anything may be empty. */
export interface SlipSoFar {
  procedureCode?: string
  channel: 'direct' | 'post' | 'online'
  centreId: string
  applicant: { fullName: string; organisationName: string; idNumber: string; address: string; phone: string; email: string }
  papers: { componentNo: number; originals: number; copies: number; certified: number }[]
  resultMethod: 'counter' | 'post' | 'online'
}

/** The slip as it will be printed: a drawing (SVG), and its words for whoever cannot see it. */
export interface SlipPicture {
  picture: string
  lines: string[]
}

/** A handing over to the agency or a giving back by it, and by when the law wants it. */
export interface Transfer {
  kind: 'handed_over' | 'given_back'
  name: string
  law: string
  by: string
  doneAt: string | null
  isLate: boolean
}

export interface StepAt {
  name: string
  roleName: string
  agencyName: string | null
}

export interface Leads {
  from: StepAt | null
  to: StepAt[]
}

export interface DossierAction {
  act: string
  name: string
  /** The key that chooses it, the same for ever: a letter, or `Shift+` and a letter. */
  letter: string | null
  /** Does not bring the result nearer. */
  isDetour: boolean
  /** The paper that goes to the applicant, of which a draft can be read before the act is done. */
  draft: { title: string } | null
  allowed: boolean
  reason: string | null
  law: string | null
  /** What to know before doing it all the same. */
  warning: string | null
  /** Done through a handover list, not on one dossier alone. */
  byList: boolean
  /** What is given with the act: `papers`, `defects`, `reason`, `cause`, `until`, `days`, `ground` and so on. */
  needs: string[]
  /** From which step to which it leads the work; `null` where it leaves it where it is. */
  leads: Leads | null
  /** Who may be given the next step, where whoever does the act may name one. */
  assignees: { accountId: string; name: string }[]
  /** The lawful causes the act chooses from, with what each still allows. */
  causes: {
    cause: string
    name: string
    law: string
    maxWorkingDays: number | null
    /** Last day to which a stop for this cause may last, `YYYY-MM-DD`. */
    latestUntil: string | null
    timesLeft: number | null
  }[]
}

export interface Clock {
  kind: 'committed' | 'legal'
  limit: Limit
  limitText: string
  startedAt: string
  dueAt: string | null
  status: 'running' | 'stopped' | 'ended'
  remaining: Remaining
  /** How it ended by this limit; null while it is open. */
  mark: 'early' | 'on_time' | 'late' | null
  because: Because[]
  /** The whole reckoning in one sentence. */
  sentence: string
}

/** A day promised for the result; of several the last one holds. */
export interface PromisedDay {
  dueAt: string
  at: string
  why: string
}

/** A stop of the clocks, a new beginning, or time added. */
export interface ClockTurn {
  effect: 'pause' | 'restart' | 'extend'
  cause: string
  name: string
  law: string
  fromAt: string
  toAt: string | null
  endsBy: string | null
  byText: string | null
}

/** A new day for the result: asked for, drafted, given or refused. */
export interface Reappointment {
  seq: number
  kind: 'extension' | 'apology'
  cause: string
  reason: string
  days: number | null
  decision: 'granted' | 'declined' | 'lapsed' | null
  dueBefore: string
  dueAfter: string | null
}

export interface StepClocks {
  items: {
    no: number
    name: string
    roleName: string
    sideName: string
    status: 'ahead' | 'running' | 'stopped' | 'passed'
    allottedText: string | null
    usedText: string
    usedMs: number
    allottedMs: number | null
    dueAt: string | null
    isLate: boolean
  }[]
  sides: { name: string; allottedText: string | null; usedText: string; isLate: boolean }[]
}

/** A question to another agency about a dossier, as it stands. */
export interface Consultation {
  seq: number
  agencyId: string
  agencyName: string
  question: string
  askedAt: string
  askedBy: string
  dueAt: string
  state: 'open' | 'answered' | 'closed'
  isLate: boolean
  /** The caller may answer it. */
  isMine: boolean
  answer: string | null
  answeredAt: string | null
  answeredBy: string | null
}

/** A part (phần việc) of a dossier: a step of an agency, beside others, with its own deadline. */
export interface DossierPart {
  no: number
  /** What an act names to be done on this part. */
  stepNo: number
  name: string
  kind: 'work' | 'sub_dossier'
  code: string | null
  agency: { id: string; code: string; name: string }
  isLead: boolean
  role: string
  roleName: string
  hours: number
  openedAt: string
  dueAt: string | null
  closedAt: string | null
  how: 'done' | 'joined' | 'given_back' | 'ended' | null
  howName: string | null
  late: boolean
  remaining: Remaining | null
  officer: { name: string; isMine: boolean; until: string; peersFrom: string } | null
  doneBy: string | null
  result: { number: string; name: string } | null
  actions: {
    act: string
    name: string
    allowed: boolean
    reason: string | null
    code: string | null
    law: string | null
    needs: string[]
    leads: Leads | null
  }[]
}

export interface PartLine {
  dossierCode: string
  no: number
  stepNo: number
  name: string
  kind: 'work' | 'sub_dossier'
  code: string | null
  procedureName: string
  applicantName: string
  agencyName: string
  leadName: string
  role: string
  roleName: string
  openedAt: string
  dueAt: string | null
  remaining: Remaining
  officerName: string | null
}

/** `mine`: what a role of the caller can do; `agency`: all at their agencies; `led`: of dossiers their agencies lead. */
export type PartTab = 'mine' | 'agency' | 'led'

export interface DossierView {
  code: string
  state: string
  stateName: string
  procedure: { code: string; name: string; versionId: string; handling: string }
  agency: { code: string; name: string }
  centre: { id: string; name: string; phone: string; counterNumber: number | null }
  channel: string
  resultMethod: string
  summary: string
  applicant: {
    kind: string
    name: string
    idNumber: string
    address: string
    phone: string
    email: string | null
    bornOn: string | null
    representativeName: string | null
    /** Who stood at the counter for an organisation. */
    person: string | null
  }
  receivedAt: string
  acceptedAt: string | null
  clocks: Clock[]
  holder: { kind: string; name: string; officerName: string | null; since: string | null } | null
  /** Which officer has taken the step, while the claim lasts. */
  claim: { name: string; isMine: boolean; until: string; peersFrom: string } | null
  handoverNumber: string | null
  /** Steps of the process the work stands at. */
  standing: number[]
  parts: DossierPart[]
  step: { no: number; name: string; role: string; roleName: string; of: number } | null
  /** Each step's own time: allotted, used, until when. Empty where the dossier is settled at the counter. */
  stepClocks: StepClocks
  papers: {
    componentNo: number
    name: string
    required: boolean
    asked: { originals: number; copies: number }
    originals: number
    copies: number
    certified: number
    note: string
  }[]
  timeline: {
    seq: number
    act: string
    actName: string
    at: string
    actorName: string
    actorRole: string
    actorRoleName: string
    note: string
  }[]
  /** Where it stands in the register of received dossiers; `null` before acceptance. */
  register: { book: string; line: string } | null
  actions: DossierAction[]
  /** The grounds on which a dossier may be stopped for good. */
  grounds: { ground: string; name: string; law: string }[]
  promises: PromisedDay[]
  turns: ClockTurn[]
  consultations: Consultation[]
  /** Handing over to the agency and giving back by it, done or still to be done. */
  transfers: Transfer[]
  reappointments: Reappointment[]
  /** The applicant's own deadline while a supplement is awaited. */
  supplementBy: string | null
  /** What the applicant was asked for, and what of it has come. */
  asked: { no: number; componentNo: number | null; text: string; isAnswered: boolean }[]
  clockFrom: string
  /** Where its time begins, in words, when that is not acceptance. */
  beginning: string | null
  documents: { form: string; title: string; url: string; seal: DocumentSeal }[]
  /** Files that arrived and were not withdrawn. */
  fileCount: number
  mayPrintSlip: boolean
  slipNeedsReason: boolean
  maySeeAccesses: boolean
  /** Once, in the answer to the filing: the citizen's secret for following the dossier. */
  lookupSecret?: string
  /** In the answer to returning the result: the citizen may rate now, by the tracking page. */
  invitedToRate?: boolean
}

/** Our own signature on a form. */
export interface DocumentSeal {
  state: 'not_issued' | 'unsigned' | 'signed'
  signerName: string | null
  signedAt: string | null
  stampedAt: string | null
}

export type FilePurpose = 'paper' | 'result' | 'other'
export type SignatureState = 'valid' | 'unsigned' | 'invalid' | 'untrusted' | 'not_pdf'

export interface SignatureProblem {
  code: string
  weight: 'invalid' | 'indeterminate' | 'note'
  text: string
}

export interface FileSignature {
  state: SignatureState
  stateName: string
  checkedAt: string | null
  report: {
    problems: SignatureProblem[]
    signatures: {
      signerName: string | null
      organisation: string | null
      issuer: string | null
      validTo: string | null
      signedAt: string | null
      stamp: { at: string; authority: string; trusted: boolean } | null
      verdict: 'valid' | 'indeterminate' | 'invalid'
      stateName: string
      problems: SignatureProblem[]
    }[]
  } | null
  checks: { at: string; by: string; state: SignatureState; stateName: string }[]
}

export interface DossierFile {
  id: string
  name: string
  purpose: FilePurpose
  purposeName: string
  componentName: string | null
  mediaType: string
  typeName: string
  size: number
  uploadedAt: string
  uploadedBy: string
  uploadedRole: string
  url: string
  withdrawal: { at: string; by: string; reason: string } | null
  /** Nobody opens it; `text` says why. */
  quarantine: { since: string; found: string | null; text: string } | null
  signature: FileSignature
  acts: { seq: number; actName: string }[]
  mayWithdraw: { allowed: boolean; reason: string | null }
}

export interface DossierFiles {
  items: DossierFile[]
  mayAdd: { purpose: FilePurpose; name: string; allowed: boolean; reason: string | null; law: string }[]
  components: { no: number; name: string }[]
  kinds: string[]
  extensions: string[]
  maxBytes: number
  mayOpen: boolean
}

/** Working time in milliseconds; `late` counts stretches in which the promised moment passed. */
export interface HeldFigures {
  turns: number
  late: number
  lateByLaw: number
  latePercent: number | null
  insideMs: number
  applicantMs: number
  outsideMs: number
  uncounted: number
  inHand: number
  inHandLate: number
  inHandLateByLaw: number
}

export interface HeldLine extends HeldFigures {
  placeId: string
  placeName: string
  step: string | null
  stepName: string
  officerId: string | null
  officerName: string | null
  dossiers: number
}

export interface HoldersReport {
  from: string
  to: string
  asOf: string
  isWholeHouse: boolean
  total: HeldFigures
  places: (HeldFigures & { placeId: string; placeName: string })[]
  /** How agencies did their parts of dossiers. */
  parts: {
    agencyId: string
    agencyName: string
    done: number
    late: number
    otherwise: number
    workMs: number
    open: number
    openLate: number
  }[]
  /** Handing over to agencies and giving back by them. */
  transfers: {
    agencyId: string
    agencyName: string
    handedOver: number
    handedOverLate: number
    toHandOver: number
    toHandOverLate: number
    givenBack: number
    givenBackLate: number
  }[]
  lines: HeldLine[]
}

export interface OfficerLine {
  id: string
  name: string
  title: string
  isMe: boolean
  roles: {
    role: string
    roleName: string
    agencyId: string | null
    centreId: string | null
    onBehalfOf: { name: string; style: string; basis: string } | null
  }[]
  absence: { id: string; fromOn: string; toOn: string; reason: string; isNow: boolean } | null
  mayReplace: boolean
  mayRecordAbsence: boolean
  mayDelegateFor: boolean
}

export interface OfficerWork {
  held: number
  claimed: number
  late: number
  handovers: number
  lateOnes: { code: string; applicantName: string; dueAt: string }[]
}

export interface DelegationLine {
  id: string
  fromName: string
  toName: string
  roleName: string
  fromOn: string
  toOn: string
  style: string
  basis: string
  mayEnd: boolean
}

/** What an officer must be told about their work, until they have seen it. */
export interface OfficerNotice {
  id: string
  kind: string
  text: string
  at: string
  dossierCode: string | null
}

export type LedgerCause = 'inside' | 'applicant' | 'outside'

export interface Charge {
  clockMs: number
  workMs: number
  clockText: string
  workText: string
}

/** Who had a dossier from when to when, and whose time it was; the parts add up to the whole. */
export interface HolderLedger {
  code: string
  from: string
  until: string
  isOpen: boolean
  whole: Charge
  causes: (Charge & { cause: LedgerCause; name: string })[]
  entries: (Charge & {
    from: string
    to: string
    holderKind: string
    holderName: string
    stepName: string | null
    roleName: string | null
    officerName: string | null
    cause: LedgerCause
    causeName: string
    stopName: string | null
    collecting: boolean
  })[]
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
  agencyCode: string
  agencyName: string
  centre: { id: string; name: string }
  officerName: string | null
  handoverNumber: string | null
  /** Accepted here: by when its agency is to have it. */
  handOver: { by: string; isLate: boolean } | null
  receivedAt: string
}

/** What of a list is shown; absent is everything. */
export type InboxFilter = {
  agency?: string | undefined
  procedure?: string | undefined
  channel?: 'direct' | 'post' | 'online' | undefined
  due?: 'late' | 'today' | 'soon' | undefined
}

export type InboxOwner = 'anyone' | 'me' | 'nobody' | 'away'

export type InboxTab = 'mine' | 'unit' | 'handover' | 'awaiting' | 'results' | 'apologies' | 'consultations'

/** A dossier found by code, number or name. */
export interface FoundDossier {
  code: string
  applicantName: string
  stateName: string
  agencyName: string
  receivedAt: string
}

export interface HandoverLine {
  number: string
  direction: 'to_agency' | 'to_centre'
  agency: { code: string; name: string }
  centre: { id: string; name: string }
  createdAt: string
  createdBy: string
  closedAt: string | null
  /** Dossiers still to be received. */
  waiting: number
  /** All it was made with. */
  count: number
  /** Is the caller's side the one that receives? */
  mayReceive: boolean
}

export interface Handover extends HandoverLine {
  dossiers: {
    code: string
    applicantName: string
    dueAt: string | null
    receivedAt: string | null
    receivedBy: string | null
    isWaiting: boolean
    /** By when the agency is to have it; `null` on the way back, and where it was not measured. */
    handOver: { by: string; isLate: boolean } | null
  }[]
}

/** One rung of the ladder of a dossier's time, or a letter that waits for its signature. */
/** One line of the security log. */
export interface SecurityLine {
  id: string
  at: string
  event: string
  name: string
  accountName: string | null
  network: string
  route: string
  status: number | null
  refusal: string | null
  times: number
}

export interface SecurityLog {
  kinds: { event: string; name: string }[]
  items: SecurityLine[]
  more: boolean
}

export interface AlertLine {
  id: string
  rung: 'soon' | 'due' | 'late' | 'later' | 'silent' | 'to_sign' | 'unanswered' | 'part_late' | 'law_soon' | 'law_late'
  rungName: string
  madeAt: string
  dueAt: string | null
  code: string
  stateName: string
  agencyName: string
  seenAt: string | null
  isOver: boolean
}

export interface Alerts {
  unseen: number
  /** Open dossiers within reach that are past their promise, counted now. */
  overdue: number
  items: AlertLine[]
}

/** Chạy thử: where it is opened, or that this is it, with its clock and its people. */
export interface Practice {
  isPractice: boolean
  address: string | null
  now: string
  mayMoveClock: boolean
  people: { login: string; displayName: string; role: string; roleName: string; agency: string | null }[]
}

export interface DraftLine {
  key: string
  name: string | null
  savedAt: string
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
  nextCursor?: string | null
}

export type DayKind = 'holiday' | 'compensation' | 'swapped_off' | 'makeup_workday'

/** The working calendar of a year: what differs from the plain week, by rule and by decree. */
export interface CalendarYear {
  year: number
  items: { date: string; kind: DayKind; name: string; basis: string; part: { from: string; to: string } | null }[]
  restDays: string[]
  workingDays: number
}

export type DecreeChange =
  | {
      kind: 'days'
      days: { kind: DayKind | 'revoked' | 'swap'; on: string; until?: string; workOn?: string; name: string; from?: string; to?: string }[]
    }
  | {
      kind: 'office_hours'
      centreId: string | null
      agencyId: string | null
      fromOn: string
      sessions: { weekdays: number[]; from: string; to: string }[]
      uncounted: number[]
    }

export interface MovedDossier {
  code: string
  agencyName: string
  dueWas: string | null
  dueIs: string | null
  turned: 'late' | 'not_late' | null
}

export interface DecreePreview {
  fingerprint: string
  remarks: string[]
  running: number
  moved: number
  becomesLate: number
  noLongerLate: number
  suspended: number
  closed: { count: number; codes: string[] }
  agencies: {
    agency: { code: string; name: string }
    running: number
    moved: number
    later: number
    earlier: number
    becomesLate: number
    noLongerLate: number
    mostDays: number
  }[]
  total: number
  dossiers: (MovedDossier & { days: number })[]
}

/** A change of working time as it was entered, and what it moved. */
export interface Decree {
  id: string
  kind: 'days' | 'office_hours'
  name: string
  basis: string
  reason: string
  decreedOn: string | null
  enteredBy: string
  enteredAt: string
  run: {
    state: 'running' | 'finished'
    running: number
    seen: number
    moved: number
    becameLate: number
    noLongerLate: number
    startedAt: string
    finishedAt: string | null
  }
}

export interface DecreeList {
  mayEnter: { days: boolean; centreIds: string[] | null }
  items: Decree[]
}
/** How time limits are counted where laws leave a choice; taken from the contract as it is. */
export type DueDateAnswer = Answers['POST /api/v1/due-dates']
export type Sector = Answers['GET /api/v1/sectors']['items'][number]
export type PracticeCopied = Answers['POST /api/v1/practice/refresh']
export type OfficeHours = Answers['GET /api/v1/office-hours']
export type OfficeHoursLine = OfficeHours['items'][number]
export type DeadlineSettings = Answers['GET /api/v1/deadline-settings']
export type DeadlineSetting = DeadlineSettings['items'][number]
export type DeadlineExamples = Answers['POST /api/v1/deadline-settings/preview']
/** Who was shown a dossier, for inspection. */
/** What the applicant was told by letter, and what became of it. */
export type ToldApplicant = Answers['GET /api/v1/dossiers/{code}/notices']
/** Dossiers filed online that wait for the first answer, and one as it was filed. */
export type OnlineFilings = Answers['GET /api/v1/online-filings']
export type OnlineFiling = Answers['GET /api/v1/dossiers/{code}/online-filing']
/** Applicants whose letter came back. */
export type Undelivered = Answers['GET /api/v1/undelivered-notices']
export type DossierAccesses = Answers['GET /api/v1/dossiers/{code}/accesses']
export type VersionMoves = Answers['GET /api/v1/procedures/{code}/version-moves']
export type VersionMovePreview = Answers['POST /api/v1/procedures/{code}/version-moves/preview']
export type VersionMove = Answers['GET /api/v1/procedures/{code}/version-moves/{id}']

/** What a dossier owes and what was paid; taken from the contract as it is. */
export type Bill = Answers['GET /api/v1/bills/{code}']
export type BillLine = Bill['lines'][number]
export type BillPayment = Bill['payments'][number]
export type Collected = Answers['POST /api/v1/bills/{code}/payments']
export type CashBooks = Answers['GET /api/v1/cash-books']
export type CashBook = CashBooks['books'][number]
export type MoneyToDecide = Answers['GET /api/v1/money-to-decide']
export type MoneyReturn = Answers['POST /api/v1/bank-notices/{id}/returns']

/** A line of the register, numbered as in its books. */
export interface RegisterLine {
  line: number
  dossierCode: string
  applicantName: string
  procedureName: string
  agencyName: string
  receivedAt: string
  dueAt: string | null
  stateName: string
}

export interface Register {
  centre: { id: string; name: string }
  year: number
  years: number[]
  isClosed: boolean
  lines: number
  books: { book: number; from: number; to: number }[]
  items: RegisterLine[]
  hasMore: boolean
}

export type QueueKind = 'intake' | 'collection' | 'guidance'
export type PriorityGround = 'elderly' | 'disabled' | 'pregnant' | 'merit' | 'small_child'
export type TicketState = 'waiting' | 'called' | 'held' | 'finished' | 'no_show' | 'left'

export interface HallQueue {
  prefix: string
  kind: QueueKind
  name: string
  nameEn: string
  isOpen: boolean
  counterNumbers: number[]
  waiting: number
}

/** A hall: its queues, who serves them, and by how much priority goes ahead. */
export interface Hall {
  centreCode: string
  centreName: string
  priorityMinutes: number
  queues: HallQueue[]
  counters: { number: number; name: string }[]
}

/** What the screens of a hall are fed with. */
export interface HallScreen {
  asOf: string
  centreName: string
  queues: { prefix: string; name: string; nameEn: string; waiting: number }[]
  counters: { number: number; name: string; label: string | null }[]
  calls: { label: string; counterNumber: number; calledAt: string; times: number; isOver: boolean }[]
}

export interface TicketGiven {
  label: string
  secret: string
  joinedAt: string
  ahead: number
  queueName: string
}

export interface TicketPlace {
  label: string
  centreName: string
  queueName: string
  queueNameEn: string
  priority: PriorityGround | null
  priorityMinutes: number
  onDay: string
  joinedAt: string
  state: TicketState
  ahead: number | null
  counterNumber: number | null
  estimate: { median: number; low: number; high: number } | null
}

export interface DeskTicket {
  id: string
  label: string
  state: TicketState
  queuePrefix: string
  priority: PriorityGround | null
  joinedAt: string
  calledAt: string | null
  counterNumber: number | null
}

/** The hall as one counter sees it. */
export interface CounterTickets {
  current: DeskTicket | null
  waiting: DeskTicket[]
  waitingCount: number
  aside: DeskTicket[]
  queues: { prefix: string; name: string }[]
}

export interface KioskLine {
  id: string
  name: string
  state: 'pairing' | 'paired' | 'expired' | 'revoked'
  lastTicketAt: string | null
}

/** A day of calls, replayed from the record. */
export interface DayOfCalls {
  on: string
  issued: number
  served: number
  left: number
  waiting: number
  calls: number
  outOfOrder: { label: string; kind: string; at: string; by: string; counterNumber: number | null; reason: string }[]
  differences: { called: string; expected: string | null; at: string }[]
}
