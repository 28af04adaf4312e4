import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leastWorkingHours, limitUnits } from '#procedure'
import { checkPack, isWithin, loginsOf } from './check-pack.ts'
import { notYetPublishedIn } from './pack-gate.ts'
import type { Pack, PackHead, PackProcedure } from './pack-schema.ts'

const step = (role: PackProcedure['steps'][number]['role'], hours: number, unit?: string) => ({
  name: `Bước của ${role}`,
  role,
  hours,
  ...(unit === undefined ? {} : { unit }),
})

function aProcedure(changes: Partial<PackProcedure> = {}): PackProcedure {
  return {
    code: '1.001612',
    name: 'Đăng ký thành lập hộ kinh doanh',
    sector: 'Hộ kinh doanh',
    verified: true,
    decision: null,
    levels: ['Cấp tỉnh'],
    targets: ['Công dân Việt Nam'],
    handling: 'forwarded',
    serviceLevel: 'full',
    legal: { amount: 3, unit: 'working_days' },
    committed: { amount: 2, unit: 'working_days' },
    channels: [{ channel: 'direct', limit: { amount: 3, unit: 'working_days' }, fees: [] }],
    components: [{ name: 'Giấy đề nghị', originals: 1, copies: 0, required: true }],
    steps: [
      step('counter_officer', 2),
      step('case_officer', 10, 'Phòng Đăng ký kinh doanh'),
      step('signatory', 2),
      step('clerk', 2),
    ],
    results: ['Giấy chứng nhận'],
    legalBases: [{ number: '59/2020/QH14', title: 'Luật Doanh nghiệp', issuedOn: '2020-06-17', issuer: 'Quốc hội' }],
    procedureText: ['Nộp hồ sơ.'],
    agencyCode: 'H47.01',
    where: 'procedures/skhdt.yaml › procedures.0',
    ...changes,
  }
}

function aHead(changes: Partial<PackHead> = {}): PackHead {
  return {
    locality: { code: 'H47', name: 'Tỉnh thử nghiệm', demonstration: false },
    name: 'Gói thử',
    note: 'Gói thử',
    validFrom: '2026-01-01',
    declaredTotals: { registeringAgencies: 1, registered: 71, finishingAgencies: 1, finished: 70 },
    officeHours: { weekdays: [1, 2, 3, 4, 5], spans: [{ from: '07:00', to: '11:30' }] },
    agencies: [
      {
        code: 'H47.01',
        key: 'skhdt',
        name: 'Sở Kế hoạch và Đầu tư',
        shortName: 'KH&ĐT',
        kind: 'provincial',
        declaredProcedures: { registered: 71, finished: 70, source: 'article' },
        units: [{ code: 'P01', name: 'Phòng Đăng ký kinh doanh' }],
      },
    ],
    centres: [
      {
        code: 'TT',
        name: 'Trung tâm',
        address: 'Tam Kỳ',
        phone: '0',
        level: 'province',
        openingHoursNote: 'Thứ Hai đến thứ Sáu',
        counters: [{ number: 1, name: 'Quầy 1', field: 'Kinh doanh', agencies: ['H47.01'] }],
      },
    ],
    personas: [
      {
        login: 'tiepnhan1',
        displayName: 'Cán bộ tiếp nhận 1',
        title: 'Chuyên viên',
        grants: [{ role: 'counter_officer', centre: 'TT' }],
      },
    ],
    agencyPersonas: (['case_officer', 'unit_head', 'signatory', 'clerk'] as const).map((role) => ({
      login: role.replace('_', ''),
      displayName: role,
      title: role,
      role,
    })),
    ...changes,
  }
}

const aPack = (procedure: Partial<PackProcedure> = {}, head: Partial<PackHead> = {}): Pack => ({
  head: aHead(head),
  procedures: [aProcedure(procedure)],
})

const messages = (pack: Pack) => checkPack(pack).map((fault) => fault.message)

test('a sound pack has no fault', () => {
  expect(checkPack(aPack())).toEqual([])
})

test('each agency gets an account for every role of the pack', () => {
  expect(loginsOf(aPack())).toEqual([
    'tiepnhan1',
    'caseofficer.skhdt',
    'unithead.skhdt',
    'signatory.skhdt',
    'clerk.skhdt',
  ])
})

