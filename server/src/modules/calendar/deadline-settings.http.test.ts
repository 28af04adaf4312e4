import { describe, expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'

const { db, call, as, centreId } = await testCentre()

type Settings = {
  today: string
  mayChange: boolean
  items: {
    name: string
    law: string
    value: string
    isDefault: boolean
    fromOn: string | null
    choices: { value: string; text: string }[]
    upcoming: { fromOn: string; value: string }[]
  }[]
  history: { was: string; is: string; fromOn: string; basis: string; reason: string; enteredBy: string | null }[]
}
type Problem = { code: string; fields?: { field: string }[] }
type Example = { title: string; before: string; after: string; differs: boolean }

const read = async (token: string | null = null): Promise<Settings> => (await call<Settings>(token, 'GET', '/deadline-settings')).body
const of = async (name: string) => (await read()).items.find((each) => each.name === name)
const today = (await read()).today
const later = (days: number): string => Temporal.PlainDate.from(today).add({ days }).toString()
const words = { basis: 'Quyết định 15/QĐ-UBND', reason: 'Thống nhất với hệ thống của tỉnh' }
const choose = async (body: object, login = 'vanhanh') =>
  await call<Settings & Problem>(await as(login), 'POST', '/deadline-settings', { fromOn: today, ...words, ...body })
const compare = async (name: string, value: string) =>
  await call<{ examples: Example[] } & Problem>(await as('vanhanh'), 'POST', '/deadline-settings/preview', { name, value, fromOn: today })
const dueOf = async (receivedAt: string, amount: number, unit: string) =>
  (await call<{ due: string; settings: Record<string, string> }>(null, 'POST', '/due-dates', { receivedAt, limit: { amount, unit } })).body

type Procedure = { code: string; components: { no: number; originals: number | null; copies: number | null }[] }
const { body: list } = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=1')
const procedure = (await call<Procedure>(null, 'GET', `/procedures/${list.items[0]?.code}`)).body
async function accepted(): Promise<string> {
  const { body } = await call<{ code: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: procedure.code,
    centreId,
    applicant: { kind: 'person', fullName: 'Người Nộp Thử', idNumber: '049190000001', address: 'Tam Kỳ', phone: '0905000001' },
    papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
  })
  return body.code
}
const pinned = async (code: string): Promise<Record<string, string>> =>
  (
    await db.peek<{ settings: Record<string, string> }>(
      `select k.settings from dossier.clock k join dossier.dossier d on d.id = k.dossier_id where d.code = $1 and k.kind = 'committed'`,
      [code],
    )
  )[0]?.settings ?? {}

describe('how time limits are counted', () => {
  test('is a public fact: every choice in words, with what it rests on', async () => {
    const { items, mayChange } = await read()
    expect(items.map((each) => each.name)).toEqual(['receiptOutsideHours', 'firstDay', 'lastDayOff', 'dueTime', 'onSupplement'])
    for (const item of items) {
      expect([item.isDefault, item.law !== '', item.choices.length > 1]).toEqual([true, true, true])
      expect(item.choices.some((choice) => choice.value === item.value)).toBe(true)
    }
    expect([mayChange, (await read(await as('vanhanh'))).mayChange, (await read(await as('giamdoc'))).mayChange]).toEqual([
      false,
      true,
      false,
    ])
  })

  test.each(['tiepnhan1', 'giamdoc', 'lanhdao.skhdt', 'thanhtra'])('is not for %s to change', async (login) => {
    expect((await choose({ name: 'dueTime', value: 'end_of_day' }, login)).status).toBe(403)
    expect((await read()).history).toEqual([])
  })

  test.each([
    ['a choice that is not offered', { name: 'dueTime', value: 'noon' }, 'DEADLINE_SETTING_UNKNOWN', '/body/value'],
    ['a name of every object', { name: 'dueTime', value: 'constructor' }, 'DEADLINE_SETTING_UNKNOWN', '/body/value'],
    ['a day that is over', { name: 'dueTime', value: 'end_of_day', fromOn: later(-1) }, 'DEADLINE_SETTING_IN_PAST', '/body/fromOn'],
    ['a day beyond the calendar', { name: 'dueTime', value: 'end_of_day', fromOn: '9999-01-01' }, 'OUTSIDE_CALENDAR', '/body/fromOn'],
    ['what holds already', { name: 'dueTime', value: 'clock_hour' }, 'DEADLINE_SETTING_UNCHANGED', '/body/value'],
    ['no ground', { name: 'dueTime', value: 'end_of_day', basis: ' ' }, 'REQUEST_INVALID', '/body/basis'],
    ['no reason', { name: 'dueTime', value: 'end_of_day', reason: '' }, 'REQUEST_INVALID', '/body/reason'],
  ])('is refused for %s, with the field', async (_what, body, code, field) => {
    const tried = await choose(body)
    expect([tried.body.code, tried.body.fields?.[0]?.field]).toEqual([code, field])
  })

  test.each([
    ['receiptOutsideHours', 'as_received'],
    ['firstDay', 'counted'],
    ['lastDayOff', 'stays'],
    ['dueTime', 'end_of_office_hours'],
    ['onSupplement', 'pause'],
  ])('is compared before it is changed: %s → %s changes one example and says so', async (name, value) => {
    const { status, body } = await compare(name, value)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.examples.some((each) => each.differs)).toBe(true)
    for (const each of body.examples) expect(each.differs).toBe(each.before !== each.after)
    expect((await read()).history).toEqual([])
  })

  test('nhận 15:40 thứ Sáu, 3 ngày làm việc: by the hour of the clock or by the end of office hours', async () => {
    const { body } = await compare('dueTime', 'end_of_office_hours')
    const friday = body.examples.find((each) => each.title.startsWith('nhận 15:40 thứ Sáu'))
    expect([friday?.before.slice(11, 16), friday?.after.slice(11, 16)]).toEqual(['15:40', '17:00'])
    expect(friday?.before.slice(0, 10)).toBe(friday?.after.slice(0, 10))
  })
})

