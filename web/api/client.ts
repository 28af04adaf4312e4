import { Problem, problemFrom, unreachable } from './problem.ts'
import { type Upload, sendFile } from './upload.ts'
import type {
  AccountDetail,
  AccountList,
  AccountPlaces,
  Agency,
  Alerts,
  CalendarYear,
  Bill,
  CashBooks,
  Centre,
  Collected,
  Collector,
  CounterTickets,
  DayOfCalls,
  Hall,
  KioskLine,
  TicketGiven,
  TicketPlace,
  CitizenCard,
  CurrentSession,
  Decree,
  DeadlineExamples,
  DeadlineSettings,
  VersionMove,
  VersionMovePreview,
  VersionMoves,
  DecreeChange,
  DecreeList,
  DecreePreview,
  DossierAccesses,
  ToldApplicant,
  OnlineFiling,
  OnlineFilings,
  Undelivered,
  DossierFile,
  DossierFiles,
  DossierLine,
  DossierView,
  Draft,
  DraftLine,
  FilePurpose,
  FoundDossier,
  Handover,
  HandoverLine,
  HolderLedger,
  HoldersReport,
  DelegationLine,
  DueDateAnswer,
  Limit,
  PracticeCopied,
  Sector,
  OfficeHours,
  OfficerLine,
  OfficerNotice,
  OfficerWork,
  OwnAccount,
  InboxFilter,
  InboxOwner,
  InboxTab,
  Locality,
  MovedDossier,
  MoneyReturn,
  MoneyToDecide,
  NewDossier,
  OpeningRow,
  Practice,
  Page,
  PartLine,
  PartTab,
  Procedure,
  ProcedureLine,
  ProcedurePromise,
  Proof,
  Register,
  SecurityLog,
  SessionLine,
  SettingChangeLine,
  SlipPicture,
  SlipSoFar,
  Synonym,
  Unit,
  GateReport,
  ProcessPictureView,
  ProcessTable,
  VersionDraft,
  VersionDraftContent,
} from './types.ts'

export interface ApiOptions {
  /** Where the API is, without a trailing slash; same origin by default, so the session cookie goes along. */
  baseUrl?: string
  /** Called when the session has ended in the middle of work; `true` once the person has signed in again. */
  onSessionNeeded?: () => Promise<boolean>
  /** Called before what is signed or carried away; `true` once the person has proved again to be there. */
  onConfirmationNeeded?: () => Promise<boolean>
  fetch?: typeof fetch
  /** In which language faults of what was typed come back. */
  language?: () => string
}

export type Query = Readonly<Record<string, string | number | null | undefined>>

/** Lines a person typed, by the name of their field. */
export type Words = Readonly<Record<string, string>>

interface Send {
  body?: unknown
  query?: Query
  key?: string
  signal?: AbortSignal | undefined
  /** A 401 is an answer here, not the end of a session. */
  isSignIn?: boolean
  /** The person has confirmed for this request: asked once, not again. */
  isConfirmed?: boolean
  /** The token of the kiosk that asks. */
  kiosk?: string
}

export type Api = ReturnType<typeof createApi>

/**
 * The typed client of /api/v1. Every failure is a `Problem`; every command takes the key of the intention
 * (see `createIntention`), so that a retry after a lost answer does nothing twice.
 */
