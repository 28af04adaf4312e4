import { describe, expect, test } from 'vitest'
import { obstacleToPublishing } from './completeness.ts'
import { splitChannels, splitComponents, splitLegalBases, splitResults } from './national-tables.ts'
import { isProcedureCode } from './procedure.ts'
import type { ProcedureInput } from './procedure.ts'
import { readSourceRow } from './source-row.ts'

const header = 'Hình thức nộpThời gianPhí, lệ phíMô tả'
const papers = 'Tên giấy tờMẫu đơn, tờ khaiSố lượng'

function procedureOf(row: unknown, format: 'national' | 'structured' = 'national'): ProcedureInput {
  const { reading } = readSourceRow(row, format)
  if (!reading.ok) throw new Error(reading.fault.reason)
  return reading.procedure
}

describe('the flattened table of channels', () => {
  test('each channel keeps its own limit, fee and text', () => {
    expect(splitChannels(`${header}Trực tuyến5 Ngày làm việc10 USD(/lần)qua CổngTrực tiếp7 NgàyMiễn phí`)).toEqual([
      { channel: 'online', limit: '5 Ngày làm việc', fees: '10 USD (/lần)', note: 'qua Cổng' },
      { channel: 'direct', limit: '7 Ngày', fees: 'Miễn phí', note: '' },
    ])
  })

  test('the name of a channel inside a description opens no row', () => {
    const rows = splitChannels(`${header}Trực tiếp3 Ngày làm việcMiễn phíNộp Trực tiếp tại Công an hoặc Trực tuyến qua Cổng`)
    expect(rows.map(({ channel }) => channel)).toEqual(['direct'])
  })

  test('"125 VNĐ" is a limit and a fee that ran together: neither is known', () => {
    const procedure = procedureOf({
      ma_thu_tuc: '2.001610',
      ten_thu_tuc: 'Đăng ký thành lập',
      cach_thuc_thuc_hien: `${header}Trực tiếp125 VNĐ`,
    })
    expect(procedure).toMatchObject({
      legalLimit: null,
      publishState: 'to_complete',
      channels: [{ limit: null, fees: [{ amountDong: null }] }],
    })
    expect(procedure.toComplete.map(({ field }) => field)).toEqual(['channels.direct.limit', 'channels.direct.fees', 'components'])
  })

  test('"1" without a unit is never read as a day', () => {
    const procedure = procedureOf({ ma_thu_tuc: '2.001610', ten_thu_tuc: 'Đăng ký', cach_thuc_thuc_hien: `${header}Trực tiếp1Miễn phí` })
    expect(procedure.legalLimit).toBeNull()
    expect(procedure.toComplete[0]?.reason).toContain('không ghi đơn vị')
  })

  test('two limits for one channel, one for each case, are left to a person', () => {
    const table = `${header}Trực tiếp4 Ngày làm việcMiễn phíkiểm traTrực tiếp2 Ngày làm việcMiễn phícấp lại`
    const procedure = procedureOf({ ma_thu_tuc: '1.000001', ten_thu_tuc: 'Cấp lại', cach_thuc_thuc_hien: table })
    expect(procedure.channels).toMatchObject([
      { channel: 'direct', limit: null, limitNote: '4 Ngày làm việc: kiểm tra\n2 Ngày làm việc: cấp lại' },
    ])
    expect(procedure.toComplete[0]?.reason).toContain('4 ngày làm việc; 2 ngày làm việc')
  })

  test('the limit of the counter is the limit of the procedure', () => {
    const procedure = procedureOf({
      ma_thu_tuc: '1.000001',
      ten_thu_tuc: 'Cấp',
      cach_thuc_thuc_hien: `${header}Trực tuyến13 Ngày làm việcMiễn phíTrực tiếp11 Ngày làm việcMiễn phí`,
      thanh_phan_ho_so: `--${papers}Đơn đề nghị1 bản chính`,
    })
    expect(procedure).toMatchObject({ legalLimit: { amount: 11, unit: 'working_days' }, publishState: 'not_at_centre', toComplete: [] })
  })
})

describe('the flattened table of papers', () => {
  test('names, templates, originals and copies are separated; counts inside a name remain there', () => {
    const rows = splitComponents(
      `--${papers}Hợp đồng (01 bản chính hoặc 01 bản sao có chứng thực).1 bản chính,1 bản saoĐơn đề nghị.Mau so 01.docx2 bản chính* Giấy tờ xuất trình:${papers}Hộ chiếu (nếu có)0 bản chính`,
    )
    expect(rows).toMatchObject([
      {
        no: 1,
        group: '',
        name: 'Hợp đồng (01 bản chính hoặc 01 bản sao có chứng thực).',
        originals: 1,
        copies: 1,
        templateName: null,
        required: true,
      },
      { no: 2, name: 'Đơn đề nghị.', originals: 2, copies: 0, templateName: 'Mau so 01.docx' },
      { no: 3, group: '* Giấy tờ xuất trình', name: 'Hộ chiếu (nếu có)', originals: 0, copies: 0, required: false },
    ])
  })

  test('a year joined to the count is recognised, another number is not', () => {
    const rows = splitComponents(`--${papers}Báo cáo năm 20231 bản chínhTờ trình số 12341 bản chính`)
    expect(rows.map(({ name, originals }) => [name, originals])).toEqual([
      ['Báo cáo năm 2023', 1],
      ['Tờ trình số 12341', null],
    ])
  })
})