describe('a change', () => {
  test('is followed by clocks that start from its day on; running ones keep what they were pinned with; all of it is on record', async () => {
    const before = await accepted()
    const changed = await choose({ name: 'dueTime', value: 'end_of_office_hours' })
    expect(changed.status, JSON.stringify(changed.body)).toBe(201)
    const after = await accepted()
    const whole = {
      receiptOutsideHours: 'next_opening',
      firstDay: 'not_counted',
      lastDayOff: 'next_working_day',
      dueTime: 'clock_hour',
      onSupplement: 'restart',
    }
    expect([await pinned(before), await pinned(after)], 'all of them, so that a later default moves nothing').toEqual([
      whole,
      { ...whole, dueTime: 'end_of_office_hours' },
    ])
    expect(await of('dueTime')).toMatchObject({ value: 'end_of_office_hours', isDefault: false, fromOn: today })
    const asked = await dueOf('2026-03-06T15:40', 3, 'working_days')
    expect(asked).toMatchObject({ due: '2026-03-11T17:00', settings: { dueTime: 'end_of_office_hours', firstDay: 'not_counted' } })
    const { history } = await read(await as('vanhanh'))
    expect(history).toMatchObject([
      { was: 'Đúng giờ nhận hồ sơ', is: 'Hết giờ làm việc', fromOn: today, ...words, enteredBy: expect.stringMatching(/./u) },
    ])
    expect((await read()).history[0]?.enteredBy).toBeNull()
    const proof = await call<{ statement?: unknown }>(await as('tiepnhan1'), 'GET', `/dossiers/${after}/proof`)
    expect(JSON.stringify(proof.body)).toContain('end_of_office_hours')
  })

  test('from a day to come waits for it', async () => {
    expect((await choose({ name: 'firstDay', value: 'counted', fromOn: later(10) })).status).toBe(201)
    expect(await of('firstDay')).toMatchObject({ value: 'not_counted', upcoming: [{ fromOn: later(10), value: 'counted' }] })
    expect((await pinned(await accepted()))['firstDay']).toBe('not_counted')
    // Taken back before its day: the entry made last for that day counts.
    expect((await choose({ name: 'firstDay', value: 'not_counted', fromOn: later(10) })).status).toBe(201)
    expect((await of('firstDay'))?.upcoming).toEqual([
      { fromOn: later(10), value: 'not_counted', text: 'Không tính vào thời hạn', basis: words.basis },
    ])
  })

  test('can be neither altered nor removed by the application', async () => {
    for (const statement of [`update calendar.deadline_setting set value = 'end_of_day'`, 'delete from calendar.deadline_setting'])
      await expect(db.pool.query(statement)).rejects.toMatchObject({ code: '42501' })
  })
})
