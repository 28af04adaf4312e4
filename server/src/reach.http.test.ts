import { describe, expect, test } from 'vitest'
import { png } from './testing/arriving-files.ts'
import { filesOf } from './testing/files-of.ts'
import { testCentre } from './testing/test-centre.ts'
import { twoOfEverything } from './testing/two-of-everything.ts'

const centre = await testCentre()
const { call, as, db } = centre
const two = await twoOfEverything(centre)
const { upload } = filesOf(centre)

const managers = {
  1: (await two.person({ role: 'centre_manager', centre: 1 })).token,
  2: (await two.person({ role: 'centre_manager', centre: 2 })).token,
} as const
for (const no of [1, 2] as const) {
  const set = await call(managers[no], 'PUT', `/collectors/${two.centres[no]}`, {
    collectorName: `Đơn vị thu ${no}`,
    taxCode: `400000000${no}`,
    bankBin: '970436',
    bankAccount: `001100000000${no}`,
    templateSymbol: '01BLP0-001',
    seriesSymbol: `B${no}-26T`,
    refundLimitDong: 0,
  })
  expect(set.status, JSON.stringify(set.body)).toBe(200)
}
const here = await two.receive('A1')
const there = await two.receive('A2')
const file = (await upload('tiepnhan1', here.code, 'giay-to.png', png)).body
const list = (
  await call<{ number: string }>(two.counter[1], 'POST', '/handovers', {
    direction: 'to_agency',
    agencyCode: two.agencyCodes.A,
    centreId: two.centres[1],
    dossierCodes: [here.code],
  })
).body
const year = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').year
const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()

const ofTheDossier = [
  `/dossiers/${here.code}`,
  `/dossiers/${here.code}/ledger`,
  `/dossiers/${here.code}/files`,
  `/dossiers/${here.code}/files/${file.id}`,
  `/dossiers/${here.code}/notices`,
  `/dossiers/${here.code}/proof`,
  `/dossiers/${here.code}/control-sheet.pdf`,
  `/dossiers/${here.code}/documents/receipt-slip.pdf`,
  `/handovers/${list.number}`,
  `/handovers/${list.number}/list.pdf`,
]
const ofTheCentre = [
  `/cash-books?centreId=${two.centres[1]}&day=${today}`,
  `/cash-books/print.pdf?centreId=${two.centres[1]}&day=${today}`,
  `/receipts?centreId=${two.centres[1]}&day=${today}`,
  `/receipts.csv?centreId=${two.centres[1]}&day=${today}`,
  `/money-to-decide?centreId=${two.centres[1]}`,
  `/collectors/${two.centres[1]}`,
  `/centres/${two.centres[1]}/registers/${year}`,
  `/centres/${two.centres[1]}/registers/${year}/1.pdf`,
  `/centres/${two.centres[1]}/registers/${year}/all.csv`,
]
const statusOf = async (token: string, path: string): Promise<readonly [string, number]> => [path, (await call(token, 'GET', path)).status]
const codesIn = async (token: string, path: string): Promise<string[]> =>
  (await call<{ items: { code?: string; dossierCode?: string }[] }>(token, 'GET', path)).body.items.map(
    (item) => item.code ?? item.dossierCode ?? '',
  )

describe('a manager reaches the centre they manage', () => {
  test('their own: every paper, list, book and register', async () => {
    for (const path of [...ofTheDossier, ...ofTheCentre]) expect(await statusOf(managers[1], path)).toEqual([path, 200])
  })

  test('and nothing of another centre: no dossier, file, form or list', async () => {
    for (const path of ofTheDossier) expect(await statusOf(managers[2], path)).toEqual([path, 404])
    for (const path of ofTheCentre)
      expect([path, [403, 404]]).toEqual([path, expect.arrayContaining([(await statusOf(managers[2], path))[1]])])
  })

  test('inbox, search, lists and reports show only their own', async () => {
    for (const [no, own, other] of [
      [1, here, there],
      [2, there, here],
    ] as const) {
      const unit = await codesIn(managers[no], '/inbox?tab=unit&limit=200')
      expect([unit.includes(own.code), unit.includes(other.code)]).toEqual([true, false])
      for (const q of [own.code, own.idNumber, own.phone]) expect(await codesIn(managers[no], `/dossiers?q=${q}`)).toContain(own.code)
      for (const q of [other.code, other.idNumber, other.phone]) expect(await codesIn(managers[no], `/dossiers?q=${q}`)).toEqual([])
      expect(await codesIn(managers[no], `/dossiers?q=${encodeURIComponent('Đặng Thị Riêng')}`)).toEqual([own.code])
    }
    const handovers = await call<{ items: { number: string }[] }>(managers[2], 'GET', '/handovers')
    expect(handovers.body.items).toEqual([])
    const report = (await call<{ isWholeHouse: boolean; total: { inHand: number } }>(managers[2], 'GET', '/reports/holders')).body
    expect([report.isWholeHouse, report.total.inHand]).toEqual([false, 1])
  })
})