export function createApi(options: ApiOptions = {}) {
  const baseUrl = options.baseUrl ?? ''
  const doFetch = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init))

  async function send(method: string, path: string, sending: Send = {}): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json, application/pdf, application/problem+json' }
    if (options.language) headers['accept-language'] = options.language()
    if (sending.body !== undefined) headers['content-type'] = 'application/json'
    if (sending.key !== undefined) headers['idempotency-key'] = sending.key
    if (sending.kiosk !== undefined) headers['motcua-kiosk'] = sending.kiosk
    let response: Response
    try {
      response = await doFetch(`${baseUrl}/api/v1${path}${queryString(sending.query)}`, {
        method,
        headers,
        credentials: 'same-origin',
        ...(sending.body === undefined ? {} : { body: JSON.stringify(sending.body) }),
        ...(sending.signal ? { signal: sending.signal } : {}),
      })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw unreachable()
    }
    if (response.ok) return response
    const problem = await problemFrom(response)
    if (problem.status === 401 && !sending.isSignIn && options.onSessionNeeded) {
      if (await options.onSessionNeeded()) return await send(method, path, { ...sending, isSignIn: true })
    }
    // The same request again, with the same key: nothing that was typed is lost, and nothing is done twice.
    if (problem.code === 'CONFIRMATION_NEEDED' && !sending.isConfirmed && options.onConfirmationNeeded) {
      if (await options.onConfirmationNeeded()) return await send(method, path, { ...sending, isConfirmed: true })
    }
    throw problem
  }

  async function json<Body>(method: string, path: string, sending: Send = {}): Promise<Body> {
    const response = await send(method, path, sending)
    return response.status === 204 ? (undefined as Body) : ((await response.json()) as Body)
  }

  const at = (strings: TemplateStringsArray, ...values: string[]) =>
    String.raw({ raw: strings }, ...values.map((value) => encodeURIComponent(value)))

  return {
    signIn: (body: { login: string; password: string }) => json<CurrentSession>('POST', '/sessions', { body, isSignIn: true }),
    setup: () => json<{ awaitsFirstAccount: boolean }>('GET', '/setup', { isSignIn: true }),
    openFirstAccount: (body: { code: string; login: string; displayName: string; password: string }) =>
      json<{ login: string }>('POST', '/setup/account', { body, isSignIn: true }),
    currentSession: () => json<CurrentSession>('GET', '/sessions/current', { isSignIn: true }),
    signOut: () => json<unknown>('DELETE', '/sessions/current', { isSignIn: true }),
    sessions: () => json<Page<SessionLine>>('GET', '/sessions'),
    endOtherSessions: () => json<{ ended: number }>('DELETE', '/sessions'),
    confirm: (proof: Proof) => json<unknown>('POST', '/sessions/current/confirmation', { body: proof }),
    passkeyChallenge: () => json<{ options: Record<string, unknown> | null }>('POST', '/sessions/current/confirmation/challenge'),
    ownAccount: () => json<OwnAccount>('GET', '/account'),
    changePassword: (body: { current: string; next: string }) => json<unknown>('POST', '/account/password', { body }),
    beginTotp: () => json<{ address: string; base32: string }>('POST', '/account/totp'),
    confirmTotp: (code: string) => json<{ recoveryCodes: string[] }>('POST', '/account/totp/confirmation', { body: { code } }),
    removeTotp: () => json<unknown>('DELETE', '/account/totp'),
    newPasskeyChallenge: () => json<{ options: Record<string, unknown> }>('POST', '/account/passkeys/challenge'),
    addPasskey: (body: { name: string; answer: unknown }) => json<{ recoveryCodes: string[] }>('POST', '/account/passkeys', { body }),
    removePasskey: (id: string) => json<unknown>('DELETE', at`/account/passkeys/${id}`),
    renewRecoveryCodes: () => json<{ recoveryCodes: string[] }>('POST', '/account/recovery-codes'),

    accounts: (q: string) => json<AccountList>('GET', '/accounts', { query: { q } }),
    account: (id: string) => json<AccountDetail>('GET', at`/accounts/${id}`),
    accountPlaces: () => json<AccountPlaces>('GET', '/account-places'),
    openAccount: (body: Record<string, unknown>, key: string) => json<{ id: string }>('POST', '/accounts', { body, key }),
    issueOneTimePassword: (id: string) => json<{ oneTimePassword: string }>('POST', at`/accounts/${id}/one-time-password`),
    setAccountActive: (id: string, isActive: boolean, key: string) =>
      isActive ? json<unknown>('POST', at`/accounts/${id}/enable`, { key }) : json<unknown>('POST', at`/accounts/${id}/disable`, { key }),
    giveRole: (id: string, body: Record<string, unknown>, key: string) => json<unknown>('POST', at`/accounts/${id}/grants`, { body, key }),
    endRole: (id: string, grantId: string, key: string) => json<unknown>('POST', at`/accounts/${id}/grants/${grantId}/end`, { key }),
    resetSecondFactor: (id: string, key: string) => json<unknown>('POST', at`/accounts/${id}/second-factor/reset`, { key }),
    endSessionsOf: (id: string, sessionId: string | null, key: string) =>
      json<unknown>('POST', at`/accounts/${id}/sessions/end`, { body: { sessionId }, key }),
    revokeSession: (id: string) => json<unknown>('DELETE', at`/sessions/${id}`),

    agencies: () => json<Page<Agency>>('GET', '/agencies'),
    centres: () => json<Page<Centre>>('GET', '/centres'),
    opening: () => json<{ items: OpeningRow[] }>('GET', '/opening'),
    settingChanges: (subject: string | null) =>
      json<{ items: SettingChangeLine[] }>('GET', '/setting-changes', { query: { ...(subject === null ? {} : { subject }), limit: 20 } }),
    locality: () => json<Locality>('GET', '/locality'),
    changeLocality: (body: Locality, key: string) => json<Locality>('PUT', '/locality', { body, key }),
    addAgency: (body: Words, key: string) => json<Agency>('POST', '/agencies', { body, key }),
    changeAgency: (code: string, body: Words, key: string) => json<Agency>('PUT', at`/agencies/${code}`, { body, key }),
    units: (code: string) => json<{ items: Unit[] }>('GET', at`/agencies/${code}/units`),
    addUnit: (code: string, body: Words, key: string) => json<Unit>('POST', at`/agencies/${code}/units`, { body, key }),
    changeUnit: (code: string, unit: string, body: Words, key: string) =>
      json<Unit>('PUT', at`/agencies/${code}/units/${unit}`, { body, key }),
    addCentre: (body: Words, key: string) => json<Centre>('POST', '/centres', { body, key }),
    changeCentre: (code: string, body: Words, key: string) => json<Centre>('PUT', at`/centres/${code}`, { body, key }),
    addCounter: (code: string, body: Record<string, unknown>, key: string) =>
      json<Centre>('POST', at`/centres/${code}/counters`, { body, key }),
    changeCounter: (code: string, no: string, body: Words, key: string) =>
      json<Centre>('PUT', at`/centres/${code}/counters/${no}`, { body, key }),
    hall: (code: string) => json<Hall>('GET', at`/centres/${code}/hall`),
    setUpHall: (code: string, body: Record<string, unknown>, key: string) => json<Hall>('PUT', at`/centres/${code}/hall`, { body, key }),
    kiosks: (code: string) => json<{ items: KioskLine[] }>('GET', at`/centres/${code}/kiosks`),
    addKiosk: (code: string, name: string, key: string) =>
      json<{ id: string; code: string; minutes: number }>('POST', at`/centres/${code}/kiosks`, { body: { name }, key }),
    revokeKiosk: (code: string, id: string, key: string) => json<unknown>('POST', at`/centres/${code}/kiosks/${id}/revocation`, { key }),
    pairKiosk: (code: string, key: string) =>
      json<{ token: string; centreCode: string; name: string }>('POST', '/kiosk-pairings', { body: { code }, key }),
    takeTicket: (code: string, body: { prefix: string; priority: string | null }, kiosk: string, key: string) =>
      json<TicketGiven>('POST', at`/centres/${code}/tickets`, { body, key, kiosk }),
    giveTicket: (code: string, body: { prefix: string; priority: string | null }, key: string) =>
      json<TicketGiven>('POST', at`/centres/${code}/tickets`, { body, key }),
    ticketPlace: (secret: string) => json<TicketPlace>('GET', at`/tickets/${secret}`),
    counterTickets: (code: string, no: string) => json<CounterTickets>('GET', at`/centres/${code}/counters/${no}/tickets`),
    callNext: (code: string, no: string, key: string) =>
      json<{ called: { id: string; label: string } | null }>('POST', at`/centres/${code}/counters/${no}/calls`, { key }),
    actOnTicket: (code: string, no: string, id: string, body: Record<string, unknown>, key: string) =>
      json<unknown>('POST', at`/centres/${code}/counters/${no}/tickets/${id}/acts`, { body, key }),
    dayOfCalls: (code: string, on: string | null) => json<DayOfCalls>('GET', at`/centres/${code}/calls`, { query: { on } }),
    collector: (centreId: string) => json<{ collector: Collector | null }>('GET', at`/collectors/${centreId}`),
    setCollector: (centreId: string, body: Record<string, unknown>, key: string) =>
      json<{ collector: Collector | null }>('PUT', at`/collectors/${centreId}`, { body, key }),
    synonyms: (q: string) => json<{ items: Synonym[]; total: number; more: boolean }>('GET', '/synonyms', { query: { q, limit: 100 } }),
    addSynonym: (body: Words, key: string) => json<Synonym>('POST', '/synonyms', { body, key }),
    changeSynonym: (id: string, body: Words, key: string) => json<Synonym>('PUT', at`/synonyms/${id}`, { body, key }),
    removeSynonym: (id: string, key: string) => json<unknown>('DELETE', at`/synonyms/${id}`, { key }),

    enterProcedure: (body: Words, key: string) => json<{ code: string }>('POST', '/procedures', { body, key }),
    procedures: (query: Query, signal?: AbortSignal) => json<Page<ProcedureLine>>('GET', '/procedures', { query, signal }),
    sectors: () => json<{ items: Sector[] }>('GET', '/sectors'),
    procedure: (code: string) => json<Procedure>('GET', at`/procedures/${code}`),
    versionDraft: (code: string) => json<VersionDraft>('GET', at`/procedures/${code}/draft`),
    saveVersionDraft: (code: string, revision: number, content: VersionDraftContent, key: string) =>
      json<VersionDraft>('PUT', at`/procedures/${code}/draft`, { body: { revision, content }, key }),
    checkVersion: (code: string, id: string) => json<GateReport>('POST', at`/procedures/${code}/versions/${id}/check`, { body: {} }),
    /** The file as it is, in base64: which encoding it is in is for the server to read. */
    readBpmn: (code: string, file: string) =>
      json<{ process: ProcessTable; notes: { message: string }[] }>('POST', at`/procedures/${code}/draft/bpmn`, { body: { file } }),
    publishVersion: (code: string, id: string, revision: number, key: string) =>
      json<{ versionId: string }>('POST', at`/procedures/${code}/versions/${id}/publish`, { body: { revision }, key }),
    process: (code: string, version: string) =>
      json<{ picture: ProcessPictureView }>('GET', at`/procedures/${code}/process`, { query: { version } }),
    promise: (code: string) => json<ProcedurePromise>('GET', at`/procedures/${code}/promise`),

    readCard: (raw: string) => json<CitizenCard>('POST', '/citizen-cards', { body: { raw } }),
    fileDossier: (body: NewDossier, key: string) => json<DossierView>('POST', '/dossiers', { body, key }),
    previewSlip: async (body: SlipSoFar, key: string) => {
      const response = await send('POST', '/slip-previews', { body, key })
      return await response.blob()
    },
    /** The paper that the act would send, with these words, as a draft. */
    draftDocument: async (code: string, body: { act: string } & Record<string, unknown>, key: string) =>
      await (await send('POST', at`/dossiers/${code}/document-drafts`, { body, key })).blob(),
    drawSlip: (body: SlipSoFar, signal?: AbortSignal) => json<SlipPicture>('POST', '/slip-pictures', { body, signal }),
    dossier: (code: string) => json<DossierView>('GET', at`/dossiers/${code}`),
    files: (code: string) => json<DossierFiles>('GET', at`/dossiers/${code}/files`),
    /** Attaches one file; see `sendFile`. A session that ended meanwhile is asked for, and the file sent then. */
    attachFile: async (
      code: string,
      to: { purpose: FilePurpose; componentNo: number | null },
      upload: Omit<Upload, 'url'>,
    ): Promise<DossierFile> => {
      const url = `${baseUrl}/api/v1${at`/dossiers/${code}/files`}${queryString(to)}`
      try {
        return await sendFile<DossierFile>({ ...upload, url })
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 401 || !(await options.onSessionNeeded?.())) throw error
        return await sendFile<DossierFile>({ ...upload, url })
      }
    },
    withdrawFile: (code: string, id: string, reason: string, key: string) =>
      json<DossierFile>('POST', at`/dossiers/${code}/files/${id}/withdrawal`, { body: { reason }, key }),
    checkFile: (code: string, id: string, key: string) => json<DossierFile>('POST', at`/dossiers/${code}/files/${id}/checks`, { key }),
    told: (code: string) => json<ToldApplicant>('GET', at`/dossiers/${code}/notices`),
    onlineFilings: () => json<OnlineFilings>('GET', '/online-filings'),
    onlineFiling: (code: string) => json<OnlineFiling>('GET', at`/dossiers/${code}/online-filing`),
    undelivered: () => json<Undelivered>('GET', '/undelivered-notices'),
    accesses: (code: string) => json<DossierAccesses>('GET', at`/dossiers/${code}/accesses`),
    /** Each printing has a new look-up secret: asked once, never again by itself. */
    printApplicantSlip: async (code: string, reason: string) =>
      await (await send('POST', at`/dossiers/${code}/applicant-slips`, { body: { reason } })).blob(),
    newDay: (code: string, act: string, days: number) =>
      json<{ dueBefore: string | null; dueAfter: string | null; legalDueAt: string | null; isPastLaw: boolean }>(
        'GET',
        at`/dossiers/${code}/new-day`,
        { query: { act, days } },
      ),
    ledger: (code: string) => json<HolderLedger>('GET', at`/dossiers/${code}/ledger`),
    officers: () => json<Page<OfficerLine>>('GET', '/officers'),
    officerWork: (id: string) => json<OfficerWork>('GET', at`/officers/${id}/work`),
    replaceOfficer: (id: string, body: { successorId: string; reason: string }, key: string) =>
      json<{ dossiers: number; late: number; handovers: number }>('POST', at`/officers/${id}/replacement`, { body, key }),
    recordAbsence: (body: { accountId: string; fromOn: string; toOn: string; reason: string }, key: string) =>
      json<{ id: string }>('POST', '/absences', { body, key }),
    endAbsence: (id: string, key: string) => json<unknown>('POST', at`/absences/${id}/end`, { key }),
    delegations: () => json<Page<DelegationLine>>('GET', '/delegations'),
    delegate: (body: Record<string, unknown>, key: string) => json<{ id: string }>('POST', '/delegations', { body, key }),
    endDelegation: (id: string, key: string) => json<unknown>('POST', at`/delegations/${id}/end`, { key }),
    holdersReport: (query: { from?: string | undefined; to?: string | undefined }) =>
      json<HoldersReport>('GET', '/reports/holders', { query }),
    holdersCsvUrl: (query: { from: string; to: string }) => `${baseUrl}/api/v1/reports/holders.csv${queryString(query)}`,
    notices: () => json<Page<OfficerNotice>>('GET', '/notices'),
    noticeSeen: (id: string, key: string) => json<unknown>('POST', at`/notices/${id}/seen`, { key }),
    findDossiers: (q: string, signal?: AbortSignal) => json<Page<FoundDossier>>('GET', '/dossiers', { query: { q }, signal }),
    act: (code: string, body: { act: string } & Record<string, unknown>, key: string) =>
      json<DossierView>('POST', at`/dossiers/${code}/acts`, { body, key }),
    documentUrl: (code: string, form: string) => `${baseUrl}/api/v1${at`/dossiers/${code}/documents/${form}`}.pdf`,

    controlSheetUrl: (code: string) => `${baseUrl}/api/v1${at`/dossiers/${code}/control-sheet`}.pdf`,
    handoverListUrl: (number: string) => `${baseUrl}/api/v1${at`/handovers/${number}/list`}.pdf`,
    register: (centreId: string, year: string, q: string, signal?: AbortSignal) =>
      json<Register>('GET', at`/centres/${centreId}/registers/${year}`, { query: { q }, signal }),
    registerBookUrl: (centreId: string, year: number, book: number) =>
      `${baseUrl}/api/v1${at`/centres/${centreId}/registers/${String(year)}/${String(book)}`}.pdf`,
    registerTableUrl: (centreId: string, year: number) => `${baseUrl}/api/v1${at`/centres/${centreId}/registers/${String(year)}/all.csv`}`,

    bill: (code: string) => json<Bill>('GET', at`/bills/${code}`),
    collect: (code: string, body: { method: 'cash' | 'bank'; amountDong: number; bankReference?: string }, key: string) =>
      json<Collected>('POST', at`/bills/${code}/payments`, { body, key }),
    adjustCharge: (code: string, body: Record<string, unknown>, key: string) =>
      json<Bill>('POST', at`/bills/${code}/adjustments`, { body, key }),
    reversePayment: (id: string, body: { kind: 'refund' | 'mistake'; reason: string }, key: string) =>
      json<{ id: string; state: 'done' | 'waiting' | 'declined' }>('POST', at`/payments/${id}/reversals`, { body, key }),
    decideReversal: (id: string, approve: boolean, key: string) =>
      json<{ id: string; state: string }>('POST', at`/reversals/${id}/decision`, { body: { approve }, key }),
    moneyToDecide: (centreId: string) => json<MoneyToDecide>('GET', '/money-to-decide', { query: { centreId } }),
    matchBankNotices: (noticeIds: readonly string[], code: string, key: string) =>
      json<Collected>('POST', '/bank-notices/matches', { body: { noticeIds, code }, key }),
    takeMoneyCase: (id: string, key: string) => json<{ taken: boolean }>('POST', at`/bank-notices/${id}/owner`, { key }),
    returnMoney: (id: string, body: { amountDong: number; to: string; reference: string; reason: string }, key: string) =>
      json<MoneyReturn>('POST', at`/bank-notices/${id}/returns`, { body, key }),
    decideReturn: (id: string, no: string, approve: boolean, key: string) =>
      json<MoneyReturn>('POST', at`/bank-notices/${id}/returns/${no}/decision`, { body: { approve }, key }),
    cashBooks: (centreId: string, day: string) => json<CashBooks>('GET', '/cash-books', { query: { centreId, day } }),
    handOverCash: (body: { centreId: string; amountDong: number; to: string }, key: string) =>
      json<{ done: boolean }>('POST', '/cash-books/hand-overs', { body, key }),
    closeCashDay: (
      body: { centreId: string; cashierId: string; day: string; notes: { dong: number; count: number }[]; explanation: string },
      key: string,
    ) => json<{ differenceDong: number }>('POST', '/cash-books/closings', { body, key }),
    cashBookUrl: (centreId: string, day: string) => `${baseUrl}/api/v1/cash-books/print.pdf${queryString({ centreId, day })}`,
    receiptTableUrl: (centreId: string, day: string) => `${baseUrl}/api/v1/receipts.csv${queryString({ centreId, day })}`,

    inbox: (query: InboxFilter & { tab: InboxTab; who?: InboxOwner; limit?: number; cursor?: string | null }) =>
      json<Page<DossierLine>>('GET', '/inbox', { query }),

    parts: (query: { tab: PartTab; agency?: string; limit?: number; cursor?: string | null }) =>
      json<Page<PartLine>>('GET', '/parts', { query }),

    handovers: (query: { direction?: string; state?: string }) => json<Page<HandoverLine>>('GET', '/handovers', { query }),
    handover: (number: string) => json<Handover>('GET', at`/handovers/${number}`),
    createHandover: (
      body: { direction: 'to_agency' | 'to_centre'; agencyCode: string; centreId: string; dossierCodes: string[] },
      key: string,
    ) => json<{ number: string }>('POST', '/handovers', { body, key }),
    receiveHandover: (number: string, dossierCodes: string[], key: string) =>
      json<{ received: number; left: number }>('POST', at`/handovers/${number}/receive`, { body: { dossierCodes }, key }),

    securityEvents: (query: { event?: string; before?: string }) => json<SecurityLog>('GET', '/security-events', { query }),
    alerts: () => json<Alerts>('GET', '/alerts'),
    seenAlerts: (ids: string[], key: string) => json<{ seen: number }>('POST', '/alerts/seen', { body: { ids }, key }),
    practice: () => json<Practice>('GET', '/practice'),
    practiceTicket: () => json<{ address: string }>('POST', '/practice/tickets', { body: {} }),
    refreshPractice: () => json<PracticeCopied>('POST', '/practice/refresh'),
    tryProcedure: (code: string) => json<{ address: string }>('POST', at`/practice/procedures/${code}`),
    becomeInPractice: (body: { ticket: string } | { login: string }) =>
      json<{ login: string; path: string }>('POST', '/practice/sessions', { body, isSignIn: true }),
    moveClock: (body: { to: string } | { by: 'hour' | 'next_opening' | 'working_day' }, key: string) =>
      json<{ now: string }>('POST', '/practice/clock', { body, key }),

    calendar: (year: number) => json<CalendarYear>('GET', '/calendar', { query: { year } }),
    dueDate: (body: { receivedAt: string; limit: Limit }) => json<DueDateAnswer>('POST', '/due-dates', { body }),
    officeHours: () => json<OfficeHours>('GET', '/office-hours'),
    decrees: () => json<DecreeList>('GET', '/decrees'),
    decree: (id: string, offset = 0) =>
      json<Decree & { dossiers: MovedDossier[] }>('GET', at`/decrees/${id}`, { query: { offset, limit: 50 } }),
    previewDecree: (body: { change: DecreeChange; basis: string; offset?: number; limit?: number }) =>
      json<DecreePreview>('POST', '/decrees/preview', { body }),
    enterDecree: (
      body: { change: DecreeChange; name: string; basis: string; reason: string; decreedOn: string | null; fingerprint: string },
      key: string,
    ) => json<Decree>('POST', '/decrees', { body, key }),

    deadlineSettings: () => json<DeadlineSettings>('GET', '/deadline-settings'),
    compareDeadlines: (body: { name: string; value: string; fromOn: string }) =>
      json<DeadlineExamples>('POST', '/deadline-settings/preview', { body }),
    setDeadline: (body: { name: string; value: string; fromOn: string; basis: string; reason: string }, key: string) =>
      json<DeadlineSettings>('POST', '/deadline-settings', { body, key }),

    versionMoves: (code: string) => json<VersionMoves>('GET', at`/procedures/${code}/version-moves`),
    versionMove: (code: string, id: string) => json<VersionMove>('GET', at`/procedures/${code}/version-moves/${id}`),
    previewVersionMove: (code: string, body: { fromVersionId: string; steps: Record<string, number>; time: string }) =>
      json<VersionMovePreview>('POST', at`/procedures/${code}/version-moves/preview`, { body }),
    orderVersionMove: (
      code: string,
      body: { fromVersionId: string; steps: Record<string, number>; time: string; reason: string; legalBasis: string; fingerprint: string },
      key: string,
    ) => json<{ id: string }>('POST', at`/procedures/${code}/version-moves`, { body, key }),
    setServedAgencies: (centreCode: string, agencyCodes: string[], key: string) =>
      json<Centre>('PUT', at`/centres/${centreCode}/agencies`, { body: { agencyCodes }, key }),

    drafts: () => json<Page<DraftLine>>('GET', '/drafts'),
    draft: (draftKey: string) => json<Draft>('GET', at`/drafts/${draftKey}`),
    saveDraft: (draftKey: string, form: unknown, key: string) =>
      json<{ savedAt: string }>('PUT', at`/drafts/${draftKey}`, { body: { form }, key }),
    deleteDraft: (draftKey: string, key: string) => json<unknown>('DELETE', at`/drafts/${draftKey}`, { key }),
  }
}

/** `?a=1&b=x`, without what is empty. */
export function queryString(query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()}`
}

/** What went wrong, as a Problem, whatever was thrown. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem({
    status: 0,
    code: 'BROWSER_FAULT',
    detail: 'Trang gặp lỗi ngoài dự kiến. Xin tải lại trang; nội dung đã lưu vẫn còn.',
    details: String(error),
  })
}
