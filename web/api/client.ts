import { languageOfPage, ownSentences, Problem, problemFrom, type ProblemLanguage, unreachable } from './problem.ts'
import { type Upload, sendFile } from './upload.ts'
import type { DossierFile, FilePurpose, SlipSoFar } from './names.ts'
import type { Address, Answers, Bodies, Paths, Queries } from './schema.generated.ts'

export interface ApiOptions {
  /** Where the API is, without a trailing slash; same origin by default, so the session cookie goes along. */
  baseUrl?: string
  /** Called when the session has ended in the middle of work; `true` once the person has signed in again. */
  onSessionNeeded?: () => Promise<boolean>
  /** Called before what is signed or carried away; `true` once the person has proved again to be there. */
  onConfirmationNeeded?: () => Promise<boolean>
  fetch?: typeof fetch
  /** In which language refusals come back. */
  language?: () => ProblemLanguage
}

export type Query = Readonly<Record<string, string | number | null | undefined>>

/** Lines a person typed, by the name of their field. */
export type Words = Readonly<Record<string, string>>

interface Send {
  body?: unknown
  query?: Query | undefined
  key?: string
  signal?: AbortSignal | undefined
  /** A 401 is an answer here, not the end of a session. */
  isSignIn?: boolean
  /** The person has confirmed for this request: asked once, not again. */
  isConfirmed?: boolean
  /** The token of the kiosk that asks. */
  kiosk?: string
}

/**
 * A body made of what a person typed, as it is: the server says what is missing or wrong, by the name of its field.
 */
function toBody(typed: object): never {
  return typed as never
}

/** Where there is nothing to ask for, nothing is sent. */
type Nullable<Query> = { readonly [Name in keyof Query]: Query[Name] | null }

/** What the contract says of one operation; what it does not have cannot be given. */
type Given<At extends Address> = Omit<Send, 'body' | 'query'> &
  (At extends keyof Paths ? { path: { readonly [Name in keyof Paths[At]]: string } } : object) &
  (At extends keyof Bodies ? { body: Bodies[At] } : { body?: Record<string, never> }) &
  (At extends keyof Queries ? { query?: Nullable<Queries[At]> } : object)
type Answer<At extends Address> = At extends keyof Answers ? Answers[At] : undefined
/** Nothing need be given where nothing is asked for. */
type GivenTo<At extends Address> = At extends keyof Paths | keyof Bodies ? [given: Given<At>] : [given?: Given<At>]

export type Api = ReturnType<typeof createApi>

/**
 * The typed client of /api/v1. Every failure is a `Problem`; every command takes the key of the intention
 * (see `createIntention`), so that a retry after a lost answer does nothing twice.
 */
