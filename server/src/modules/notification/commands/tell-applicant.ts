import { sql } from 'kysely'
import { findRatingLink } from '#feedback'
import type { DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import { appealText } from '#document'
import { causeRule, findOwnFiling, isRefusedAtIntake, readAnyRecord, readRecord, stopGrounds, supplementWords } from '#dossier'
import type { DossierAct } from '#dossier'
import { dongText } from '#payment'
import { findVersionById } from '#procedure'
import { inTransaction } from '#platform/db/database.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import type { MailChannel } from '../adapters/mail.ts'
import { MailFault } from '../adapters/mail.ts'
import { letterOf, noticeOfAct } from '../domain/letters.ts'
import type { LetterFacts } from '../domain/letters.ts'

type ToldAct = Pick<LetterFacts, 'code' | 'applicantName' | 'agencyName' | 'centreName' | 'centrePhone' | 'centreAddress' | 'dueAt'> & {
  kind: DossierAct
  payload: string
  email: string | null
  acceptedAt: string | null
  versionId: ProcedureVersionId
}

/**
 * Notifies the applicant of an act, once: a notice that was settled is not sent again. Every attempt is kept.
 * @param mail `null` when no mail server is configured, and always in practice.
 * @throws Error when the mail server did not take it now; the job that called is tried again.
 */
export async function tellApplicant(
  database: Database,
  { dossierId, seq }: { readonly dossierId: DossierId; readonly seq: number },
  { mail, publicUrl }: { readonly mail: MailChannel | null; readonly publicUrl: string },
): Promise<void> {
  const db = database.kysely
  const { rows } = await sql<ToldAct>`
    select kind, payload, code, applicant_name as "applicantName", applicant_email as email,
      procedure_version_id as "versionId", committed_due_at as "dueAt", accepted_at as "acceptedAt",
      agency_name as "agencyName",
      centre_name as "centreName", centre_phone as "centrePhone",
      centre_address as "centreAddress"
    from dossier.v_told_act where dossier_id = ${dossierId}::uuid and seq = ${seq}`.execute(db)
  const act = rows[0]
  const usual = act && noticeOfAct[act.kind]
  if (!act || !usual) return
  const said = readAnyRecord(act)
  // At a counter the slip is in the applicant's hand.
  if (act.kind === 'file' && said.form === undefined) return
  const kind = said.awaitsPayment === true ? 'payment_asked' : usual
  // An apology promises a new day without making the dossier less late: its own day comes before the clock's.
  const dueAt =
    said.passedDueAt ??
    said.promisedAnew ??
    (said.committedDueAt === undefined ? (said.committed?.dueAt ?? act.dueAt) : said.committedDueAt)
  // A supplement before acceptance moves no date.
  if (kind === 'due_changed' && dueAt === null) return

  await sql`insert into notification.notice (dossier_id, act_seq, kind) values (${dossierId}::uuid, ${seq}, ${kind})
    on conflict on constraint notice_once_per_act do nothing`.execute(db)
  const fault = await inTransaction(db, async (tx) => {
    const { rows: notices } = await sql<{ id: string }>`
      select id from notification.notice
      where dossier_id = ${dossierId}::uuid and act_seq = ${seq} and kind = ${kind}`.execute(tx)
    const notice = notices[0]
    if (!notice) throw new Error('a notice that was just written is not there')
    // Two runs of the same job at once: the second waits here and then finds it settled. The row itself may not be
    // locked by a role that may only add.
    await sql`select pg_advisory_xact_lock(hashtextextended(${notice.id}, 0))`.execute(tx)
    const { rows: settled } = await sql`select from notification.delivery where notice_id = ${notice.id} and outcome <> 'failed'`.execute(
      tx,
    )
    if (settled.length > 0) return null
    const keep = async (channel: 'mail' | 'none', outcome: string, words: string | null = null): Promise<void> => {
      await sql`insert into notification.delivery (notice_id, attempt, channel, outcome, fault)
        select ${notice.id}::uuid, coalesce(max(attempt), 0) + 1, ${channel}, ${outcome}, ${words}
        from notification.delivery where notice_id = ${notice.id} returning 1`.execute(tx)
    }
    if (act.email === null) {
      await keep('none', 'no_address')
      return null
    }
    if (mail === null) {
      await keep('none', 'no_channel')
      return null
    }
    const version = await findVersionById(tx, act.versionId)
    const letter = letterOf(kind, {
      ...act,
      ...factsOfRecord(act, said),
      filing: kind === 'filed' ? await filingFor(tx, database, act.code) : null,
      isAtIntake: isRefusedAtIntake({ state: kind, acceptedAt: act.acceptedAt }),
      procedureName: version?.name ?? '',
      dueAt,
      trackingUrl: `${publicUrl}/tra-cuu?ma=${encodeURIComponent(act.code)}`,
      ratingUrl: kind === 'returned' ? await findRatingLink(tx, database, dossierId, publicUrl) : null,
    })
    try {
      await mail.send(notice.id, act.email, letter)
      await keep('mail', 'sent')
      return null
    } catch (error) {
      const isFinal = error instanceof MailFault && error.isFinal
      const words = error instanceof Error ? error.message : String(error)
      await keep('mail', isFinal ? 'refused' : 'failed', words)
      return isFinal ? null : words
    }
  })
  if (fault !== null) throw new Error(`the mail server did not take the notice: ${fault}`)
}

/** The secret and the time for the first answer of a dossier filed online. */
async function filingFor(tx: Queryable, database: Database, code: string): Promise<NonNullable<LetterFacts['filing']> | null> {
  const filing = await findOwnFiling(tx, database, code, 'vi')
  return filing && { lookupSecret: filing.lookupSecret, answerBy: filing.firstAnswer.dueAt }
}

/** The data of an act's record for its letter. */
function factsOfRecord(
  act: Pick<ToldAct, 'kind' | 'payload'>,
  said: ReturnType<typeof readAnyRecord>,
): Omit<LetterFacts, keyof ToldAct | 'isAtIntake' | 'procedureName' | 'trackingUrl' | 'ratingUrl' | 'filing'> {
  const request = act.kind === 'request_supplement' ? readRecord({ kind: act.kind, payload: act.payload }) : null
  const words = request && supplementWords(request)
  return {
    reason: said.reason ?? null,
    ground: said.ground ? stopGrounds[said.ground].name : act.kind === 'suspend' && said.cause ? causeRule(said.cause).name : null,
    defects: (said.defects ?? []).map(({ text }) => text),
    papers: (said.asked ?? []).map(({ name, originals, copies }) =>
      [name, originals > 0 ? `${originals} bản chính` : '', copies > 0 ? `${copies} bản sao` : ''].filter((part) => part !== '').join(', '),
    ),
    by: said.supplementBy ?? said.payBy ?? (act.kind === 'suspend' ? (said.turn?.endsBy ?? null) : null),
    consequences: words ? [words.clock, words.lapse].filter((sentence) => sentence !== null) : [],
    appeal: said.appeal ? appealText(said.appeal) : null,
    refusedBy: said.refusedBy ?? null,
    charges: (said.charges ?? []).map(({ name, amountDong, basis }) => `${name}: ${dongText(amountDong)} (${basis})`),
  }
}
