import { sql } from 'kysely'
import type { DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import { dongText } from '#payment'
import { findVersionById } from '#procedure'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { MailChannel } from '../adapters/mail.ts'
import { MailFault } from '../adapters/mail.ts'
import { letterOf, noticeOfAct } from '../domain/letters.ts'
import type { LetterFacts } from '../domain/letters.ts'

type ToldAct = Omit<LetterFacts, 'procedureName' | 'reason' | 'defects' | 'charges' | 'trackingUrl' | 'dueAt'> & {
  kind: string
  payload: string
  email: string | null
  versionId: ProcedureVersionId
  dueAt: string | null
}

type Payload = {
  reason?: string
  promisedAnew?: string
  committedDueAt?: string | null
  committed?: { dueAt?: string | null }
  defects?: { text: string }[]
  charges?: { name: string; amountDong: number; basis: string }[]
  dueAt?: { to?: string } | string | null
}

/**
 * Tells the applicant what an act has to say, once: a notice that was settled is not sent again. Every attempt is kept.
 * @param mail `null` when no mail server is configured, and always in practice.
 * @throws Error when the mail server did not take it now; the job that called is tried again.
 */
export async function tellApplicant(
  db: Queryable,
  { dossierId, seq }: { readonly dossierId: DossierId; readonly seq: number },
  { mail, publicUrl }: { readonly mail: MailChannel | null; readonly publicUrl: string },
): Promise<void> {
  const { rows } = await sql<ToldAct>`
    select kind, payload, code, applicant_name as "applicantName", applicant_email as email, procedure_version_id as "versionId",
      committed_due_at as "dueAt", agency_name as "agencyName", centre_name as "centreName", centre_phone as "centrePhone", centre_address as "centreAddress"
    from dossier.v_told_act where dossier_id = ${dossierId}::uuid and seq = ${seq}`.execute(db)
  const act = rows[0]
  const kind = act && noticeOfAct[act.kind]
  if (!act || !kind) return
  const said = JSON.parse(act.payload) as Payload
  // An apology promises a new day without making the dossier less late: its own day comes before the clock's.
  const dueAt = said.promisedAnew ?? said.committedDueAt ?? said.committed?.dueAt ?? act.dueAt
  // A supplement before acceptance moves no date.
  if (kind === 'due_changed' && dueAt === null) return

  await sql`insert into notification.notice (dossier_id, act_seq, kind) values (${dossierId}::uuid, ${seq}, ${kind})
    on conflict on constraint notice_once_per_act do nothing`.execute(db)
  const fault = await inTransaction(db, async (tx) => {
    const { rows: notices } = await sql<{ id: string }>`
      select id from notification.notice where dossier_id = ${dossierId}::uuid and act_seq = ${seq} and kind = ${kind}`.execute(tx)
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
        values (${notice.id}, (select coalesce(max(attempt), 0) + 1 from notification.delivery where notice_id = ${notice.id}), ${channel}, ${outcome}, ${words})`.execute(
        tx,
      )
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
      procedureName: version?.name ?? '',
      dueAt,
      reason: said.reason ?? null,
      defects: (said.defects ?? []).map(({ text }) => text),
      charges: (said.charges ?? []).map(({ name, amountDong, basis }) => `${name}: ${dongText(amountDong)} (${basis})`),
      trackingUrl: `${publicUrl}/tra-cuu?ma=${encodeURIComponent(act.code)}`,
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
