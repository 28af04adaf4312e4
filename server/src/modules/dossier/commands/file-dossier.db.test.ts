import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import { testLocality } from '#platform/testing/postgres.ts'
import { testCentre } from '../../../testing/test-centre.ts'
import { twoOfEverything } from '../../../testing/two-of-everything.ts'
import { getDossierView, viewOf } from '../queries/dossier-view.ts'
import { expectAsStored } from '../testing/live-on-database.ts'
import { fileDossier } from './file-dossier.ts'
import type { FileDossier } from '../queries/judge-filing.ts'

const centre = await testCentre()
const { db, call } = centre
const two = await twoOfEverything(centre)

type Procedure = { code: string; components: { no: number; originals: number | null; copies: number | null }[] }

async function procedureOf(handling: string): Promise<Procedure> {
  const { body } = await call<{ items: { code: string }[] }>(null, 'GET', `/procedures?handling=${handling}&state=published&limit=1`)
  return (await call<Procedure>(null, 'GET', `/procedures/${body.items[0]?.code}`)).body
}

const person = { kind: 'person', fullName: 'H Bia', idNumber: '049190000001', address: ' Phường  Tam Kỳ ', phone: '0905000001' } as const
const variants: Readonly<Record<string, Partial<FileDossier>>> = {
  'a person': {},
  'a person with everything a person may give': {
    applicant: { ...person, bornOn: '1990-02-03', sex: 'female', email: 'a@example.vn' },
    summary: '  Xin cấp   lại  ',
    resultMethod: 'post',
  },
  'an organisation through its representative': {
    applicant: { ...person, kind: 'organisation', organisationName: 'Công ty  Một' },
    representative: { fullName: 'Trần Văn Hai', idNumber: '049190000002', authorisation: 'Giấy uỷ quyền số 1' },
  },
  'by post': { channel: 'post' },
  'filed and not yet accepted': { accept: false },
}

const cases = ['forwarded', 'on_the_spot', 'same_day'].flatMap((handling) => Object.keys(variants).map((name) => [handling, name] as const))
// Each way of filing is met at both centres, each variant at one or the other.
test.each(cases.map(([handling, name], index) => [handling, name, index % 2 === 0 ? 1 : 2] as const))(
  'the answer to a filing (%s, %s) at centre %i equals the stored dossier',
  async (handling, name, at) => {
    const centreId = two.centres[at]
    const { code: procedureCode, components } = await procedureOf(handling)
    const [account] = await db.peek<{ id: AccountId; name: string }>(
      `select id, display_name as name from identity.account where locality_id = $1 and login = 'tiepnhan1'`,
      [testLocality],
    )
    const [counter] = await db.peek<{ id: string }>(`select id from centre.counter where centre_id = $1 order by number desc limit 1`, [
      centreId,
    ])
    const actor = {
      localityId: testLocality,
      accountId: account?.id ?? null,
      displayName: account?.name ?? '',
      grants: [{ role: 'counter_officer' as const, agencyId: null as AgencyId | null, centreId }],
    }
    await inTransaction(db.kysely, async (tx) => {
      const filed = await fileDossier(tx, db, actor, randomUUID(), {
        procedureCode,
        channel: 'direct',
        centreId,
        counterId: counter?.id,
        applicant: person,
        papers: components.toReversed().map((each) => ({
          componentNo: each.no,
          originals: each.originals ?? 1,
          copies: each.copies ?? 0,
          certified: 0,
          note: ' ghi chú ',
        })),
        resultMethod: 'counter',
        accept: true,
        ...variants[name],
      })
      await expectAsStored(tx, filed.after.record)
      const answered = await viewOf(tx, actor, filed.after.record, filed.after.moment)
      const read = await getDossierView(tx, actor, filed.code, filed.after.moment.now)
      expect(JSON.parse(JSON.stringify(answered.view))).toEqual(JSON.parse(JSON.stringify(read.view)))
    })
  },
)
