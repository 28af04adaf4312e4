import type { Language } from '#kernel/language.ts'
import { sql } from 'kysely'
import type { Role } from '#kernel/actor.ts'
import type { Actor } from '#kernel/actor.ts'
import type { DossierId } from '#kernel/ids.ts'
import type { ReadPurpose } from '#kernel/personal-read.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { roleNames, roleNamesInEnglish } from '#identity'
import type { Queryable } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { local } from './clocks.ts'
import { mustRead } from './may-look.ts'

/** The purpose of an access, in words for the owner. */
const purposeNames: Readonly<Record<ReadPurpose, string>> = {
  open: 'Mở xem hồ sơ',
  list: 'Thấy trong danh sách công việc',
  search: 'Thấy trong kết quả tìm kiếm',
  print: 'In hoặc xem bản in',
  file: 'Mở tệp kèm theo',
  export: 'Xuất sổ, bảng',
}
const throughNames: Readonly<Record<string, string>> = {
  work: 'để giải quyết',
  direction: 'để điều hành Trung tâm',
  opinion: 'để cho ý kiến hoặc làm phần việc',
  oversight: 'để thanh tra, kiểm tra, giám sát',
}

const purposesInEnglish: Readonly<Record<ReadPurpose, string>> = {
  open: 'Opened the dossier',
  list: 'Saw it in a list of work',
  search: 'Saw it in a search',
  print: 'Printed it or saw the print',
  file: 'Opened an attached file',
  export: 'Exported a register or a table',
}
const throughInEnglish: Readonly<Record<string, string>> = {
  work: 'to work on it',
  direction: 'to run the centre',
  opinion: 'to give an opinion or do a part',
  oversight: 'to inspect or oversee',
}

type Row = { at: string; purpose: ReadPurpose; through: string; role: Role; placeName: string | null; officerName: string }

/** The latest looks at a dossier, newest first: by name, on a page, or in an export of everything its centre received. */
async function accessesOf(db: Queryable, code: string, limit: number): Promise<readonly Row[]> {
  const { rows: of } = await sql<{ id: DossierId; centreId: string; receivedAt: string }>`
    select id, centre_id as "centreId", received_at as "receivedAt" from dossier.dossier
    where code = ${code}`.execute(db)
  const dossier = of[0]
  if (!dossier) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const latest = (where: ReturnType<typeof sql>) => sql`(select * from dossier.access where ${where} order by at desc limit ${limit})`
  const { rows } = await sql<Row>`
    select x.at, x.purpose, x.seen_by as through, x.role, coalesce(a.name, c.name) as "placeName",
      coalesce(o.display_name, '') as "officerName"
    from (${latest(sql`dossier_id = ${dossier.id}::uuid`)}
      union all ${latest(sql`dossier_ids @> array[${dossier.id}::uuid]`)}
      union all
        ${latest(sql`range_centre_id = ${dossier.centreId}::uuid and range_from <= ${dossier.receivedAt}::timestamptz
        and range_to > ${dossier.receivedAt}::timestamptz and at >= ${dossier.receivedAt}::timestamptz`)}) x
    left join agency.v_agency a on a.id = x.agency_id
    left join centre.v_centre c on c.id = x.centre_id
    left join identity.v_officer o on o.id = x.account_id
    order by x.at desc, x.id desc limit ${limit}`.execute(db)
  return rows
}

const shown = ({ at, purpose, through, role, placeName }: Row, language: Language = 'vi') => ({
  at: local(at) ?? '',
  purpose,
  purposeName: (language === 'en'
    ? [purposesInEnglish[purpose], throughInEnglish[through]]
    : [purposeNames[purpose], throughNames[through]]
  )
    .filter(Boolean)
    .join(' '),
  roleName: (language === 'en' ? roleNamesInEnglish : roleNames)[role] ?? role,
  placeName,
})

/** For the owner of the dossier: when, in which role, of which agency or centre, and what for; never the name of the officer. */
export async function listAccessesForOwner(db: Queryable, code: string, language: Language) {
  return (await accessesOf(db, code, 100)).map((row) => shown(row, language))
}

/** For who inspects: the same with the officer. @throws Refused DOSSIER_NOT_FOUND */
export async function listAccesses(db: Queryable, actor: Actor, code: string) {
  await mustRead(db, actor, code)
  return (await accessesOf(db, code, 500)).map((row) => ({ ...shown(row), officerName: row.officerName }))
}
