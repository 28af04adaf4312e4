import { sql } from 'kysely'
import type { Language } from '#kernel/language.ts'
import type { CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { findVersionForIntake, refusalGroundsFrom } from '#procedure'
import type { Channel } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { calendarFor, limitsFor, local, settingsFor } from './clocks.ts'
import { due } from '../domain/clocks.ts'
import { findDraft } from './find-draft.ts'
import { listIntakeAnswers } from '../domain/intake-answers.ts'
import { dossierRefusals } from '../domain/refusals.ts'

/**
 * What the slip would promise for a procedure if a complete dossier were received at this moment, and why.
 * @throws Refused PROCEDURE_NOT_RECEIVED_HERE, PROCEDURE_INCOMPLETE
 */
export async function getPromise(db: Queryable, code: string, channel: Channel, language: Language = 'vi') {
  const now = await databaseNow(db)
  const today = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
  const version = await findVersionForIntake(db, code, today)
  if (!version) throw new Refused(refusalFrom(dossierRefusals, 'PROCEDURE_NOT_RECEIVED_HERE'))
  const limits = limitsFor(version, channel)
  const { rows } = await sql<{ id: CentreId }>`select id from centre.v_centre order by code limit 1`.execute(db)
  const centreId = rows[0]?.id
  if (!limits || !centreId) throw new Refused(refusalFrom(dossierRefusals, 'PROCEDURE_INCOMPLETE', { missing: 'thời hạn' }))
  // A procedure no agency has taken yet is counted by the hours of the centre.
  const calendar = await calendarFor(db, { agencyId: version.agencyId, centreId })
  const promise = (kind: 'committed' | 'legal') => {
    const computed = due(calendar, limits[kind], now, [], settingsFor(version, calendar), language)
    const dueAt = local(computed.dueAt)
    if (dueAt === null) throw new Error('only an open stop takes the date away, and nothing has stopped yet')
    return { limit: limits[kind], dueAt, sentence: computed.sentence, because: computed.because.map((each) => ({ ...each })) }
  }
  return {
    receivedAt: local(now) ?? '',
    committed: promise('committed'),
    legal: promise('legal'),
    answers: listIntakeAnswers().map((answer) => ({ ...answer, draft: findDraft(answer.act) })),
    refusalGrounds: refusalGroundsFrom(version.conditions),
  }
}