test('legal documents are separated from the titles joined to them', () => {
  const table =
    'Tên văn bản pháp lýMã văn bảnLuật sửa đổi 202323/2023/QH15Luật 51/2019/QH1451/2019/QH14Quy định mẫu giấy tờ04/2015/TT-BCAQUY ĐỊNH MỨC THU25/2021/TT-BTC'
  expect(splitLegalBases(table).map(({ number, title }) => [number, title])).toEqual([
    ['23/2023/QH15', 'Luật sửa đổi 2023'],
    ['51/2019/QH14', 'Luật'],
    ['04/2015/TT-BCA', 'Quy định mẫu giấy tờ'],
    ['25/2021/TT-BTC', 'QUY ĐỊNH MỨC THU'],
  ])
})

test('results are named without their codes and the labels of the portal', () => {
  expect(splitResults('Thông báoMã: KQ.G24.000054Tiền trợ cấpMã: KQ.G24.000053Từ khóaKhông có thông tin')).toEqual([
    'Thông báo',
    'Tiền trợ cấp',
  ])
})

test('the tables of a structured document are read unchanged', () => {
  const procedure = procedureOf(
    {
      thu_tuc_id: '1.013126',
      metadata: {
        mã_thủ_tục: '1.013126',
        tên_thủ_tục: 'Thẩm định kế hoạch',
        số_quyết_định: 'Quyết định số 6225/QĐ-BQP',
        lĩnh_vực: 'Ứng phó sự cố',
      },
      content: { đối_tượng_thực_hiện: 'Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX)' },
      tables: {
        hinh_thuc_nop: [
          { hinh_thuc: 'Trực tiếp', thoi_han_giai_quyet: '20 Ngày làm việc', phi_le_phi: 'Phí : 0 Đồng' },
          { hinh_thuc: 'Dịch vụ bưu chính', thoi_han_giai_quyet: 'Không quy định', phi_le_phi: '' },
        ],
        thanh_phan_ho_so: [{ ten_giay_to: 'Văn bản đề nghị', so_luong: '5-PHLCII.doc', ghi_chu: 'Bản chính: 1\nBản sao: 0' }],
        can_cu_phap_ly: [
          { so_ky_hieu: '12', trich_yeu: 'Quyết định số 12', ngay_ban_hanh: '24-03-2021' },
          { so_ky_hieu: '13', trich_yeu: '', ngay_ban_hanh: '31-02-2021' },
        ],
      },
    },
    'structured',
  )
  expect(procedure).toMatchObject({
    decisionNumber: '6225/QĐ-BQP',
    targets: ['Công dân Việt Nam', 'Tổ chức (không bao gồm doanh nghiệp, HTX)'],
    legalLimit: { amount: 20, unit: 'working_days' },
    components: [{ name: 'Văn bản đề nghị', originals: 1, copies: 0, templateName: '5-PHLCII.doc' }],
    legalBases: [{ issuedOn: '2021-03-24' }, { issuedOn: null }],
    publishState: 'to_complete',
  })
  expect(procedure.toComplete.map(({ field }) => field)).toEqual(['channels.post.limit', 'channels.post.fees'])
})

test.each([
  ['1.001193', true],
  ['3.000181.000.00.00.H22', true],
  ['6.001432', true], // issued by the national portal in 2026, outside the rule of 2017
  ['0.001193', false],
  ['1.00119', false],
  ['1.001193.H47', false],
  ['1.001193 ', false],
])('%s is a procedure code: %s', (code, expected) => {
  expect(isProcedureCode(code)).toBe(expected)
})

describe('publishing', () => {
  const complete = {
    ...procedureOf({
      ma_thu_tuc: '1.000001',
      ten_thu_tuc: 'Cấp',
      cach_thuc_thuc_hien: `${header}Trực tiếp11 Ngày làm việcMiễn phí`,
      thanh_phan_ho_so: `--${papers}Đơn1 bản chính`,
    }),
    agencyId: 'agency' as ProcedureInput['agencyId'],
    handling: 'forwarded' as const,
    publishState: 'published' as const,
    steps: [{ no: 1, name: 'Tiếp nhận', role: 'counter_officer' as const, unitName: null, hours: 4 }],
  }

  test('a procedure with agency, handling, limit and steps may be published', () => {
    expect(obstacleToPublishing(complete)).toBeNull()
  })

  test.each([
    ['nobody handles it', { agencyId: null }, 'chưa có cơ quan'],
    ['nobody said how', { handling: null }, 'cách giải quyết'],
    ['it has no limit', { legalLimit: null }, 'thời hạn'],
    ['it is forwarded without steps', { steps: [] }, 'quy trình'],
    ['it promises more time than the law', { committedLimit: { amount: 12, unit: 'working_days' as const } }, 'dài hơn'],
    ['something is still unknown', { toComplete: [{ field: 'fees', reason: 'chưa rõ phí' }] }, 'chưa rõ phí'],
    ['a step leads nowhere', { steps: [{ ...complete.steps[0]!, nextNo: 9 }] }, 'không có'],
  ])('not when %s', (_, change, says) => {
    expect(obstacleToPublishing({ ...complete, ...change })).toContain(says)
  })
})
