import { askWitnesses, mustKeepUp, noWitnesses } from '#record'
import type { Witnesses } from '#record'
import { fileInspector, printSheet, scanAgain, signIssuedDocument, signPaper } from '#document'
import type { FileInspector, PaperSigner } from '#document'
import type { IdentityProvider } from '#citizen'
import { findPublicView, listAccessesForOwner, stateNameFrom, dossierDoor, mustRead, mustTrack } from '#dossier'
import { findRatingLink, inviteToRate } from '#feedback'
import { findSession } from '#identity'
import { tellApplicant } from '#notification'
import type { MailChannel } from '#notification'
import { createLogger } from '#platform/config/logger.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import type { AnyJob } from '#platform/jobs/job.ts'
import { pruneJob } from '#platform/jobs/prune.ts'
import { agencyRoutes } from './modules/agency/register.ts'
import { calendarRoutes } from './modules/calendar/register.ts'
import { centreRoutes } from './modules/centre/register.ts'
import { documentRoutes, scanAgainJob } from './modules/document/register.ts'
import {
  accessRoutes,
  actDoneJob,
  alertRoutes,
  carryOutReprojectionsJob,
  carryOutVersionMovesJob,
  clockRoundJob,
  dossierRoutes,
  escalationJob,
  foldFiguresJob,
  forgetOldAccessJob,
  issueSlip,
  tellOfMovesJob,
} from './modules/dossier/register.ts'
import type { ReprojectionRunner } from './modules/dossier/register.ts'
import { createCitizenRoutes, pruneCitizenSessionsJob, pruneDraftsJob } from './modules/citizen/register.ts'
import { closeUrnJob, countBallotsJob, feedbackRoutes } from './modules/feedback/register.ts'
import { buildFloorRoutes, createHallFeeds } from './modules/floor/register.ts'
import type { HallFeeds } from './modules/floor/register.ts'
import {
  accountRoutes,
  forgetOldSecurityEventsJob,
  officerRoutes,
  ownAccountRoutes,
  pruneSignInsJob,
  securityRoutes,
  sessionRoutes,
  setupRoutes,
} from './modules/identity/register.ts'
import { createLetterJob, noticeRoutes } from './modules/notification/register.ts'
import { jobRoutes, openingRoutes } from './modules/oversight/register.ts'
import { paymentRoutes } from './modules/payment/register.ts'
import { practiceRoutes } from './modules/practice/register.ts'
import type { Beside } from './modules/practice/register.ts'
import { routes as procedureRoutes } from './modules/procedure/register.ts'
import { recordRoutes, sealRecordJob, sweepRecordJob } from './modules/record/register.ts'
import { boardFeed, reportingRoutes } from './modules/reporting/register.ts'

/**
 * Where modules are put together: the only file that knows every one. It hands each what it needs and lists what it offers.
 *
 * Every route of the API, in one list: what is mounted, described, and walked by the access tests.
 */
export function allRoutes(
  database: Database,
  secureCookies: boolean,
  feed: ReturnType<typeof boardFeed>,
  practice: Beside = () => null,
  reprojections?: Pick<ReprojectionRunner, 'wake'>,
  signer: PaperSigner | null = null,
  inspector: FileInspector = fileInspector(undefined),
  isTerminal: (address: string) => boolean = () => false,
  halls: HallFeeds = createHallFeeds(database, createLogger({ logLevel: 'silent' })),
  identity: () => IdentityProvider | null = () => null,
): RouteDefinition[] {
  return [
    ...sessionRoutes({
      secureCookies,
      isPractice: database.isPractice,
      findSession: async (token) => await findSession(database.kysely, database.localityId, token),
    }),
    ...setupRoutes,
    ...ownAccountRoutes,
    ...accountRoutes,
    ...officerRoutes,
    ...securityRoutes,
    ...agencyRoutes,
    ...centreRoutes,
    ...calendarRoutes,
    ...procedureRoutes,
    ...documentRoutes,
    ...paymentRoutes({
      print: printSheet,
      dossiers: dossierDoor(database),
      sign: signer ? async (context, pdf) => (await signPaper(context.db, signer, pdf)).bytes : undefined,
    }),
    ...dossierRoutes({
      mayLeave: async ({ database, db, now }) => await mustKeepUp(database, db, await now()),
      onReturned: async (context, returned) => await inviteToRate(context.db, context.database, returned),
      ratingLinkOf: async (context, dossierId) => {
        const url = await findRatingLink(context.db, context.database, dossierId, context.publicUrl)
        return { isOpen: url !== null, url: isTerminal(context.address) ? url : null }
      },
      onDecree: () => reprojections?.wake(),
      signForm: async (context, form) => (signer ? await signIssuedDocument(context.db, signer, form) : form.bytes),
      signSheet: async (context, printed) => (signer ? (await signPaper(context.db, signer, printed)).bytes : printed),
      inspector,
    }),
    ...feedbackRoutes,
    ...reportingRoutes(feed),
    ...recordRoutes,
    ...buildFloorRoutes(halls),
    ...jobRoutes,
    ...openingRoutes,
    ...alertRoutes,
    ...accessRoutes,
    ...noticeRoutes({
      track: async (context, code, secret) => await mustTrack(context, code, secret),
      read: async (context, code) => await mustRead(context.db, context.actor, code),
    }),
    ...createCitizenRoutes({
      secureCookies,
      provider: identity,
      track: async (context, code, secret) => await mustTrack(context, code, secret),
      looks: async (context, code) => await listAccessesForOwner(context.db, code, context.language),
      stateName: stateNameFrom,
      inspector,
      view: async (context, code) => (await findPublicView(context.db, code, context.language)) ?? {},
    }),
    ...practiceRoutes({ secureCookies, beside: practice }),
  ]
}

/** Every kind of background work, in one list: what the worker runs and operators see. */
export function allJobs(
  mail: MailChannel | null,
  inspector: FileInspector = fileInspector(undefined),
  witnesses: Witnesses = noWitnesses,
): readonly AnyJob[] {
  const letter = createLetterJob(mail)
  return [
    letter,
    pruneJob,
    pruneSignInsJob,
    pruneCitizenSessionsJob,
    pruneDraftsJob,
    forgetOldSecurityEventsJob,
    forgetOldAccessJob,
    escalationJob,
    clockRoundJob,
    foldFiguresJob,
    carryOutReprojectionsJob,
    tellOfMovesJob,
    carryOutVersionMovesJob,
    countBallotsJob,
    closeUrnJob,
    scanAgainJob(async (database) => await scanAgain(database, inspector)),
    sealRecordJob(async (database) => await askWitnesses(database, witnesses)),
    sweepRecordJob,
    actDoneJob(async (work, { dossierId, seq, code }) => {
      await issueSlip(work, code)
      // Without a mail server the notice is settled at once.
      if (mail === null) await tellApplicant(work.database, { dossierId, seq }, { mail, publicUrl: work.publicUrl })
      else await inTransaction(work.database.kysely, async (tx) => await enqueue(tx, letter, { dossierId, seq }))
    }),
  ]
}
