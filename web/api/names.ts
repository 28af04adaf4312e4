/*
 * Short names for what the contract says, and nothing of its own: `schema.generated.ts` is made from the OpenAPI document. A page that reads
 * a field which the server does not answer does not compile.
 */

import type { Answers, Bodies, Queries } from './schema.generated.ts'

type Item<List extends { readonly items: readonly unknown[] }> = List['items'][number]

export type CurrentSession = Answers['GET /api/v1/sessions/current']
export type Area = CurrentSession['areas'][number]
export type Right = CurrentSession['rights'][number]['right']
export type SessionLine = Item<Answers['GET /api/v1/sessions']>
/** By what a person proves to be there. */
export type Proof = Bodies['POST /api/v1/sessions/current/confirmation']

export type OwnAccount = Answers['GET /api/v1/account']
export type AccountEvent = OwnAccount['events'][number]
export type AccountList = Answers['GET /api/v1/accounts']
export type AccountLine = Item<AccountList>
export type AccountDetail = Answers['GET /api/v1/accounts/{id}']
export type AccountPlaces = Answers['GET /api/v1/account-places']
export type AccountPlace = AccountPlaces['centres'][number]

export type AgencyList = Answers['GET /api/v1/agencies']
export type Agency = Item<AgencyList>
export type Unit = Item<Answers['GET /api/v1/agencies/{code}/units']>
export type Centre = Item<Answers['GET /api/v1/centres']>
export type Place = Pick<Centre, 'id' | 'code' | 'name'>
export type Locality = Answers['GET /api/v1/locality']
export type Collector = NonNullable<Answers['GET /api/v1/collectors/{centreId}']['collector']>
export type OpeningRow = Item<Answers['GET /api/v1/opening']>
export type SettingChangeLine = Item<Answers['GET /api/v1/setting-changes']>

export type Synonym = Item<Answers['GET /api/v1/synonyms']>
export type Sector = Item<Answers['GET /api/v1/sectors']>
export type ProcedurePage = Answers['GET /api/v1/procedures']
export type ProcedureLine = Item<ProcedurePage>
export type Procedure = Answers['GET /api/v1/procedures/{code}']
export type Limit = NonNullable<Procedure['legalLimit']>
export type LimitUnit = Limit['unit']
export type VersionDraft = Answers['GET /api/v1/procedures/{code}/draft']
/** The whole draft beside what it would replace. */
export type DraftReview = Answers['GET /api/v1/procedures/{code}/draft/review']
export type VersionDraftContent = VersionDraft['content']
export type ProcessTable = VersionDraftContent['process']
export type StepRow = ProcessTable['rows'][number]
export type AboutProcedure = VersionDraftContent['about']
/** Rules of time of a procedure's own; what is absent follows the locality. */
export type ProcedureClockRules = VersionDraftContent['clock']
export type ConditionField = VersionDraft['fields'][number]
export type StepRole = VersionDraft['stepRoles'][number]
export type CheckedPaper = NonNullable<Answers['POST /api/v1/papers/check']['paper']>
export type Catalogue = Answers['GET /api/v1/catalogue']
export type CatalogueChanges = Answers['GET /api/v1/catalogue/changes']
export type Fee = Procedure['channels'][number]['fees'][number]
export type ProcessView = Answers['GET /api/v1/procedures/{code}/process']
export type ProcessPictureView = ProcessView['picture']
export type GateReport = Answers['POST /api/v1/procedures/{code}/versions/{id}/check']
export type ProcessFinding = GateReport['findings'][number]
export type ProcedurePromise = Answers['GET /api/v1/procedures/{code}/promise']
export type PromisedTime = NonNullable<ProcedurePromise['committed']>
export type VersionMoves = Answers['GET /api/v1/procedures/{code}/version-moves']
export type VersionMovePreview = Answers['POST /api/v1/procedures/{code}/version-moves/preview']
export type VersionMove = Answers['GET /api/v1/procedures/{code}/version-moves/{id}']

export type CitizenCard = Answers['POST /api/v1/citizen-cards']
export type NewDossier = Bodies['POST /api/v1/dossiers']
/** An intake in the middle of being typed: anything may be empty. */
export type SlipSoFar = Bodies['POST /api/v1/slip-pictures']
/** The slip as it will be printed: a drawing (SVG), and its text for people who cannot see it. */
export type SlipPicture = Answers['POST /api/v1/slip-pictures']

/** With what only the answer to a filing or to an act says. */
export type DossierView = Answers['GET /api/v1/dossiers/{code}'] &
  Partial<Pick<Answers['POST /api/v1/dossiers'], 'lookupSecret'>> &
  Partial<Pick<Answers['POST /api/v1/dossiers/{code}/acts'], 'invitedToRate'>>