export function createApi(options: ApiOptions = {}) {
  const baseUrl = options.baseUrl ?? ''
  const doFetch = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init))

  const language = options.language ?? ((): ProblemLanguage => 'vi')

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
      throw unreachable(language())
    }
    if (response.ok) return response
    const problem = await problemFrom(response, language())
    if (problem.status === 401 && !sending.isSignIn && options.onSessionNeeded) {
      if (await options.onSessionNeeded()) return await send(method, path, { ...sending, isSignIn: true })
    }
    // The same request again, with the same key: nothing that was typed is lost, and nothing is done twice.
    if (problem.code === 'CONFIRMATION_NEEDED' && !sending.isConfirmed && options.onConfirmationNeeded) {
      if (await options.onConfirmationNeeded()) return await send(method, path, { ...sending, isConfirmed: true })
    }
    throw problem
  }

  /** Calls one operation of the contract: what is sent and what comes back is typed by its address. */
  const call = callUntyped as <At extends Address>(address: At, ...given: GivenTo<At>) => Promise<Answer<At>>

  async function callUntyped(address: string, given: Send & { path?: Readonly<Record<string, string>> } = {}): Promise<never> {
    const [method = '', template = ''] = address.split(' ')
    const { path = {}, ...sending } = given
    const filled = template.replace('/api/v1', '').replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(path[name] ?? ''))
    const response = await send(method, filled, sending)
    return (response.status === 204 ? undefined : await response.json()) as never
  }

  const at = (strings: TemplateStringsArray, ...values: string[]) =>
    String.raw({ raw: strings }, ...values.map((value) => encodeURIComponent(value)))

  return {
    signIn: (body: Bodies['POST /api/v1/sessions']) => call('POST /api/v1/sessions', { body, isSignIn: true }),
    setup: () => call('GET /api/v1/setup', { isSignIn: true }),
    openFirstAccount: (body: Bodies['POST /api/v1/setup/account']) => call('POST /api/v1/setup/account', { body, isSignIn: true }),
    currentSession: () => call('GET /api/v1/sessions/current', { isSignIn: true }),
    signOut: () => call('DELETE /api/v1/sessions/current', { isSignIn: true }),
    sessions: () => call('GET /api/v1/sessions'),
    endOtherSessions: () => call('DELETE /api/v1/sessions'),
    confirm: (proof: Bodies['POST /api/v1/sessions/current/confirmation']) =>
      call('POST /api/v1/sessions/current/confirmation', { body: proof }),
    passkeyChallenge: () => call('POST /api/v1/sessions/current/confirmation/challenge'),
    ownAccount: () => call('GET /api/v1/account'),
    changePassword: (body: Bodies['POST /api/v1/account/password']) => call('POST /api/v1/account/password', { body }),
    beginTotp: () => call('POST /api/v1/account/totp'),
    confirmTotp: (code: string) => call('POST /api/v1/account/totp/confirmation', { body: { code } }),
    removeTotp: () => call('DELETE /api/v1/account/totp'),
    newPasskeyChallenge: () => call('POST /api/v1/account/passkeys/challenge'),
    addPasskey: (body: { name: string; answer: unknown }) => call('POST /api/v1/account/passkeys', { body: toBody(body) }),
    removePasskey: (id: string) => call('DELETE /api/v1/account/passkeys/{id}', { path: { id } }),
    renewRecoveryCodes: () => call('POST /api/v1/account/recovery-codes'),

    accounts: (q: string) => call('GET /api/v1/accounts', { query: { q } }),
    account: (id: string) => call('GET /api/v1/accounts/{id}', { path: { id } }),
    accountPlaces: () => call('GET /api/v1/account-places'),
    openAccount: (body: Record<string, unknown>, key: string) => call('POST /api/v1/accounts', { body: toBody(body), key }),
    issueOneTimePassword: (id: string) => call('POST /api/v1/accounts/{id}/one-time-password', { path: { id } }),
    setAccountActive: (id: string, isActive: boolean, key: string) =>
      isActive
        ? call('POST /api/v1/accounts/{id}/enable', { path: { id }, key })
        : call('POST /api/v1/accounts/{id}/disable', { path: { id }, key }),
    giveRole: (id: string, body: Record<string, unknown>, key: string) =>
      call('POST /api/v1/accounts/{id}/grants', { path: { id }, body: toBody(body), key }),
    endRole: (id: string, grantId: string, key: string) =>
      call('POST /api/v1/accounts/{id}/grants/{grantId}/end', { path: { id, grantId }, key }),
    resetSecondFactor: (id: string, key: string) => call('POST /api/v1/accounts/{id}/second-factor/reset', { path: { id }, key }),
    endSessionsOf: (id: string, sessionId: string | null, key: string) =>
      call('POST /api/v1/accounts/{id}/sessions/end', { path: { id }, body: { sessionId }, key }),
    revokeSession: (id: string) => call('DELETE /api/v1/sessions/{id}', { path: { id } }),

    agencies: () => call('GET /api/v1/agencies'),
    centres: () => call('GET /api/v1/centres'),
    opening: () => call('GET /api/v1/opening'),
    settingChanges: (query: Queries['GET /api/v1/setting-changes']) => call('GET /api/v1/setting-changes', { query }),
    locality: () => call('GET /api/v1/locality'),
    changeLocality: (body: Bodies['PUT /api/v1/locality'], key: string) => call('PUT /api/v1/locality', { body, key }),
    addAgency: (body: Words, key: string) => call('POST /api/v1/agencies', { body: toBody(body), key }),
    changeAgency: (code: string, body: Words, key: string) =>
      call('PUT /api/v1/agencies/{code}', { path: { code }, body: toBody(body), key }),
    units: (code: string) => call('GET /api/v1/agencies/{code}/units', { path: { code } }),
    addUnit: (code: string, body: Words, key: string) =>
      call('POST /api/v1/agencies/{code}/units', { path: { code }, body: toBody(body), key }),
    changeUnit: (code: string, unit: string, body: Words, key: string) =>
      call('PUT /api/v1/agencies/{code}/units/{unitCode}', { path: { code, unitCode: unit }, body: toBody(body), key }),
    addCentre: (body: Words, key: string) => call('POST /api/v1/centres', { body: toBody(body), key }),
    changeCentre: (code: string, body: Words, key: string) =>
      call('PUT /api/v1/centres/{code}', { path: { code }, body: toBody(body), key }),
    addCounter: (code: string, body: Record<string, unknown>, key: string) =>
      call('POST /api/v1/centres/{code}/counters', { path: { code }, body: toBody(body), key }),
    changeCounter: (code: string, no: string, body: Words, key: string) =>
      call('PUT /api/v1/centres/{code}/counters/{no}', { path: { code, no }, body: toBody(body), key }),
    hall: (code: string) => call('GET /api/v1/centres/{code}/hall', { path: { code } }),
    setUpHall: (code: string, body: Record<string, unknown>, key: string) =>
      call('PUT /api/v1/centres/{code}/hall', { path: { code }, body: toBody(body), key }),
    kiosks: (code: string) => call('GET /api/v1/centres/{code}/kiosks', { path: { code } }),
    addKiosk: (code: string, name: string, key: string) =>
      call('POST /api/v1/centres/{code}/kiosks', { path: { code }, body: { name }, key }),
    revokeKiosk: (code: string, id: string, key: string) =>
      call('POST /api/v1/centres/{code}/kiosks/{id}/revocation', { path: { code, id }, key }),
    pairKiosk: (code: string, key: string) => call('POST /api/v1/kiosk-pairings', { body: { code }, key }),
    takeTicket: (code: string, body: Bodies['POST /api/v1/centres/{code}/tickets'], kiosk: string, key: string) =>
      call('POST /api/v1/centres/{code}/tickets', { path: { code }, body, key, kiosk }),
    giveTicket: (code: string, body: Bodies['POST /api/v1/centres/{code}/tickets'], key: string) =>
      call('POST /api/v1/centres/{code}/tickets', { path: { code }, body, key }),
    ticketPlace: (secret: string) => call('GET /api/v1/tickets/{secret}', { path: { secret } }),
    counterTickets: (code: string, no: string) => call('GET /api/v1/centres/{code}/counters/{no}/tickets', { path: { code, no } }),
    callNext: (code: string, no: string, key: string) =>
      call('POST /api/v1/centres/{code}/counters/{no}/calls', { path: { code, no }, key }),
    actOnTicket: (code: string, no: string, id: string, body: Record<string, unknown>, key: string) =>
      call('POST /api/v1/centres/{code}/counters/{no}/tickets/{id}/acts', { path: { code, no, id }, body: toBody(body), key }),
    dayOfCalls: (code: string, on: string | null) => call('GET /api/v1/centres/{code}/calls', { path: { code }, query: { on } }),
    collector: (centreId: string) => call('GET /api/v1/collectors/{centreId}', { path: { centreId } }),
    setCollector: (centreId: string, body: Record<string, unknown>, key: string) =>
      call('PUT /api/v1/collectors/{centreId}', { path: { centreId }, body: toBody(body), key }),
    synonyms: (q: string) => call('GET /api/v1/synonyms', { query: { q, limit: 100 } }),
    addSynonym: (body: Words, key: string) => call('POST /api/v1/synonyms', { body: toBody(body), key }),
    changeSynonym: (id: string, body: Words, key: string) => call('PUT /api/v1/synonyms/{id}', { path: { id }, body: toBody(body), key }),
    removeSynonym: (id: string, key: string) => call('DELETE /api/v1/synonyms/{id}', { path: { id }, key }),

    enterProcedure: (body: Words, key: string) => call('POST /api/v1/procedures', { body: toBody(body), key }),
    procedures: (query: Query, signal?: AbortSignal) => call('GET /api/v1/procedures', { query, signal }),
    sectors: () => call('GET /api/v1/sectors'),
    procedure: (code: string) => call('GET /api/v1/procedures/{code}', { path: { code } }),
    versionDraft: (code: string) => call('GET /api/v1/procedures/{code}/draft', { path: { code } }),
    procedureDrafts: () => call('GET /api/v1/procedure-drafts'),
    draftReview: (code: string) => call('GET /api/v1/procedures/{code}/draft/review', { path: { code } }),
    saveVersionDraft: (code: string, revision: number, content: Bodies['PUT /api/v1/procedures/{code}/draft']['content'], key: string) =>
      call('PUT /api/v1/procedures/{code}/draft', { path: { code }, body: { revision, content }, key }),
    checkVersion: (code: string, id: string) =>
      call('POST /api/v1/procedures/{code}/versions/{id}/check', { path: { code, id }, body: {} }),
    /** The file as it is, in base64: which encoding it is in is for the server to read. */
    readBpmn: (code: string, file: string) => call('POST /api/v1/procedures/{code}/draft/bpmn', { path: { code }, body: { file } }),
    publishVersion: (code: string, id: string, revision: number, key: string) =>
      call('POST /api/v1/procedures/{code}/versions/{id}/publish', { path: { code, id }, body: { revision }, key }),
    process: (code: string, version: string) => call('GET /api/v1/procedures/{code}/process', { path: { code }, query: { version } }),
    promise: (code: string) => call('GET /api/v1/procedures/{code}/promise', { path: { code } }),

    readCard: (raw: string) => call('POST /api/v1/citizen-cards', { body: { raw } }),
    fileDossier: (body: Bodies['POST /api/v1/dossiers'], key: string) => call('POST /api/v1/dossiers', { body, key }),
    previewSlip: async (body: SlipSoFar, key: string) => {
      const response = await send('POST', '/slip-previews', { body, key })
      return await response.blob()
    },
    /** The paper that the act would send, with these words, as a draft. */
    draftDocument: async (code: string, body: { act: string } & Record<string, unknown>, key: string) =>
      await (await send('POST', at`/dossiers/${code}/document-drafts`, { body, key })).blob(),
    /** The paper that answers a filing before there is a dossier, as a draft. */
    draftAnswer: async (body: Bodies['POST /api/v1/document-drafts'], key: string) =>
      await (await send('POST', '/document-drafts', { body, key })).blob(),
    drawSlip: (body: Bodies['POST /api/v1/slip-pictures'], signal?: AbortSignal) => call('POST /api/v1/slip-pictures', { body, signal }),
    dossier: (code: string) => call('GET /api/v1/dossiers/{code}', { path: { code } }),
    files: (code: string) => call('GET /api/v1/dossiers/{code}/files', { path: { code } }),
    /** Attaches one file; see `sendFile`. A session that ended meanwhile is asked for, and the file sent then. */
    attachFile: async (
      code: string,
      to: { purpose: FilePurpose; componentNo: number | null },
      upload: Omit<Upload, 'url'>,
    ): Promise<DossierFile> => {
      const url = `${baseUrl}/api/v1${at`/dossiers/${code}/files`}${queryString(to)}`
      try {
        return await sendFile<DossierFile>({ ...upload, url, language: language() })
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 401 || !(await options.onSessionNeeded?.())) throw error
        return await sendFile<DossierFile>({ ...upload, url, language: language() })
      }
    },
    withdrawFile: (code: string, id: string, reason: string, key: string) =>
      call('POST /api/v1/dossiers/{code}/files/{id}/withdrawal', { path: { code, id }, body: { reason }, key }),
    checkFile: (code: string, id: string, key: string) =>
      call('POST /api/v1/dossiers/{code}/files/{id}/checks', { path: { code, id }, key }),
    told: (code: string) => call('GET /api/v1/dossiers/{code}/notices', { path: { code } }),
    onlineFilings: () => call('GET /api/v1/online-filings'),
    onlineFiling: (code: string) => call('GET /api/v1/dossiers/{code}/online-filing', { path: { code } }),
    undelivered: () => call('GET /api/v1/undelivered-notices'),
    accesses: (code: string) => call('GET /api/v1/dossiers/{code}/accesses', { path: { code } }),
    /** Each printing has a new look-up secret: asked once, never again by itself. */
    printApplicantSlip: async (code: string, reason: string, form?: 'supplement-request' | 'refusal') =>
      await (await send('POST', at`/dossiers/${code}/applicant-slips`, { body: { reason, ...(form ? { form } : {}) } })).blob(),
    newDay: (code: string, act: Queries['GET /api/v1/dossiers/{code}/new-day']['act'], days: number) =>
      call('GET /api/v1/dossiers/{code}/new-day', { path: { code }, query: { act, days } }),
    ledger: (code: string) => call('GET /api/v1/dossiers/{code}/ledger', { path: { code } }),
    officers: () => call('GET /api/v1/officers'),
    officerWork: (id: string) => call('GET /api/v1/officers/{id}/work', { path: { id } }),
    replaceOfficer: (id: string, body: Bodies['POST /api/v1/officers/{id}/replacement'], key: string) =>
      call('POST /api/v1/officers/{id}/replacement', { path: { id }, body, key }),
    recordAbsence: (body: Bodies['POST /api/v1/absences'], key: string) => call('POST /api/v1/absences', { body, key }),
    endAbsence: (id: string, key: string) => call('POST /api/v1/absences/{id}/end', { path: { id }, key }),
    delegations: () => call('GET /api/v1/delegations'),
    delegate: (body: Record<string, unknown>, key: string) => call('POST /api/v1/delegations', { body: toBody(body), key }),
    endDelegation: (id: string, key: string) => call('POST /api/v1/delegations/{id}/end', { path: { id }, key }),
    holdersReport: (query: { from?: string | undefined; to?: string | undefined }) => call('GET /api/v1/reports/holders', { query }),
    holdersCsvUrl: (query: { from: string; to: string }) => `${baseUrl}/api/v1/reports/holders.csv${queryString(query)}`,
    notices: () => call('GET /api/v1/notices'),
    noticeSeen: (id: string, key: string) => call('POST /api/v1/notices/{id}/seen', { path: { id }, key }),
    findDossiers: (q: string, signal?: AbortSignal) => call('GET /api/v1/dossiers', { query: { q }, signal }),
    act: (code: string, body: { act: string } & Record<string, unknown>, key: string) =>
      call('POST /api/v1/dossiers/{code}/acts', { path: { code }, body: toBody(body), key }),
    documentUrl: (code: string, form: string) => `${baseUrl}/api/v1${at`/dossiers/${code}/documents/${form}`}.pdf`,

    controlSheetUrl: (code: string) => `${baseUrl}/api/v1${at`/dossiers/${code}/control-sheet`}.pdf`,
    handoverListUrl: (number: string) => `${baseUrl}/api/v1${at`/handovers/${number}/list`}.pdf`,
    register: (centreId: string, year: string, q: string, signal?: AbortSignal) =>
      call('GET /api/v1/centres/{centreId}/registers/{year}', { path: { centreId, year }, query: { q }, signal }),
    registerBookUrl: (centreId: string, year: number, book: number) =>
      `${baseUrl}/api/v1${at`/centres/${centreId}/registers/${String(year)}/${String(book)}`}.pdf`,
    registerTableUrl: (centreId: string, year: number) => `${baseUrl}/api/v1${at`/centres/${centreId}/registers/${String(year)}/all.csv`}`,

    bill: (code: string) => call('GET /api/v1/bills/{code}', { path: { code } }),
    collect: (code: string, body: Bodies['POST /api/v1/bills/{code}/payments'], key: string) =>
      call('POST /api/v1/bills/{code}/payments', { path: { code }, body, key }),
    adjustCharge: (code: string, body: Record<string, unknown>, key: string) =>
      call('POST /api/v1/bills/{code}/adjustments', { path: { code }, body: toBody(body), key }),
    reversePayment: (id: string, body: Bodies['POST /api/v1/payments/{id}/reversals'], key: string) =>
      call('POST /api/v1/payments/{id}/reversals', { path: { id }, body, key }),
    decideReversal: (id: string, approve: boolean, key: string) =>
      call('POST /api/v1/reversals/{id}/decision', { path: { id }, body: { approve }, key }),
    moneyToDecide: (centreId: string) => call('GET /api/v1/money-to-decide', { query: { centreId } }),
    matchBankNotices: (noticeIds: string[], code: string, key: string) =>
      call('POST /api/v1/bank-notices/matches', { body: { noticeIds, code }, key }),
    takeMoneyCase: (id: string, key: string) => call('POST /api/v1/bank-notices/{id}/owner', { path: { id }, key }),
    returnMoney: (id: string, body: Bodies['POST /api/v1/bank-notices/{id}/returns'], key: string) =>
      call('POST /api/v1/bank-notices/{id}/returns', { path: { id }, body, key }),
    decideReturn: (id: string, no: string, approve: boolean, key: string) =>
      call('POST /api/v1/bank-notices/{id}/returns/{no}/decision', { path: { id, no }, body: { approve }, key }),
    cashBooks: (centreId: string, day: string) => call('GET /api/v1/cash-books', { query: { centreId, day } }),
    handOverCash: (body: Bodies['POST /api/v1/cash-books/hand-overs'], key: string) =>
      call('POST /api/v1/cash-books/hand-overs', { body, key }),
    closeCashDay: (body: Bodies['POST /api/v1/cash-books/closings'], key: string) =>
      call('POST /api/v1/cash-books/closings', { body, key }),
    cashBookUrl: (centreId: string, day: string) => `${baseUrl}/api/v1/cash-books/print.pdf${queryString({ centreId, day })}`,
    receiptTableUrl: (centreId: string, day: string) => `${baseUrl}/api/v1/receipts.csv${queryString({ centreId, day })}`,

    inbox: (query: Nullable<Queries['GET /api/v1/inbox']>) => call('GET /api/v1/inbox', { query }),

    parts: (query: Nullable<Queries['GET /api/v1/parts']>) => call('GET /api/v1/parts', { query }),

    handovers: (query: Queries['GET /api/v1/handovers']) => call('GET /api/v1/handovers', { query }),
    handover: (number: string) => call('GET /api/v1/handovers/{number}', { path: { number } }),
    createHandover: (body: Bodies['POST /api/v1/handovers'], key: string) => call('POST /api/v1/handovers', { body, key }),
    receiveHandover: (number: string, dossierCodes: string[], key: string) =>
      call('POST /api/v1/handovers/{number}/receive', { path: { number }, body: { dossierCodes }, key }),

    securityEvents: (query: Queries['GET /api/v1/security-events']) => call('GET /api/v1/security-events', { query }),
    alerts: () => call('GET /api/v1/alerts'),
    seenAlerts: (ids: string[], key: string) => call('POST /api/v1/alerts/seen', { body: { ids }, key }),
    practice: () => call('GET /api/v1/practice'),
    practiceTicket: () => call('POST /api/v1/practice/tickets', { body: {} }),
    refreshPractice: () => call('POST /api/v1/practice/refresh'),
    tryProcedure: (code: string) => call('POST /api/v1/practice/procedures/{code}', { path: { code } }),
    becomeInPractice: (body: Bodies['POST /api/v1/practice/sessions']) => call('POST /api/v1/practice/sessions', { body, isSignIn: true }),
    moveClock: (body: Bodies['POST /api/v1/practice/clock'], key: string) => call('POST /api/v1/practice/clock', { body, key }),

    calendar: (year: number) => call('GET /api/v1/calendar', { query: { year } }),
    dueDate: (body: Bodies['POST /api/v1/due-dates']) => call('POST /api/v1/due-dates', { body }),
    officeHours: () => call('GET /api/v1/office-hours'),
    decrees: () => call('GET /api/v1/decrees'),
    decree: (id: string, offset = 0) => call('GET /api/v1/decrees/{id}', { path: { id }, query: { offset, limit: 50 } }),
    previewDecree: (body: Bodies['POST /api/v1/decrees/preview']) => call('POST /api/v1/decrees/preview', { body }),
    enterDecree: (body: Bodies['POST /api/v1/decrees'], key: string) => call('POST /api/v1/decrees', { body, key }),

    deadlineSettings: () => call('GET /api/v1/deadline-settings'),
    compareDeadlines: (body: Bodies['POST /api/v1/deadline-settings/preview']) => call('POST /api/v1/deadline-settings/preview', { body }),
    setDeadline: (body: Bodies['POST /api/v1/deadline-settings'], key: string) => call('POST /api/v1/deadline-settings', { body, key }),

    versionMoves: (code: string) => call('GET /api/v1/procedures/{code}/version-moves', { path: { code } }),
    versionMove: (code: string, id: string) => call('GET /api/v1/procedures/{code}/version-moves/{id}', { path: { code, id } }),
    previewVersionMove: (code: string, body: Bodies['POST /api/v1/procedures/{code}/version-moves/preview']) =>
      call('POST /api/v1/procedures/{code}/version-moves/preview', { path: { code }, body }),
    orderVersionMove: (code: string, body: Bodies['POST /api/v1/procedures/{code}/version-moves'], key: string) =>
      call('POST /api/v1/procedures/{code}/version-moves', { path: { code }, body, key }),
    setServedAgencies: (centreCode: string, agencyCodes: string[], key: string) =>
      call('PUT /api/v1/centres/{code}/agencies', { path: { code: centreCode }, body: { agencyCodes }, key }),

    drafts: () => call('GET /api/v1/drafts'),
    draft: (draftKey: string) => call('GET /api/v1/drafts/{key}', { path: { key: draftKey } }),
    saveDraft: (draftKey: string, form: unknown, key: string) =>
      call('PUT /api/v1/drafts/{key}', { path: { key: draftKey }, body: { form }, key }),
    deleteDraft: (draftKey: string, key: string) => call('DELETE /api/v1/drafts/{key}', { path: { key: draftKey }, key }),
  }
}

/** `?a=1&b=x`, without what is empty. */
export function queryString(query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()}`
}

/** Any thrown value, as a Problem. */
export function asProblem(error: unknown, language: ProblemLanguage = languageOfPage()): Problem {
  if (error instanceof Problem) return error
  return new Problem({
    status: 0,
    code: 'BROWSER_FAULT',
    detail: ownSentences.browserFault[language],
    details: String(error),
  })
}
