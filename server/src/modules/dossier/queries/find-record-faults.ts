import { sql } from 'kysely'
import type { DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { differencesOfRecord, isApplicantSealed } from '../domain/compare-record.ts'
import type { StoredRecord } from '../domain/compare-record.ts'
import { readRecord } from '../domain/act-record.ts'
import { foldRecord } from '../domain/fold-record.ts'
import type { LoggedAct } from '../domain/fold-record.ts'
import { applicantDigest } from '../store/applicant-seal.ts'
import { formDigestsFrom } from '../store/filed-form-store.ts'
import type { FiledForm } from '../store/filed-form-store.ts'

export type RecordFaults = {
  readonly compared: number
  /** Dossiers whose acts, of an older release, do not say who the applicant is. */
  readonly withoutApplicant: number
  /** `code: what differs`. */
  readonly faults: readonly string[]
}

type Row = {
  readonly id: DossierId
  readonly code: string
  readonly stored: StoredRecord
  readonly acts: readonly LoggedAct[] | null
  readonly filedForm: FiledForm | null
}

const readAtOnce = 500

type Page = { readonly after: string } | { readonly code: string }
const ms = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)`)

/**
 * Folds the acts of every dossier and names each whose stored state is another: the state, the holders, the step, the stops, the papers, the
 * applicant, the limits and the dates. One snapshot, a page in memory at a time.
 */
export async function findRecordFaults(db: Queryable): Promise<RecordFaults> {
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const faults: string[] = []
      let [compared, withoutApplicant] = [0, 0]
      let after = '00000000-0000-0000-0000-000000000000'
      for (;;) {
        const rows = await readPage(tx, { after })
        for (const row of rows) {
          const { isSealed, differences } = compare(row)
          if (!isSealed) withoutApplicant += 1
          if (differences.length > 0) faults.push(`${row.code}: ${differences.join('; ')}`)
        }
        compared += rows.length
        const last = rows.at(-1)
        if (!last || rows.length < readAtOnce) break
        after = last.id
      }
      return { compared, withoutApplicant, faults }
    })
}

/** What is stored of one dossier and not what its acts, one after another, lead to; nothing when they agree. */
export async function recordFaultsOf(db: Queryable, code: string): Promise<readonly string[]> {
  const [row] = await readPage(db, { code })
  return row ? compare(row).differences : []
}

function compare({ code, stored, acts, filedForm }: Row): { readonly isSealed: boolean; readonly differences: readonly string[] } {
  const folded = foldRecord(acts ?? [])
  if (!folded) return { isSealed: true, differences: ['it has no act'] }
  return {
    isSealed: isApplicantSealed(folded),
    differences: [...differencesOfRecord(folded, stored, applicantDigest(code)), ...differencesOfForm(code, acts ?? [], filedForm)],
  }
}

/** Whether form and answers of an online filing are those that were sealed with it; neither is printed. */
function differencesOfForm(code: string, [first]: readonly LoggedAct[], filedForm: FiledForm | null): readonly string[] {
  const sealed = first?.kind === 'file' ? readRecord({ kind: 'file', payload: first.payload }).form : undefined
  if (sealed === undefined) return filedForm ? ['it has an electronic form that no act says'] : []
  if (!filedForm) return ['the electronic form that was filed is gone']
  const is = formDigestsFrom(code, filedForm)
  return [
    ...(is.form === sealed.form ? [] : ['the questions of the electronic form are not those that were filed']),
    ...(is.answers === sealed.answers ? [] : ['the answers in the electronic form are not those that were filed']),
  ]
}

async function readPage(tx: Queryable, page: Page): Promise<Row[]> {
  const which = 'code' in page ? sql`d.code = ${page.code}` : sql`d.id > ${page.after}::uuid`
  const { rows } = await sql<Row>`
    select d.id, d.code,
      jsonb_build_object('state', d.state, 'interruptedState', d.interrupted_state, 'holder', d.holder_kind,
      'officer', d.holder_account_id,
        'stepNo', d.step_no, 'supplementCount', d.supplement_count, 'supplementByMs', ${ms('d.supplement_by')},
        'channel', d.channel, 'clockFrom', d.clock_from,
        'procedure', d.procedure_code, 'receivedMs', ${ms('d.received_at')}, 'acceptedMs',
        ${ms('d.accepted_at')}, 'finishedMs', ${ms('d.finished_at')}, 'endedMs', ${ms('d.ended_at')}, 'committedMs',
        ${ms('d.committed_due_at')}, 'legalMs', ${ms('d.legal_due_at')}, 'outcome', d.outcome, 'applicantFolded',
        d.applicant_folded, 'organisationName', d.organisation_name, 'applicant',
        jsonb_build_object('kind', d.applicant_kind, 'name', d.applicant_name, 'idNumber', d.applicant_id_number,
          'bornOn', d.applicant_born_on::text, 'sex', d.applicant_sex, 'address', d.applicant_address, 'phone',
          d.applicant_phone, 'email', d.applicant_email, 'representativeName', d.representative_name,
          'representativeIdNumber', d.representative_id_number, 'representativeAuthorisation',
          d.representative_authorisation, 'person', d.applicant_person, 'summary', d.summary, 'resultMethod',
          d.result_method, 'counterId', d.counter_id),
        'holdings',
        (select coalesce(jsonb_agg(jsonb_build_object('kind', h.kind, 'officer', h.account_id, 'fromMs',
        ${ms('h.from_at')}) order by h.seq), '[]')
          from dossier.holding h where h.dossier_id = d.id),
        'stops',
        (select coalesce(jsonb_agg(jsonb_build_object('seq', s.seq, 'cause', s.cause, 'effect', s.effect, 'fromMs',
        ${ms('s.from_at')},
            'toMs', ${ms('s.to_at')}, 'endsByMs', ${ms('s.ends_by')}, 'byAmount', s.by_amount, 'byUnit', s.by_unit,
            'moves', s.moves, 'awaitsPayment', s.awaits_payment) order by s.seq), '[]')
          from dossier.clock_stop s where s.dossier_id = d.id),
        'papers',
        (select coalesce(jsonb_agg(jsonb_build_object('componentNo', p.component_no, 'round', p.round, 'originals',
        p.originals,
            'copies', p.copies, 'certified', p.certified)), '[]')
          from dossier.paper p where p.dossier_id = d.id),
        'transfers',
        (select coalesce(jsonb_agg(jsonb_build_object('seq', t.act_seq, 'kind', t.kind, 'fromMs', ${ms('t.from_at')},
        'dueMs', ${ms('t.due_at')},
            'doneMs', ${ms('t.done_at')}) order by t.act_seq), '[]')
          from dossier.transfer t where t.dossier_id = d.id),
        'clocks',
        (select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'amount', c.limit_amount, 'unit', c.limit_unit,
            'startedMs', ${ms('c.started_at')}, 'settings', c.settings)), '[]')
          from dossier.clock c where c.dossier_id = d.id)) as stored,
      (select jsonb_agg(jsonb_build_object('seq', a.seq, 'kind', a.kind, 'atMs', ${ms('a.at')}, 'actorAccountId',
      a.actor_account_id,
          'payload', a.payload) order by a.seq)
        from dossier.act a where a.dossier_id = d.id) as acts,
      (select jsonb_build_object('form', g.form, 'answers', g.answers) from dossier.filed_form g
      where g.dossier_id = d.id) as "filedForm"
    from dossier.dossier d where ${which} order by d.id limit ${readAtOnce}`.execute(tx)
  return rows
}
