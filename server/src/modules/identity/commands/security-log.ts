import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { SecurityNote } from '#kernel/security-note.ts'
import type { Queryable } from '#platform/db/database.ts'
import { networkOf } from '../domain/sign-in-delay.ts'

export type SecurityLog = {
  /** Writes one line and one row. Not part of any transaction: what is rolled back was tried. */
  note(note: SecurityNote): Promise<void>
  /** Writes what was only counted, and stops. */
  close(): Promise<void>
}

type Row = {
  readonly event: string
  readonly accountId: string | null
  readonly sessionId: string | null
  readonly network: string
  readonly route: string
  readonly status: number
  readonly refusal: string | null
  readonly requestId: string
}

const windowMs = 60_000
/** Limit of separate counters; beyond it the events are still counted, but without their origin. */
const mostCounted = 1000
/**
 * Callers whose refused input is counted separately at the same time. People mistype: of one caller it is a line and a sum a minute, whatever the routes, and of more
 * callers than these together.
 */
const mostMistyping = 60
const refusedInput = 'input.refused'

/**
 * The security log: each event is a line of JSON, whatever the level of the log, and a row the application can only add. The first of a kind
 * is written at once; the same by the same account from the same network within a minute is counted and written once, so that who
 * knocks a thousand times a second fills neither.
 */
export function securityLog(db: Queryable, logger: Logger): SecurityLog {
  // Lines of this log are always written; a log that is switched off altogether stays so.
  const lines = logger.level === 'silent' ? logger : logger.child({ log: 'security' }, { level: 'info' })
  const counted = new Map<string, { row: Row; times: number }>()
  let timer: NodeJS.Timeout | undefined
  let mistyping = 0

  const keep = async (row: Row, times: number, isKept: boolean): Promise<void> => {
    lines.info({ ...row, ...(times > 1 ? { times } : {}) }, 'security')
    if (isKept) return
    try {
      await sql`insert into identity.security_event (event, account_id, session_id, network, route, status, refusal, request_id, times)
        values (${row.event}, ${row.accountId}, ${row.sessionId}, ${row.network}, ${row.route}, ${row.status},
          ${row.refusal}, ${row.requestId}, ${times})`.execute(db)
    } catch (error) {
      logger.error({ err: error }, 'an event of the security log was not stored')
    }
  }
  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const all = [...counted.values()]
    counted.clear()
    mistyping = 0
    for (const { row, times } of all) if (times > 0) await keep(row, times, false)
  }

  return {
    async note(note) {
      const accountId = note.accountId ?? (note.login === null ? null : await accountOf(db, note.login))
      const row: Row = {
        event: note.event,
        accountId,
        sessionId: note.sessionId,
        network: networkOf(note.address),
        route: note.route,
        status: note.status,
        refusal: note.refusal,
        requestId: note.requestId,
      }
      if (note.status < 400) return await keep(row, 1, note.isKept)
      const isInput = row.event === refusedInput
      const isRoom =
        counted.size < mostCounted &&
        (!isInput || mistyping < mostMistyping || counted.has(`${refusedInput}|${accountId ?? ''}|${row.network}`))
      const whose = isRoom ? `${accountId ?? ''}|${row.network}` : ''
      const key = isInput ? `${refusedInput}|${whose}` : `${row.event}|${row.route}|${row.refusal ?? ''}|${whose}`
      const before = counted.get(key)
      if (before) {
        counted.set(key, { row: before.row, times: before.times + 1 })
        return
      }
      if (isInput) mistyping += 1
      counted.set(key, { row: whose === '' ? { ...row, accountId: null, sessionId: null, network: '' } : row, times: 0 })
      timer ??= setTimeout(() => void flush(), windowMs).unref()
      await keep(row, 1, false)
    },
    close: flush,
  }
}

async function accountOf(db: Queryable, login: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from identity.account where login = ${login}`.execute(db)
  return rows[0]?.id ?? null
}
