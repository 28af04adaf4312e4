import { sql } from 'kysely'
import { isRefusedAtIntake } from '#dossier'
import type { Language } from '#kernel/language.ts'
import type { Queryable } from '#platform/db/database.ts'
import { noticeNameFrom } from '../domain/letters.ts'
import type { NoticeKind } from '../domain/letters.ts'

export type NoticeLine = {
  readonly kind: NoticeKind
  readonly name: string
  readonly at: string
  readonly outcome: string
  readonly outcomeName: string
}

const outcomeNames: Readonly<Record<string, string>> = {
  sent: 'đã gửi thư điện tử',
  failed: 'chưa gửi được, sẽ gửi lại',
  refused: 'địa chỉ thư bị từ chối',
  no_address: 'không có địa chỉ thư',
  no_channel: 'chưa có kênh gửi thư',
  waiting: 'chờ gửi',
}

const outcomesInEnglish: Readonly<Record<string, string>> = {
  sent: 'sent by e-mail',
  failed: 'not sent yet, will be tried again',
  refused: 'the address was refused',
  no_address: 'no e-mail address',
  no_channel: 'no mail server yet',
  waiting: 'waiting to be sent',
}

/** The notices to the applicant of a dossier, oldest first, without addresses. */
export async function listNotices(db: Queryable, code: string, language: Language = 'vi'): Promise<NoticeLine[]> {
  const { rows } = await sql<{ kind: NoticeKind; acceptedAt: string | null; at: string; outcome: string }>`
    select n.kind, x.accepted_at as "acceptedAt", coalesce(d.at, n.made_at) as at,
      coalesce(d.outcome, 'waiting') as outcome
    from notification.notice n
    join dossier.v_told_act x on x.locality_id = n.locality_id and x.dossier_id = n.dossier_id and x.seq = n.act_seq
    left join lateral (select at, outcome from notification.delivery d
      where d.locality_id = n.locality_id and d.notice_id = n.id
      order by attempt desc limit 1) d on true
    where x.code = ${code} order by n.act_seq`.execute(db)
  const outcomes = language === 'en' ? outcomesInEnglish : outcomeNames
  return rows.map(({ acceptedAt, ...row }) => ({
    ...row,
    name: noticeNameFrom({ kind: row.kind, isAtIntake: isRefusedAtIntake({ state: row.kind, acceptedAt }) }, language),
    outcomeName: outcomes[row.outcome] ?? row.outcome,
  }))
}