describe('a deliberately broken procedure is refused', () => {
  test.each<[string, Partial<PackProcedure>, string]>([
    [
      'the promise is longer than the law',
      { committed: { amount: 4, unit: 'working_days' } },
      'Thời hạn cam kết dài hơn thời hạn theo quy định.',
    ],
    ['its agency is unknown', { agencyCode: 'H47.99' }, 'Không có cơ quan H47.99.'],
    [
      'nobody holds the role of a step',
      { steps: [step('counter_officer', 1), step('inspector', 1), step('signatory', 1)] },
      'Không có ai giữ vai trò inspector.',
    ],
    [
      'the unit of a step is not of that agency',
      { steps: [step('counter_officer', 1), step('case_officer', 1, 'Phòng Môi trường'), step('signatory', 1)] },
      'Sở Kế hoạch và Đầu tư không có đơn vị “Phòng Môi trường”.',
    ],
    [
      'the counter does not come first',
      { steps: [step('case_officer', 1), step('signatory', 1)] },
      'Bước đầu phải do cán bộ tiếp nhận tại quầy.',
    ],
    [
      'nobody signs',
      { steps: [step('counter_officer', 1), step('case_officer', 1)] },
      'Thủ tục chuyển cơ quan giải quyết thiếu bước người có thẩm quyền ký.',
    ],
    [
      'on the spot, yet it leaves the counter',
      { handling: 'on_the_spot', committed: { amount: 4, unit: 'working_hours' }, steps: [step('counter_officer', 1), step('clerk', 1)] },
      'Thủ tục giải quyết tại chỗ không được chuyển khỏi quầy.',
    ],
    [
      'same day, yet it goes to the agency and back',
      { handling: 'same_day', committed: { amount: 8, unit: 'working_hours' }, steps: [step('counter_officer', 1), step('case_officer', 1)] },
      'Thủ tục giải quyết trong ngày phải làm xong tại Trung tâm.',
    ],
    [
      'same day, yet promised in two',
      { handling: 'same_day' },
      'Thủ tục tại chỗ hoặc trong ngày phải cam kết không quá một ngày làm việc.',
    ],
    [
      'no paper is required',
      { components: [{ name: 'Giấy đề nghị', originals: 1, copies: 0, required: false }] },
      'Không có giấy tờ nào bắt buộc.',
    ],
    [
      'a paper is asked for in no number',
      { components: [{ name: 'Giấy đề nghị', originals: 0, copies: 0, required: true }] },
      '“Giấy đề nghị”: không ghi số bản chính hay bản sao.',
    ],
    [
      'it cannot be handed in at the counter',
      { channels: [{ channel: 'online', limit: { amount: 3, unit: 'working_days' }, fees: [] }] },
      'Thiếu hình thức nộp trực tiếp: thủ tục tại Trung tâm phải nhận tại quầy.',
    ],
    [
      'a channel is described twice',
      {
        channels: [
          { channel: 'direct', limit: { amount: 3, unit: 'working_days' }, fees: [] },
          { channel: 'direct', limit: { amount: 3, unit: 'working_days' }, fees: [] },
        ],
      },
      'Trùng hình thức nộp: direct.',
    ],
    [
      'the counter has another limit than the law',
      { channels: [{ channel: 'direct', limit: { amount: 5, unit: 'working_days' }, fees: [] }] },
      'Thời hạn của hình thức trực tiếp khác thời hạn theo quy định.',
    ],
  ])('%s', (_, broken, message) => {
    expect(messages(aPack(broken))).toContain(message)
  })

  test('the same code twice', () => {
    const pack = { head: aHead(), procedures: [aProcedure(), aProcedure()] }
    expect(messages(pack)).toEqual(['Trùng mã thủ tục: 1.001612.'])
  })

  test('more procedures than its agency registered', () => {
    const [agency] = aHead().agencies
    const none = { ...agency!, declaredProcedures: { registered: 0, finished: 0, source: 'article' as const } }
    const declaredTotals = { registeringAgencies: 0, registered: 0, finishingAgencies: 0, finished: 0 }
    expect(messages(aPack({}, { agencies: [none], declaredTotals }))).toEqual(['H47.01 có 1 thủ tục nhưng chỉ đăng ký 0.'])
  })
})

describe('a procedure the publish gate would refuse is no fault of the pack, but is not published', () => {
  const unknownSum = [{ kind: 'charge' as const, amountDong: null, text: 'Theo nghị quyết của tỉnh' }]
  test.each<[string, Partial<PackProcedure>, string]>([
    [
      'a sum is unknown',
      {
        channels: (['direct', 'online'] as const).map((channel) => ({
          channel,
          limit: { amount: 3, unit: 'working_days' as const },
          fees: unknownSum,
        })),
      },
      'Chưa rõ số tiền của: Theo nghị quyết của tỉnh. Xin ghi số tiền, hoặc ghi 0 nếu không thu.',
    ],
    [
      // The gate counts 6 working days in 10 days that hold two weekends; 5 days in 7 would make it 7.
      'the steps take more than the worst start of a limit in calendar days contains',
      {
        legal: { amount: 15, unit: 'days' },
        committed: { amount: 10, unit: 'days' },
        channels: [{ channel: 'direct', limit: { amount: 15, unit: 'days' }, fees: [] }],
        steps: [step('counter_officer', 2), step('case_officer', 42), step('signatory', 2), step('clerk', 3)],
      },
      'Đường dài nhất cần 49 giờ làm việc, quá thời hạn 48 giờ: Bước của counter_officer → Bước của case_officer → Bước của signatory → Bước của clerk.',
    ],
    [
      'nobody issues what was signed',
      { steps: [step('counter_officer', 2), step('case_officer', 8), step('signatory', 2)] },
      'Có đường đi hết quy trình mà sau khi ký không có bước văn thư vào sổ, phát hành: Bước của counter_officer → Bước của case_officer → Bước của signatory.',
    ],
  ])('%s', (_, changes, reason) => {
    const pack = aPack(changes)
    expect(checkPack(pack)).toEqual([])
    expect(notYetPublishedIn(pack).map(({ procedure, gaps }) => [procedure.code, gaps.map((gap) => gap.reason)])).toEqual([
      ['1.001612', [reason]],
    ])
  })

  test('a sound procedure is published', () => {
    expect(notYetPublishedIn(aPack())).toEqual([])
  })
})