export type DossierAction = DossierView['actions'][number]
/** From which step to which an act leads the work. */
export type Leads = NonNullable<DossierAction['leads']>
export type StepAt = Leads['to'][number]
export type Clock = DossierView['clocks'][number]
export type Remaining = Clock['remaining']
export type Tone = Remaining['tone']
/** One fact that moved a due date: a day not counted, a receipt after hours, a clock that was stopped. */
export type Because = Clock['because'][number]
export type PromisedDay = DossierView['promises'][number]
/** A stop of the clocks, a new beginning, or time added. */
export type ClockTurn = DossierView['turns'][number]
export type Reappointment = DossierView['reappointments'][number]
/** Each step's own time: allotted, used, until when. */
export type StepClocks = DossierView['stepClocks']
export type Consultation = DossierView['consultations'][number]
/** A part (phần việc) of a dossier: a step of an agency, beside others, with its own deadline. */
export type DossierPart = DossierView['parts'][number]
/** A handing over to the agency or a giving back by it, and by when the law wants it. */
export type Transfer = DossierView['transfers'][number]
/** Our own signature on a form. */
export type DocumentSeal = DossierView['documents'][number]['seal']
export type PartLine = Item<Answers['GET /api/v1/parts']>
export type PartTab = NonNullable<Queries['GET /api/v1/parts']['tab']>
/** Who had a dossier from when to when, and whose time it was; the parts add up to the whole. */
export type HolderLedger = Answers['GET /api/v1/dossiers/{code}/ledger']
export type Charge = HolderLedger['whole']
export type LedgerCause = HolderLedger['causes'][number]['cause']
export type ToldApplicant = Answers['GET /api/v1/dossiers/{code}/notices']
/** Applicants whose letter came back. */
export type Undelivered = Answers['GET /api/v1/undelivered-notices']
/** Who was shown a dossier, for inspection. */
export type DossierAccesses = Answers['GET /api/v1/dossiers/{code}/accesses']

export type DossierFiles = Answers['GET /api/v1/dossiers/{code}/files']
export type DossierFile = Item<DossierFiles>
export type FilePurpose = DossierFile['purpose']
export type FileSignature = DossierFile['signature']
export type SignatureState = FileSignature['state']
export type SignatureProblem = NonNullable<FileSignature['report']>['problems'][number]

export type DossierLine = Item<Answers['GET /api/v1/inbox']>
export type FoundDossier = Item<Answers['GET /api/v1/dossiers']>
type InboxQuery = Queries['GET /api/v1/inbox']
export type InboxTab = NonNullable<InboxQuery['tab']>
export type InboxOwner = NonNullable<InboxQuery['who']>
/** What of a list is shown; absent is everything. */
export type InboxFilter = Pick<InboxQuery, 'agency' | 'procedure' | 'channel' | 'due'>
/** Dossiers filed online that wait for the first answer, and one as it was filed. */
export type OnlineFilings = Answers['GET /api/v1/online-filings']
export type OnlineFiling = Answers['GET /api/v1/dossiers/{code}/online-filing']
export type HandoverLine = Item<Answers['GET /api/v1/handovers']>
export type Handover = Answers['GET /api/v1/handovers/{number}']
export type Alerts = Answers['GET /api/v1/alerts']
export type AlertLine = Item<Alerts>
export type DraftLine = Item<Answers['GET /api/v1/drafts']>
export type Draft = Answers['GET /api/v1/drafts/{key}']
export type Register = Answers['GET /api/v1/centres/{centreId}/registers/{year}']
export type RegisterLine = Item<Register>

export type OfficerLine = Item<Answers['GET /api/v1/officers']>
export type OfficerWork = Answers['GET /api/v1/officers/{id}/work']
export type DelegationLine = Item<Answers['GET /api/v1/delegations']>
/** What an officer must see about their work. */
export type OfficerNotice = Item<Answers['GET /api/v1/notices']>
export type HoldersReport = Answers['GET /api/v1/reports/holders']
export type HeldFigures = HoldersReport['total']
export type HeldLine = HoldersReport['lines'][number]
export type SecurityLog = Answers['GET /api/v1/security-events']
export type SecurityLine = Item<SecurityLog>
/** Chạy thử: where it is opened, or that this is it, with its clock and its people. */
export type Practice = Answers['GET /api/v1/practice']
export type PracticeCopied = Answers['POST /api/v1/practice/refresh']