describe('an overseer is limited by their grant like everyone', () => {
  test.each(['inspector', 'provincial_leader'] as const)('%s of one centre, of one agency, of all', async (role) => {
    const other = await two.receive('B2')
    const tokens = {
      all: (await two.person({ role })).token,
      centre2: (await two.person({ role, centre: 2 })).token,
      agencyB: (await two.person({ role, agency: 'B' })).token,
    }
    const sees = async (token: string) =>
      await Promise.all([here, there, other].map(async ({ code }) => (await call(token, 'GET', `/dossiers/${code}`)).status === 200))
    expect(await sees(tokens.all)).toEqual([true, true, true])
    expect(await sees(tokens.centre2)).toEqual([false, true, true])
    expect(await sees(tokens.agencyB)).toEqual([false, false, true])
    const finds = async (token: string) =>
      (await Promise.all([here, there, other].map(async ({ code }) => await codesIn(token, `/dossiers?q=${code}`)))).map(
        ({ length }) => length,
      )
    expect(await finds(tokens.centre2)).toEqual([0, 1, 1])
    expect(await finds(tokens.agencyB)).toEqual([0, 0, 1])
    const inbox = async (token: string) => {
      const shown = await codesIn(token, '/inbox?tab=unit&limit=200')
      return [here, there, other].map(({ code }) => shown.includes(code))
    }
    expect(await inbox(tokens.all)).toEqual([true, true, true])
    expect(await inbox(tokens.centre2)).toEqual([false, true, true])
    expect(await inbox(tokens.agencyB)).toEqual([false, false, true])
    for (const token of Object.values(tokens))
      expect((await call(token, 'GET', `/dossiers/${here.code}/files/${file.id}`)).status).toBe(token === tokens.all ? 403 : 404)
    const log = await call<Buffer>(tokens.centre2, 'GET', '/reports/eventlog.csv')
    expect([here, there, other].map(({ code }) => log.body.toString().includes(code))).toEqual([false, true, true])
    for (const path of ofTheCentre) {
      expect(await statusOf(tokens.all, path)).toEqual([path, 200])
      expect((await statusOf(tokens.centre2, path))[1], path).toBeGreaterThanOrEqual(403)
      expect((await statusOf(tokens.agencyB, path))[1], path).toBeGreaterThanOrEqual(403)
    }
  })

  test('an officer sent to a counter by one agency has that agency’s dossiers there, and no drawer of any other centre', async () => {
    const { token } = await two.person({ role: 'counter_officer', agency: 'B', centre: 1 })
    const own = await two.receive('B1')
    const shown = await codesIn(token, '/inbox?tab=unit&limit=200')
    expect([shown.includes(own.code), shown.includes(here.code)]).toEqual([true, false])
    expect(await codesIn(token, `/dossiers?q=${here.idNumber}`)).toEqual([])
    expect((await call(token, 'GET', `/dossiers/${here.code}`)).status).toBe(404)
    const ofAgency = (await two.person({ role: 'counter_officer', agency: 'A' })).token
    for (const no of [1, 2] as const)
      expect((await call(ofAgency, 'GET', `/cash-books?centreId=${two.centres[no]}&day=${today}`)).status).toBe(403)
  })
})

describe('files are open to those who work on a dossier or were consulted', () => {
  test('a consultation gives access, in addition to any other role', async () => {
    const asked = (await two.person({ role: 'case_officer', agency: 'B' }, { role: 'inspector' })).token
    const path = `/dossiers/${here.code}/files/${file.id}`
    expect((await call(asked, 'GET', path)).status).toBe(403)
    await call(await as('vanthu.skhdt'), 'POST', `/handovers/${list.number}/receive`, { dossierCodes: [here.code] })
    const question = await call(await as('thuly.skhdt'), 'POST', `/dossiers/${here.code}/acts`, {
      act: 'consult',
      agencyId: two.agencies.B,
      question: 'Có được không?',
      days: 3,
    })
    expect(question.status, JSON.stringify(question.body)).toBe(200)
    expect((await call(asked, 'GET', path)).status).toBe(200)
  })
})

describe('the set-up log is as visible as the place it is about', () => {
  test('the account of another centre is not shown in the log either', async () => {
    const subjects = async (token: string) =>
      (await call<{ items: { after: { collectorName: string } }[] }>(token, 'GET', '/setting-changes?subject=collector')).body.items
        .map(({ after }) => after.collectorName)
        .toSorted()
    for (const no of [1, 2] as const) {
      expect(await subjects(managers[no])).toEqual([`Đơn vị thu ${no}`])
      expect(await subjects((await two.person({ role: 'inspector', centre: no })).token)).toEqual([`Đơn vị thu ${no}`])
    }
    expect(await subjects((await two.person({ role: 'inspector', agency: 'A' })).token)).toEqual([])
    expect(await subjects((await two.person({ role: 'inspector' })).token)).toEqual(['Đơn vị thu 1', 'Đơn vị thu 2'])
  })
})