describe('a deliberately broken pack is refused', () => {
  test('totals that do not add up are reported with the recount', () => {
    const declaredTotals = { registeringAgencies: 19, registered: 685, finishingAgencies: 1, finished: 70 }
    expect(messages(aPack({}, { declaredTotals }))).toEqual([
      'Ghi 19 nhưng cộng lại được 1.',
      'Ghi 685 nhưng cộng lại được 71.',
    ])
  })

  test('an agency of another province, or with more finished than registered', () => {
    const [agency] = aHead().agencies
    const odd = { ...agency!, code: 'H48.01', declaredProcedures: { registered: 71, finished: 72, source: 'article' as const } }
    const found = messages(aPack({ agencyCode: 'H48.01' }, { agencies: [odd] }))
    expect(found).toContain('Mã cơ quan không thuộc địa phương H47.')
    expect(found).toContain('Hoàn chỉnh 72 quy trình nhưng chỉ đăng ký 71 thủ tục.')
    expect(found).toContain('Không quầy nào nhận hồ sơ của H48.01.')
  })

  test('two agencies, units, counters or people under one name', () => {
    const head = aHead()
    const [agency] = head.agencies
    const [centre] = head.centres
    const [counter] = centre!.counters
    const [unit] = agency!.units
    const [persona] = head.personas
    const found = messages(
      aPack(
        {},
        {
          agencies: [{ ...agency!, units: [unit!, unit!] }, agency!],
          centres: [{ ...centre!, counters: [counter!, counter!] }],
          personas: [persona!, persona!],
        },
      ),
    )
    for (const what of ['mã cơ quan: H47.01', 'mã phòng: P01', 'số quầy: 1', 'tên đăng nhập: tiepnhan1']) {
      expect(found).toContain(`Trùng ${what}.`)
    }
  })

  test('a role held at a centre that is not there', () => {
    const [persona] = aHead().personas
    const lost = { ...persona!, grants: [{ role: 'counter_officer' as const, centre: 'KHAC' }] }
    expect(messages(aPack({}, { personas: [lost] }))).toEqual(['Không có trung tâm KHAC.'])
  })
})

describe('limits in different units', () => {
  test.each([
    [{ amount: 5, unit: 'working_hours' }, { amount: 1, unit: 'working_days' }, true],
    [{ amount: 2, unit: 'working_days' }, { amount: 8, unit: 'working_hours' }, false],
    [{ amount: 10, unit: 'working_days' }, { amount: 14, unit: 'days' }, true],
    [{ amount: 11, unit: 'working_days' }, { amount: 14, unit: 'days' }, false],
    [{ amount: 20, unit: 'working_days' }, { amount: 1, unit: 'months' }, true],
    [{ amount: 21, unit: 'days' }, { amount: 1, unit: 'months' }, true],
  ] as const)('a promise of %o under a law of %o: within is %s', (committed, legal, within) => {
    expect(isWithin(committed, legal)).toBe(within)
  })

  test('a longer limit of the same unit never holds fewer working hours', () => {
    fc.assert(
      fc.property(fc.constantFrom(...limitUnits), fc.integer({ min: 1, max: 400 }), (unit, amount) => {
        expect(leastWorkingHours({ amount: amount + 1, unit })).toBeGreaterThanOrEqual(leastWorkingHours({ amount, unit }))
      }),
    )
  })

  test('working hours counted in calendar days never exceed any real week: checked day by day', () => {
    // Count from every weekday: the worst start decides what a limit is sure to contain, receipt on a Friday included.
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 200 }), (amount) => {
        let worst = Number.POSITIVE_INFINITY
        for (let start = 0; start < 7; start += 1) {
          let worked = 0
          for (let day = 1; day <= amount; day += 1) if ((start + day) % 7 < 5) worked += 1
          worst = Math.min(worst, worked)
        }
        // The last day off moves the end to the next working day, so at least the worst count is there.
        expect(leastWorkingHours({ amount, unit: 'days' }) / 8).toBeLessThanOrEqual(worst + 1)
      }),
    )
  })
})
