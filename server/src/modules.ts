import { askWitnesses, mustKeepUp, noWitnesses } from '#record'
import type { Witnesses } from '#record'
import { fileInspector, printSheet, scanAgain, signIssuedDocument, signPaper } from '#document'
import type { FileInspector, PaperSigner } from '#document'
import type { IdentityProvider } from '#citizen'
import { findPublicView, listAccessesForOwner, stateNameFrom, dossierDoor, mustRead, mustTrack } from '#dossier'
import type { Province } from '#federation'
import { findRatingLink, inviteToRate } from '#feedback'
import { findSession } from '#identity'
import { tellApplicant } from '#notification'
import type { MailChannel } from '#notification'
import { createLogger } from '#platform/config/logger.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import type { AnyJob } from '#platform/jobs/job.ts'
import { pruneJob } from '#platform/jobs/prune.ts'
import type { Module } from '#platform/module.ts'
import { buildAgencyModule } from './modules/agency/register.ts'
import { buildCalendarModule } from './modules/calendar/register.ts'
import { buildCentreModule } from './modules/centre/register.ts'
import { buildCitizenModule } from './modules/citizen/register.ts'
import { buildDocumentModule } from './modules/document/register.ts'
import { buildDossierModule, createWorkFeed } from './modules/dossier/register.ts'
import type { ReprojectionRunner, WorkFeed } from './modules/dossier/register.ts'
import { buildFederationModule } from './modules/federation/register.ts'
import { buildFeedbackModule } from './modules/feedback/register.ts'
import { createHallFeeds, buildFloorModule } from './modules/floor/register.ts'
import type { HallFeeds } from './modules/floor/register.ts'
import { buildIdentityModule } from './modules/identity/register.ts'
import { buildNotificationModule, createLetterJob } from './modules/notification/register.ts'
import { buildOversightModule } from './modules/oversight/register.ts'
import { buildPaymentModule } from './modules/payment/register.ts'
import { buildPracticeModule } from './modules/practice/register.ts'
import type { Beside, Home } from './modules/practice/register.ts'
import { buildProcedureModule } from './modules/procedure/register.ts'
import { buildRecordModule } from './modules/record/register.ts'
import { boardFeed, buildReportingModule } from './modules/reporting/register.ts'
import type { BoardFeed } from './modules/reporting/register.ts'

/** The objects a process has once and its modules share. */
export type ProcessParts = {
  readonly database: Database
  readonly secureCookies: boolean
  readonly feed: BoardFeed
  readonly halls: HallFeeds
  readonly workFeed: WorkFeed
  readonly practice: Beside
  readonly home: Home
  readonly reprojections: Pick<ReprojectionRunner, 'wake'>
  /** `null`: printed papers carry no signature of the centre. */
  readonly signer: PaperSigner | null
  readonly inspector: FileInspector
  /** Whether an address is one of the centre's terminals. */
  readonly isTerminal: (address: string) => boolean
  readonly identity: () => IdentityProvider | null
  /** `null`: no letter is sent. */
  readonly mail: MailChannel | null
  readonly witnesses: Witnesses
  /** The provinces whose figures are gathered here; `null`: none. */
  readonly provinces: readonly Province[] | null
}

/** The parts of a process without external connections: to list its contents, and for tests. */
export function buildIdleParts(database: Database): ProcessParts {
  const logger = createLogger({ logLevel: 'silent' })
  return {
    database,
    secureCookies: false,
    feed: boardFeed(database, logger),
    halls: createHallFeeds(database, logger),
    workFeed: createWorkFeed(database),
    practice: () => null,
    home: () => null,
    reprojections: { wake: () => undefined },
    signer: null,
    inspector: fileInspector(undefined),
    isTerminal: () => false,
    identity: () => null,
    mail: null,
    witnesses: noWitnesses,
    provinces: null,
  }
}

/** Where modules are put together: the only file that knows every one. It hands each what it needs and contains no rule. */
export function buildModules(parts: ProcessParts): readonly Module[] {
  const { database, secureCookies, inspector, mail, signer } = parts
  const letter = createLetterJob(mail)
  return [
    buildIdentityModule({
      secureCookies,
      isPractice: database.isPractice,
      findSession: async (token) => await findSession(database.kysely, database.localityId, token),
    }),
    buildAgencyModule(),
    buildCentreModule(),
    buildCalendarModule(),
    buildProcedureModule(),
    buildDocumentModule({ scan: async (each) => await scanAgain(each, inspector) }),
    buildPaymentModule({
      print: printSheet,
      dossiers: dossierDoor(database),
      sign: signer ? async (context, pdf) => (await signPaper(context.db, signer, pdf)).bytes : undefined,
    }),
    buildDossierModule({
      feed: parts.workFeed,
      mayLeave: async ({ database: at, db, now }) => await mustKeepUp(at, db, await now()),
      onReturned: async (context, returned) => await inviteToRate(context.db, context.database, returned),
      ratingLinkOf: async (context, dossierId) => {
        const url = await findRatingLink(context.db, context.database, dossierId, context.publicUrl)
        return { isOpen: url !== null, url: parts.isTerminal(context.address) ? url : null }
      },
      onDecree: () => parts.reprojections.wake(),
      signForm: async (context, form) => (signer ? await signIssuedDocument(context.db, signer, form) : form.bytes),
      signSheet: async (context, printed) => (signer ? (await signPaper(context.db, signer, printed)).bytes : printed),
      inspector,
      notify: async (work, { dossierId, seq }) => {
        // Without a mail server the notice is settled at once.
        if (mail === null) await tellApplicant(work.database, { dossierId, seq }, { mail, publicUrl: work.publicUrl })
        else await inTransaction(work.database.kysely, async (tx) => await enqueue(tx, letter, { dossierId, seq }))
      },
    }),
    buildFeedbackModule(),
    buildReportingModule({ feed: parts.feed }),
    buildRecordModule({ askWitnesses: async (each) => await askWitnesses(each, parts.witnesses) }),
    buildFloorModule({ halls: parts.halls }),
    buildOversightModule(),
    buildNotificationModule({
      letter,
      track: async (context, code, secret) => void (await mustTrack(context, code, secret)),
      read: async (context, code) => await mustRead(context.db, context.actor, code),
    }),
    buildCitizenModule({
      secureCookies,
      provider: parts.identity,
      track: async (context, code, secret) => void (await mustTrack(context, code, secret)),
      looks: async (context, code) => await listAccessesForOwner(context.db, code, context.language),
      stateName: stateNameFrom,
      inspector,
      view: async (context, code) => (await findPublicView(context.db, code, context.language)) ?? {},
    }),
    buildFederationModule({ provinces: parts.provinces }),
    buildPracticeModule({ secureCookies, beside: parts.practice, home: parts.home }),
  ]
}

/** Every route of the API: what is mounted, described, and walked by the access tests. */
export function routesFrom(modules: readonly Module[]): RouteDefinition[] {
  return modules.flatMap(({ routes }) => [...routes])
}

/** Every kind of background work: what the worker runs and operators see. */
export function jobsFrom(modules: readonly Module[]): readonly AnyJob[] {
  return [pruneJob, ...modules.flatMap(({ jobs }) => jobs)]
}