describe('the background jobs name the dossiers of every centre', () => {
  test.each(['inspector', 'operator'] as const)('and are for the %s of the whole locality', async (role) => {
    for (const bound of [{ centre: 1 }, { centre: 2 }, { agency: 'A' }] as const) {
      const { status, body } = await call<{ code: string }>((await two.person({ role, ...bound })).token, 'GET', '/jobs')
      expect([status, body.code]).toEqual([403, 'JOBS_NOT_YOURS'])
    }
    expect((await call((await two.person({ role })).token, 'GET', '/jobs')).status).toBe(200)
  })
})

describe('rights over every centre are not for the manager of one', () => {
  const restricted = async (token: string): Promise<(readonly [string, number, string])[]> => {
    const code = two.procedures.A
    const draft = (await call<{ id: string | null; revision: number }>(token, 'GET', `/procedures/${code}/draft`)).body
    const asks = [
      ['POST', `/procedures/${code}/versions/${draft.id}/publish`, { revision: draft.revision }],
      ['GET', `/procedures/${code}/version-moves`, undefined],
      ['POST', `/procedures/${code}/version-moves/preview`, { fromVersionId: '00000000-0000-4000-8000-000000000000' }],
      ['POST', '/practice/refresh', undefined],
      ['POST', `/practice/procedures/${code}`, undefined],
    ] as const
    const answers: (readonly [string, number, string])[] = []
    for (const [method, path, body] of asks) {
      const { status, body: said } = await call<{ code?: string }>(token, method, path, body)
      answers.push([`${method} ${path}`, status, said.code ?? ''])
    }
    return answers
  }

  test('publishing, moving dossiers between versions, practice of all', async () => {
    const designer = (await two.person({ role: 'procedure_designer' })).token
    const { body } = await call<{ content: object }>(designer, 'GET', `/procedures/${two.procedures.A}/draft`)
    expect((await call(designer, 'PUT', `/procedures/${two.procedures.A}/draft`, { revision: 0, content: body.content })).status).toBe(200)
    for (const no of [1, 2] as const) {
      const answers = await restricted(managers[no])
      expect(answers.map(([path, ...said]) => [path, ...said])).toEqual(answers.map(([path]) => [path, 403, 'PROCEDURE_NOT_YOURS']))
    }
    const foreign = await restricted((await two.person({ role: 'procedure_designer', agency: 'B' })).token)
    expect(foreign).toEqual(foreign.map(([path]) => [path, 403, 'PROCEDURE_NOT_YOURS']))
    const ofAgency = (await two.person({ role: 'procedure_designer', agency: 'A' })).token
    expect((await call(ofAgency, 'GET', `/procedures/${two.procedures.A}/version-moves`)).status).toBe(200)
    expect((await call(ofAgency, 'GET', `/procedures/${two.procedures.B}/version-moves`)).status).toBe(403)
  })

  test('a designer of one agency neither drafts for another nor takes its procedure; words are for who reaches all', async () => {
    const ofB = (await two.person({ role: 'procedure_designer', agency: 'B' })).token
    const own = (await call<{ content: { agencyCode: string } }>(ofB, 'GET', `/procedures/${two.procedures.B}/draft`)).body
    const put = async (code: string, agencyCode: string) =>
      (await call<{ code: string }>(ofB, 'PUT', `/procedures/${code}/draft`, { revision: 0, content: { ...own.content, agencyCode } })).body
        .code
    expect(await put(two.procedures.B, 'H47.01')).toBe('PROCEDURE_NOT_YOURS')
    expect((await call(ofB, 'PUT', `/procedures/${two.procedures.B}/draft`, { revision: 0, content: own.content })).status).toBe(200)
    const word = await call<{ code: string }>(ofB, 'POST', '/synonyms', { phrase: 'giấy lạ', means: 'giấy phép' })
    expect([word.status, word.body.code]).toEqual([403, 'PROCEDURE_NOT_YOURS'])
    expect((await call(await as('thietke'), 'POST', '/synonyms', { phrase: 'giấy lạ', means: 'giấy phép' })).status).toBe(201)
  })
})

describe('a dossier is filed at a counter of its centre', () => {
  test('a counter of the other centre is refused, by field, and nothing is filed', async () => {
    const count = async () => (await db.peek<{ n: number }>('select count(*)::int as n from dossier.dossier'))[0]?.n
    const before = await count()
    const tried = await two.receive('A1', { counterId: two.counters[2] }).catch((error: unknown) => String(error))
    expect(tried).toContain('INTAKE_PLACE_UNKNOWN')
    expect(tried).toContain('/body/counterId')
    const nowhere = await two.receive('A1', { counterId: '00000000-0000-4000-8000-000000000000' }).catch((error: unknown) => String(error))
    expect(nowhere).toContain('INTAKE_PLACE_UNKNOWN')
    expect(await count()).toBe(before)
  })
})
