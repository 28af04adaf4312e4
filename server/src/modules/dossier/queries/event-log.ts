import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { AgencyId } from '#kernel/ids.ts'
import { csvHead, csvLine } from '#platform/csv/csv.ts'
import type { Database } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { logColumns, logRows, xesHead, xesTail, xesTrace } from '../domain/event-log-text.ts'
import type { ExportedCase, ExportedPart } from '../domain/event-log-text.ts'
import { serverKey } from '#platform/secrets/server-key.ts'

export type EventLogRange = {
  /** First and last day of receipt, Vietnam's, both included; `null` is open. */
  readonly from: string | null
  readonly to: string | null
  /** Agencies whose dossiers are exported; `null` for all of the locality. */
  readonly agencyIds: readonly AgencyId[] | null
  /** A further condition on the dossier `d`: what the reader's grants reach; absent for all of the locality. */
  readonly within?: RawBuilder<unknown> | null
}

type Row = Omit<ExportedCase, 'responsible' | 'events'> & {
  responsible: string | null
  events: (Omit<ExportedCase['events'][number], 'resource' | 'parts'> & { accountId: string | null; moved: MovedParts | null })[]
  parts: ExportedPart[] | null
}
type MovedParts = { on: { no: number } | null; opened: { no: number }[]; closed: { no: number; how: string }[] }

/**
 * Our own history in order of receipt, as of one instant: one dossier after another with its acts, one page in memory at a
 * time. No person is named: applicants are left out, officers are a role and a pseudonym that is
 * the same in every export of this locality and cannot be reversed without its key.
 */
export async function* readEventLog(
  database: Database,
  range: EventLogRange,
  onPage: (told: number) => void = () => undefined,
  pageSize = 500,
): AsyncGenerator<ExportedCase> {
  const key = await serverKey(database, 'event-log-pseudonyms')
  const pseudonyms = new Map<string, string>()
  const pseudonym = (accountId: string): string => {
    let name = pseudonyms.get(accountId)
    if (name === undefined) {
      name = createHmac('sha256', key).update(accountId).digest('hex').slice(0, 10)
      pseudonyms.set(accountId, name)
    }
    return name
  }
  // By hand, not by a function that is called with it: the transaction stays open while the reader takes its time.
  const tx = await database.exports.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute()
  try {
    await sql`declare told no scroll cursor for
      select d.id, d.code, d.channel, d.state, d.outcome, d.procedure_code as "procedureCode", ag.code as "agencyCode",
        d.received_at as "receivedAt", d.accepted_at as "acceptedAt",
        d.finished_at as "finishedAt", d.ended_at as "endedAt",
        d.committed_due_at as "committedDueAt", d.legal_due_at as "legalDueAt", d.holder_account_id as responsible,
        (select jsonb_agg(jsonb_build_object('seq', a.seq, 'kind', a.kind, 'at', a.at, 'role',
          case when a.actor_account_id is null and a.actor_role = 'operator' then 'system' else a.actor_role end,
          'accountId', a.actor_account_id,
            'moved', a.payload::jsonb -> 'parts') order by a.seq)
         from dossier.act a where a.dossier_id = d.id) as events,
        (select jsonb_agg(jsonb_build_object('no', p.no, 'step', p.step_no, 'agency', v.code, 'code', p.code))
         from dossier.part p join agency.v_agency v on v.id = p.agency_id where p.dossier_id = d.id) as parts
      from dossier.dossier d join agency.v_agency ag on ag.id = d.agency_id
      where d.received_at >= coalesce(${range.from}::date::timestamptz, '-infinity')
        and d.received_at < coalesce((${range.to}::date + 1)::timestamptz, 'infinity')
        and (${range.agencyIds}::uuid[] is null or d.agency_id = any(${range.agencyIds}::uuid[]))
        and ${range.within ?? sql`true`}
      order by d.received_at, d.id`.execute(tx)
    let told = 0
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.raw(String(Math.trunc(pageSize)))} from told`.execute(tx)
      for (const { parts, ...row } of rows) {
        const partOf = ({ no }: { no: number }): ExportedPart[] => (parts ?? []).filter((part) => part.no === no)
        yield {
          ...row,
          responsible: row.responsible === null ? null : pseudonym(row.responsible),
          events: row.events.map(({ accountId, moved, ...event }) => ({
            ...event,
            ...(moved
              ? {
                  parts: {
                    on: moved.on ? (partOf(moved.on)[0] ?? null) : null,
                    opened: moved.opened.flatMap(partOf),
                    closed: moved.closed.flatMap((each) => partOf(each).map((part) => ({ ...part, how: each.how }))),
                  },
                }
              : {}),
            resource: accountId === null ? null : `${event.role}-${pseudonym(accountId)}`,
          })),
        }
      }
      told += rows.length
      onPage(told)
      if (rows.length < pageSize) return
    }
  } finally {
    // Whether the export ends or is aborted, the cursor closes with its transaction.
    await tx.rollback().execute()
  }
}

/** The same as text, piece by piece: XES (IEEE 1849-2016), or CSV in the columns that `eventlog verdicts` reads. */
export async function* eventLogText(
  database: Database,
  range: EventLogRange,
  format: 'xes' | 'csv',
  onPage?: (told: number) => void,
  pageSize?: number,
): AsyncGenerator<string> {
  if (format === 'xes') {
    const { rows } = await sql<{ name: string }>`select name from platform.locality where id = platform.current_locality()`.execute(
      database.exports,
    )
    yield xesHead({
      name: rows[0]?.name ?? '',
      exportedAt: (await databaseNow(database.exports)).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toString({ timeZoneName: 'never' }),
    })
  } else yield csvHead(logColumns)
  for await (const dossier of readEventLog(database, range, onPage, pageSize)) {
    yield format === 'xes'
      ? xesTrace(dossier)
      : logRows(dossier)
          .map((row) => csvLine(row))
          .join('')
  }
  if (format === 'xes') yield xesTail
}
