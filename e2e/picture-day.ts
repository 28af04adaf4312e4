// A day begun at a demonstration centre, so that no screen is empty in its picture.
import { randomUUID } from 'node:crypto'
import { buildCaller } from '../server/src/demo/caller.ts'
import type { Caller } from '../server/src/demo/caller.ts'

/** A caller for all personas of the centre at this address. */
export const callerAt = (origin: string): Caller => buildCaller(origin, randomUUID)

export type Dossier = { code: string; lookupSecret: string }
export type Procedure = {
  code: string
  name: string
  agency: { code: string }
  components: { no: number; originals: number | null; copies: number | null }[]
}

/** The dossiers and procedures shown in the pictures. */
export type Day = {
  readonly forwarded: Procedure
  readonly charged: Procedure
  readonly atAgency: Dossier
  readonly suspended: Dossier
  readonly supplement: Dossier
  readonly extension: Dossier
  /** Another agency was asked about it. */
  readonly consulted: Dossier
  /** Approved at the counter, its result not yet recorded; and one whose result waits to be fetched. */
  readonly approved: Dossier
  readonly onShelf: Dossier
  readonly owing: Dossier
  readonly paid: Dossier
  /** The secret of a number of the hall that still waits. */
  readonly ticketSecret: string
  /** The number of a handover list nobody has received yet. */
  readonly waiting: string
  readonly ratingPath: string
  readonly spentRatingPath: string
  /** A decree that closes the offices on the day the dossier at the agency was promised for. */
  readonly decreeId: string
}

const people = [
  ['Nguyễn Thị Thử', '049190000011', '0905 000 011'],
  ['Trần Văn Ví Dụ', '049085000012', '0905 000 012'],
  ['Lê Thị Minh Họa', '049192000013', '0905 000 013'],
  ['Phạm Quang Trình', '049078000014', '0905 000 014'],
  ['Võ Thị Diễn', '049196000015', '0905 000 015'],
  ['Đặng Hữu Mẫu', '049091000016', '0905 000 016'],
] as const