/** The working calendar of a year: what differs from the plain week, by rule and by decree. */
export type CalendarYear = Answers['GET /api/v1/calendar']
export type DayKind = CalendarYear['items'][number]['kind']
export type DueDateAnswer = Answers['POST /api/v1/due-dates']
export type OfficeHours = Answers['GET /api/v1/office-hours']
export type OfficeHoursLine = Item<OfficeHours>
export type DeadlineSettings = Answers['GET /api/v1/deadline-settings']
export type DeadlineSetting = Item<DeadlineSettings>
export type DeadlineExamples = Answers['POST /api/v1/deadline-settings/preview']
export type DecreePreview = Answers['POST /api/v1/decrees/preview']
export type DecreeChange = Bodies['POST /api/v1/decrees/preview']['change']
export type DecreeList = Answers['GET /api/v1/decrees']
/** A change of working time as it was entered, and what it moved. */
export type Decree = Item<DecreeList>
export type MovedDossier = Answers['GET /api/v1/decrees/{id}']['dossiers'][number]

/** What a dossier owes and what was paid. */
export type Bill = Answers['GET /api/v1/bills/{code}']
export type BillLine = Bill['lines'][number]
export type BillPayment = Bill['payments'][number]
export type Collected = Answers['POST /api/v1/bills/{code}/payments']
export type CashBooks = Answers['GET /api/v1/cash-books']
export type CashBook = CashBooks['books'][number]
export type MoneyToDecide = Answers['GET /api/v1/money-to-decide']
export type MoneyReturn = Answers['POST /api/v1/bank-notices/{id}/returns']

/** A hall: its queues, who serves them, and by how much priority goes ahead. */
export type Hall = Answers['GET /api/v1/centres/{code}/hall']
export type HallQueue = Hall['queues'][number]
export type QueueKind = HallQueue['kind']
export type KioskLine = Item<Answers['GET /api/v1/centres/{code}/kiosks']>
export type TicketGiven = Answers['POST /api/v1/centres/{code}/tickets']
export type TicketPlace = Answers['GET /api/v1/tickets/{secret}']
export type TicketState = TicketPlace['state']
export type PriorityGround = NonNullable<TicketPlace['priority']>
/** The hall as one counter sees it. */
export type CounterTickets = Answers['GET /api/v1/centres/{code}/counters/{no}/tickets']
export type DeskTicket = NonNullable<CounterTickets['current']>
/** A day of calls, replayed from the record. */
export type DayOfCalls = Answers['GET /api/v1/centres/{code}/calls']

/** The events of the stream for the screens of a hall; the contract describes the stream as text. */
export type HallScreen = {
  asOf: string
  centreName: string
  queues: { prefix: string; name: string; nameEn: string; waiting: number }[]
  counters: { number: number; name: string; label: string | null }[]
  calls: { label: string; counterNumber: number; calledAt: string; times: number; isOver: boolean }[]
}

/** What a citizen reads of a dossier with its code and secret, or signed in: masked by the server. */
export type TrackingView = Answers['POST /api/v1/tracking']
/** One look of the staff at a dossier, as its owner may know it. */
export type AccessView = Item<Answers['POST /api/v1/tracking/accesses']>
/** Something the applicant was notified of, and how. */
export type NoticeView = Item<Answers['POST /api/v1/tracking/notices']>
export type InvitationView = Answers['GET /api/v1/ratings/{token}']
export type Face = Bodies['POST /api/v1/ratings/{token}']['result']
export type BoardView = Answers['GET /api/v1/board']
export type RecordView = Answers['GET /api/v1/record']
export type NationalBoard = Answers['GET /api/v1/national-figures']
export type OwnPerson = NonNullable<Answers['GET /api/v1/citizen']['person']>
export type OwnSession = Answers['GET /api/v1/citizen']['sessions'][number]
export type OwnDossier = Item<Answers['GET /api/v1/citizen/dossiers']>
export type OwnDraft = Item<Answers['GET /api/v1/citizen/drafts']>

/** A draft as its owner sees it: questions by section, papers with their files, what is still wrong. */
export type OwnDraftView = Answers['GET /api/v1/citizen/drafts/{id}']
export type DraftSection = OwnDraftView['sections'][number]
export type DraftQuestion = DraftSection['questions'][number]
export type SectionProgress = DraftSection['progress']
export type DraftPaper = OwnDraftView['papers'][number]
/** A file a citizen uploaded, before it is filed or while a supplement waits. */
export type HeldFile = DraftPaper['files'][number]
export type AnswerSection = OwnDraftView['answers'][number]
/** What was filed, as its owner reads it. */
export type OwnFiling = Answers['GET /api/v1/citizen/dossiers/{code}/filing']
/** What the owner of a dossier may do to it, what they are asked for, and how they are reached. */
export type OwnActs = Answers['GET /api/v1/citizen/dossiers/{code}/acts']

/** An answer in pages: `total` counts the whole list. */
export type Page<Line> = {
  total?: number
  items: Line[]
  nextCursor?: string | null
}