/** Some dossiers at the counter, some handed over, some at the agency in every standing, some returned and rated. */
export async function beginDay({ call }: Caller): Promise<Day> {
  const centreId = (await call<{ items: { id: string }[] }>(null, 'GET', '/centres')).items[0]?.id ?? ''
  const procedureOf = async (query: string): Promise<Procedure> => {
    const { items } = await call<{ items: { code: string }[] }>(null, 'GET', `/procedures?state=published&limit=1&${query}`)
    return await call<Procedure>(null, 'GET', `/procedures/${items[0]?.code ?? ''}`)
  }
  const file = async (procedure: Procedure, nth: number): Promise<Dossier> => {
    const [fullName, idNumber, phone] = people[nth % people.length] ?? people[0]
    return await call<Dossier>('tiepnhan1', 'POST', '/dossiers', {
      procedureCode: procedure.code,
      centreId,
      applicant: { kind: 'person', fullName, idNumber, address: 'Phường Tam Kỳ, thành phố Đà Nẵng', phone },
      papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 0 })),
      accept: true,
    })
  }
  const act = async (login: string, { code }: Dossier, name: string, more: object = {}): Promise<Dossier> =>
    await call<Dossier>(login, 'POST', `/dossiers/${code}/acts`, { act: name, ...more })
  const handOver = async (procedure: Procedure, dossiers: readonly Dossier[]): Promise<string> => {
    const dossierCodes = dossiers.map(({ code }) => code)
    const list = { direction: 'to_agency', agencyCode: procedure.agency.code, centreId, dossierCodes }
    return (await call<{ number: string }>('tiepnhan1', 'POST', '/handovers', list)).number
  }

  const forwarded = await procedureOf('handling=forwarded&agency=H47.01')
  const filed: Dossier[] = []
  for (let nth = 0; nth < 10; nth += 1) filed.push(await file(forwarded, nth))
  const [atAgency, suspended, supplement, extension, consulted, ...rest] = filed as [
    Dossier,
    Dossier,
    Dossier,
    Dossier,
    Dossier,
    ...Dossier[],
  ]
  const sent = [atAgency, suspended, supplement, extension, consulted, ...rest.slice(0, 1)]
  const received = await handOver(forwarded, sent)
  await call('thuly.skhdt', 'POST', `/handovers/${received}/receive`, { dossierCodes: sent.map(({ code }) => code) })
  const waiting = await handOver(forwarded, rest.slice(1, 3))
  await act('thuly.skhdt', suspended, 'suspend', {
    cause: 'financial_duty',
    paidElsewhere: { office: 'Thuế cơ sở 3', notice: 'Thông báo số 12/TB-TCS3 ngày 20/11/2026' },
    reason: 'Chờ người nộp thực hiện nghĩa vụ tài chính theo thông báo',
  })
  await act('thuly.skhdt', supplement, 'request_supplement', {
    defects: [{ text: 'Điều lệ công ty chưa có chữ ký của thành viên góp vốn' }, { text: 'Danh sách thành viên thiếu số định danh' }],
  })
  await act('thuly.skhdt', extension, 'request_extension', {
    cause: 'complex_content',
    days: 2,
    reason: 'Ngành nghề đăng ký cần đối chiếu với quy hoạch',
  }).catch(ignoreTooLate)

  const { items: agencies } = await call<{ items: { id: string; code: string }[] }>('thuly.skhdt', 'GET', '/agencies')
  await act('thuly.skhdt', consulted, 'consult', {
    agencyId: agencies.find(({ code }) => code === 'H47.02')?.id,
    question: 'Ngành nghề kinh doanh của chi nhánh có thuộc diện phải cấp phép thêm hay không?',
    days: 2,
  })

  const onTheSpot = await procedureOf('handling=on_the_spot')
  const approved = await file(onTheSpot, 5)
  await act('tiepnhan1', approved, 'approve')
  let onShelf = approved
  let ratingPath = ''
  let spentRatingPath = ''
  for (const [nth, face] of (['very_good', 'good', 'very_good', 'good', 'very_good', 'bad', null] as const).entries()) {
    const dossier = await file(onTheSpot, nth)
    await act('tiepnhan1', dossier, 'approve')
    await act('tiepnhan1', dossier, 'record_result', { result: { number: `${nth + 1}/TL`, name: 'Kết quả giải quyết' } })
    if (nth === 2) {
      onShelf = dossier // This one waits to be fetched.
      continue
    }
    await act('tiepnhan1', dossier, 'return_result', { receivedBy: people[nth % people.length]?.[0] })
    const { ratingUrl } = await call<{ ratingUrl: string | null }>(null, 'POST', '/tracking', {
      code: dossier.code,
      secret: dossier.lookupSecret,
    })
    const token = ratingUrl?.split('/').at(-1) ?? ''
    if (face) {
      await call(null, 'POST', `/ratings/${token}`, { result: face, attitude: 'very_good' })
      spentRatingPath = `/danh-gia/${token}`
    } else ratingPath = `/danh-gia/${token}`
  }

  const { charged, owing, paid } = await beginCollecting()
  return {
    forwarded,
    charged,
    atAgency,
    suspended,
    supplement,
    extension,
    consulted,
    approved,
    onShelf,
    owing,
    paid,
    ticketSecret: await openHall(),
    waiting,
    ratingPath,
    spentRatingPath,
    decreeId: await decree(),
  }

  /** Someone collects at the centre: three dossiers with a charge, two of them paid. */
  async function beginCollecting(): Promise<{ charged: Procedure; owing: Dossier; paid: Dossier }> {
    await call('giamdoc', 'PUT', `/collectors/${centreId}`, {
      collectorName: 'Trung tâm Phục vụ hành chính công (trình diễn)',
      taxCode: '4000000000',
      bankBin: '970436',
      bankAccount: '0000000000001',
      templateSymbol: '01BLP0-001',
      seriesSymbol: 'TD-26T',
      refundLimitDong: 0,
    })
    const { charges, first } = await firstCharged()
    const others = [await file(charges, 1), await file(charges, 2)] as const
    for (const { code } of others) {
      const { owedDong } = await call<{ owedDong: number }>('tiepnhan1', 'GET', `/bills/${code}`)
      await call('tiepnhan1', 'POST', `/bills/${code}/payments`, { method: 'cash', amountDong: owedDong })
    }
    return { charged: charges, owing: first, paid: others[0] }
  }

  /**
   * The first procedure of the pack that asks for a sum by itself, with its first dossier. Where a sum is per person the officer
   * says how many.
   */
  async function firstCharged(): Promise<{ charges: Procedure; first: Dossier }> {
    type Charged = Procedure & { channels: { channel: string; fees: { amountDong: number | null }[] }[] }
    const { items } = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?state=published&limit=100')
    for (const { code } of items) {
      const procedure = await call<Charged>(null, 'GET', `/procedures/${code}`)
      const fees = procedure.channels.find(({ channel }) => channel === 'direct')?.fees ?? []
      if (fees.length !== 1 || (fees[0]?.amountDong ?? 0) === 0) continue
      const first = await file(procedure, 0)
      const { owedDong } = await call<{ owedDong: number }>('tiepnhan1', 'GET', `/bills/${first.code}`)
      if (owedDong > 0) return { charges: procedure, first }
    }
    throw new Error('the pack has no procedure with a charge')
  }

  /** The hall of the first centre with a kiosk: somebody is at a counter, one is set aside, others wait. */
  async function openHall(): Promise<string> {
    const centre = (await call<{ items: { code: string; counters: { number: number }[] }[] }>(null, 'GET', '/centres')).items[0]
    const at = `/centres/${centre?.code ?? ''}`
    const counterNumbers = centre?.counters.map(({ number }) => number) ?? []
    const no = counterNumbers[0] ?? 1
    const queue = (prefix: string, kind: string, name: string, nameEn: string) => ({
      prefix,
      kind,
      name,
      nameEn,
      isOpen: true,
      counterNumbers,
    })
    await call('giamdoc', 'PUT', `${at}/hall`, {
      priorityMinutes: 15,
      queues: [
        queue('A', 'intake', 'Nộp hồ sơ', 'Filing'),
        queue('B', 'collection', 'Nhận kết quả', 'Collecting results'),
        queue('C', 'guidance', 'Hướng dẫn', 'Guidance'),
      ],
    })
    await call('giamdoc', 'POST', `${at}/kiosks`, { name: 'Máy cửa chính' })
    const secrets: string[] = []
    for (const [prefix, priority] of [
      ['A', null],
      ['B', null],
      ['A', 'elderly'],
      ['A', null],
      ['B', null],
      ['C', null],
    ] as const)
      secrets.push((await call<{ secret: string }>('tiepnhan2', 'POST', `${at}/tickets`, { prefix, priority })).secret)
    const { called } = await call<{ called: { id: string } }>('tiepnhan1', 'POST', `${at}/counters/${no}/calls`)
    await call('tiepnhan1', 'POST', `${at}/counters/${no}/tickets/${called.id}/acts`, { act: 'hold', reason: 'Về lấy bản chính' })
    await call('tiepnhan1', 'POST', `${at}/counters/${no}/calls`)
    return secrets.at(-1) ?? ''
  }

  /** A decree that closes the offices on a day some dossier is promised for. */
  async function decree(): Promise<string> {
    const { clocks } = await call<{ clocks: { kind: string; dueAt: string | null }[] }>('tiepnhan1', 'GET', `/dossiers/${atAgency.code}`)
    const on = clocks.find(({ kind }) => kind === 'committed')?.dueAt?.slice(0, 10) ?? ''
    const name = 'Nghỉ do bão'
    const basis = 'Công điện thử nghiệm 01/CĐ-UBND'
    const given = { change: { kind: 'days', days: [{ kind: 'holiday', on, name }] }, basis }
    const { fingerprint } = await call<{ fingerprint: string }>('vanhanh', 'POST', '/decrees/preview', given)
    const { id } = await call<{ id: string }>('vanhanh', 'POST', '/decrees', {
      ...given,
      name,
      reason: 'Bão đổ bộ, cơ quan đóng cửa',
      fingerprint,
    })
    return id
  }
}

/** A short promise may leave no day for the request; the day continues without it. */
function ignoreTooLate(error: unknown): void {
  if (!(error instanceof Error) || !error.message.includes('EXTENSION_TOO_LATE')) throw error
}
