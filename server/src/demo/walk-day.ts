import { buildCall, buildSignIn } from './caller.ts'
import { signNotice } from '#payment'

/** The counts of the walker. */
export type DayCount = {
  readonly filed: number
  readonly settled: number
  readonly open: number
  readonly refused: number
  /** Refused before acceptance: never received. */
  readonly refusedAtIntake: number
  readonly withdrawn: number
  readonly stopped: number
  readonly rated: number
  readonly acts: number
  readonly procedures: number
  readonly seconds: number
  /** Whole đồng taken, in cash and by transfer. */
  readonly collectedDong: number
  readonly payments: number
  readonly byAct: Readonly<Record<string, number>>
}

type Dossier = {
  code: string
  state: string
  actions: { act: string; allowed: boolean }[]
  step: { no: number; role: string } | null
  parts: {
    stepNo: number
    kind: string
    role: string
    agency: { code: string }
    closedAt: string | null
    actions: { act: string; allowed: boolean }[]
  }[]
  lookupSecret?: string
}
type Procedure = {
  code: string
  handling: string
  agency: { code: string } | null
  components: { no: number; originals: number | null; copies: number | null }[]
}

/** The turns a dossier takes in the demonstration day, in rotation. */
const turns = [
  'straight',
  'straight',
  'supplement_at_counter',
  'straight',
  'supplement_at_agency',
  'straight',
  'refused_at_counter',
  'sent_back_a_step',
  'withdrawn',
  'suspended',
  'extended',
  'refused_by_signatory',
  'waits_for_money',
  'claimed',
  'stopped',
  'straight',
  'left_open',
] as const

const faces = ['very_good', 'good', 'very_good', 'good', 'bad', 'very_good', 'very_bad'] as const

/**
 * Walks a day at the centre as its people would: sign in, receive, hand over, work, sign, return, rate; through
 * HTTP and nothing else. Deterministic for a given number of dossiers.
 * @throws Error with the answer when the centre refuses something that should have been allowed.
 */
export async function walkDay(
  address: string,
  dossiers: number,
  pack: {
    /** How it names an agency in its logins: `H47.01` → `skhdt`. */
    readonly agencyKeys: ReadonlyMap<string, string>
    /** Codes of procedures that go through several agencies; each is walked. */
    readonly ofSeveral: readonly string[]
    /** The account the centre collects into, and the secret its bank signs notices with. */
    readonly bank: { readonly bankBin: string; readonly bankAccount: string; readonly noticeSecret: string }
  },
  newKey: () => string,
  onProgress: (done: number) => void,
): Promise<DayCount> {
  const started = performance.now()
  const byAct: Record<string, number> = {}
  const money = { collectedDong: 0, payments: 0 }
  const { noticeSecret, ...account } = pack.bank
  const counts = { settled: 0, open: 0, refused: 0, refusedAtIntake: 0, withdrawn: 0, stopped: 0, rated: 0 }
  const call = buildCall(address, newKey)
  const as = buildSignIn(call)
  const did = (act: string): void => {
    byAct[act] = (byAct[act] ?? 0) + 1
  }

  /** Takes what a dossier owes, if anything, in turn in cash and by the bank's notice of a transfer. */
  const pay = async (token: string, code: string, index: number): Promise<void> => {
    const answer = await fetch(`${address}/api/v1/bills/${encodeURIComponent(code)}`, { headers: { authorization: `Bearer ${token}` } })
    if (answer.status === 404) return
    const bill = (await answer.json()) as { owedDong: number; transfer: { purpose: string } | null }
    if (bill.owedDong === 0 || bill.transfer === null) return
    if (index % 2 === 0)
      await call(token, 'POST', `/bills/${encodeURIComponent(code)}/payments`, { method: 'cash', amountDong: bill.owedDong })
    else {
      const notice = {
        ...account,
        bankReference: `FT${code}-${money.payments}`,
        amountDong: bill.owedDong,
        content: `CT DEN ${bill.transfer.purpose}`,
        paidAt: '2026-01-02T08:00:00+07:00',
      }
      await call(null, 'POST', '/payments/bank-notices', { ...notice, signature: signNotice(notice, noticeSecret) })
    }
    money.collectedDong += bill.owedDong
    money.payments += 1
  }

  const { items: centres } = await call<{ items: { id: string }[] }>(null, 'GET', '/centres')
  const centreId = centres[0]?.id ?? ''
  await call(await as('giamdoc'), 'PUT', `/collectors/${centreId}`, {
    collectorName: 'Trung tâm Phục vụ hành chính công (trình diễn)',
    taxCode: '4000000000',
    ...account,
    templateSymbol: '01BLP0-001',
    seriesSymbol: 'TD-26T',
    refundLimitDong: 500_000,
    noticeSecret,
  })
  const procedures = await choose(async (path) => await call(null, 'GET', path), pack.ofSeveral)
  const officer = ['tiepnhan1', 'tiepnhan2', 'tiepnhan3', 'tiepnhan4']

  const walkOne = async (index: number): Promise<void> => {
    const procedure = procedures[index % procedures.length]
    if (!procedure) throw new Error('the pack has no procedure to walk')
    const turn = turns[index % turns.length] ?? 'straight'
    const counter = await as(officer[index % officer.length] ?? 'tiepnhan1')
    const login = (role: string): string => `${role}.${pack.agencyKeys.get(procedure.agency?.code ?? '') ?? ''}`
    const papers = procedure.components.map((component) => ({
      componentNo: component.no,
      originals: component.originals ?? 1,
      copies: component.copies ?? 0,
    }))
    const act = async (token: string, code: string, name: string, more: object = {}): Promise<Dossier> => {
      did(name)
      return await call<Dossier>(token, 'POST', `/dossiers/${code}/acts`, { act: name, ...more })
    }
    const counterFirst = turn === 'supplement_at_counter' || turn === 'refused_at_counter'
    did('file')
    if (!counterFirst) did('accept')
    let dossier = await call<Dossier>(counter, 'POST', '/dossiers', {
      procedureCode: procedure.code,
      channel: 'direct',
      centreId,
      applicant: {
        kind: 'person',
        fullName: `Người nộp số ${index + 1}`,
        idNumber: `0490${String(90_000_000 + index)}`,
        address: 'Tổ 1, phường trình diễn',
        phone: `09${String(10_000_000 + index)}`,
      },
      papers: counterFirst ? [] : papers,
      accept: !counterFirst,
    })
    const secret = dossier.lookupSecret
    if (turn === 'refused_at_counter') {
      await act(counter, dossier.code, 'refuse', { reason: 'Không thuộc thẩm quyền giải quyết của tỉnh' })
      counts.refusedAtIntake += 1
      return
    }
    if (turn === 'supplement_at_counter') {
      await act(counter, dossier.code, 'request_supplement', { defects: [{ text: 'Nộp đủ các giấy tờ theo thành phần hồ sơ' }] })
      await act(counter, dossier.code, 'supplement', { papers })
      dossier = await act(counter, dossier.code, 'accept', { papers: [] })
    }
    await pay(counter, dossier.code, index)
    if (turn === 'withdrawn') {
      await act(counter, dossier.code, 'withdraw', { reason: 'Người nộp đề nghị rút để thay đổi nội dung' })
      counts.withdrawn += 1
      return
    }
    if (turn === 'left_open') {
      counts.open += 1
      return
    }
    const result = { result: { number: `${index + 1}/QĐ-TD`, name: 'Kết quả giải quyết' } }
    if (procedure.handling === 'forwarded') {
      await handOver('to_agency', counter, await as(login('thuly')), dossier.code)
      dossier = await call<Dossier>(await as(login('thuly')), 'GET', `/dossiers/${dossier.code}`)
      if (turn === 'supplement_at_agency') {
        await act(await as(login('thuly')), dossier.code, 'request_supplement', {
          defects: [{ text: 'Bổ sung bản vẽ có chữ ký của chủ trì' }],
        })
        dossier = await act(counter, dossier.code, 'supplement', { papers: papers.slice(0, 1) })
      }
      if (turn === 'suspended') {
        const until = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').add({ days: 5 }).toString()
        await act(await as(login('thuly')), dossier.code, 'suspend', { cause: 'field_verification', until, reason: 'Xác minh thực địa' })
        dossier = await act(await as(login('thuly')), dossier.code, 'resume')
      }
      if (turn === 'waits_for_money') {
        await act(await as(login('thuly')), dossier.code, 'suspend', {
          cause: 'financial_duty',
          reason: 'Chờ người nộp thực hiện nghĩa vụ tài chính',
          charges: [{ name: 'Lệ phí theo thông báo', amountDong: 150_000, basis: 'Thông báo nộp tiền số 15/TB' }],
        })
        // Nobody confirms: the money lets the clock run.
        await pay(counter, dossier.code, index)
        dossier = await call<Dossier>(counter, 'GET', `/dossiers/${dossier.code}`)
        if (dossier.state === 'in_progress') did('confirm_payment')
      }
      const seen = await call<Dossier>(await as(login('thuly')), 'GET', `/dossiers/${dossier.code}`)
      const mayNow = (name: string): boolean => seen.actions.some((each) => each.act === name && each.allowed)
      if (turn === 'claimed') {
        const first = await as(login(loginOf[dossier.step?.role ?? ''] ?? 'thuly'))
        dossier = await act(first, dossier.code, 'claim')
        await act(first, dossier.code, 'release')
        dossier = await act(first, dossier.code, 'claim')
      }
      // Only where the promise is far enough away: an extension is asked a day before.
      if (turn === 'extended' && mayNow('request_extension')) {
        await act(await as(login('thuly')), dossier.code, 'request_extension', {
          cause: 'complex_content',
          days: 3,
          reason: 'Nội dung phức tạp, cần thẩm định thêm',
        })
        dossier = await act(await as(login('lanhdao')), dossier.code, 'approve_extension')
      }
      if (turn === 'stopped') {
        await act(await as(login('lanhdao')), dossier.code, 'stop', {
          ground: 'settled_elsewhere',
          reason: 'Việc đã được giải quyết ở hồ sơ khác',
        })
        counts.stopped += 1
        return
      }
      let sentBack = turn !== 'sent_back_a_step'
      for (let guard = 0; dossier.state === 'in_progress' && guard < 40; guard += 1) {
        // While agencies have parts of it, each does its own; the first that is open is done next.
        const part = dossier.parts.find((each) => each.closedAt === null)
        if (part) {
          const officer = await as(`${loginOf[part.role] ?? 'thuly'}.${pack.agencyKeys.get(part.agency.code) ?? ''}`)
          const answers = part.kind === 'sub_dossier' ? { result: { number: `${index + 1}/YK-TD`, name: 'Ý kiến trả lời' } } : {}
          dossier = await act(officer, dossier.code, 'complete_step', { stepNo: part.stepNo, ...answers })
          continue
        }
        const role = dossier.step?.role ?? ''
        const worker = await as(login(loginOf[role] ?? 'thuly'))
        const mayGiveBack = async (): Promise<boolean> =>
          (await call<Dossier>(worker, 'GET', `/dossiers/${dossier.code}`)).actions.some(
            (each) => each.act === 'return_to_previous_step' && each.allowed,
          )
        if (!sentBack && (await mayGiveBack())) {
          dossier = await act(worker, dossier.code, 'return_to_previous_step', { reason: 'Làm rõ căn cứ thẩm định' })
          sentBack = true
        } else if (role === 'signatory') {
          if (turn === 'refused_by_signatory') {
            await act(worker, dossier.code, 'refuse', { reason: 'Không đủ điều kiện theo quy định' })
            counts.refused += 1
            return
          }
          dossier = await act(worker, dossier.code, 'approve')
        } else {
          dossier = await act(worker, dossier.code, 'complete_step')
        }
      }
      const clerk = await as(login('vanthu'))
      dossier = await act(clerk, dossier.code, 'record_result', result)
      await handOver('to_centre', clerk, counter, dossier.code)
    } else {
      // Settled at the centre: its steps are walked there, and a signatory signs where the process names one.
      for (let guard = 0; dossier.state === 'accepted' && guard < 10; guard += 1) {
        const role = dossier.step?.role ?? 'counter_officer'
        const worker = role === 'counter_officer' ? counter : await as(login(loginOf[role] ?? 'lanhdao'))
        const seen = await call<Dossier>(worker, 'GET', `/dossiers/${dossier.code}`)
        const signs = seen.actions.some((each) => each.act === 'approve' && each.allowed)
        dossier = await act(worker, dossier.code, signs ? 'approve' : 'complete_step')
      }
      await act(counter, dossier.code, 'record_result', result)
    }
    const returned = await act(counter, dossier.code, 'return_result', { receivedBy: `Người nộp số ${index + 1}` })
    counts.settled += 1
    if (index % 3 !== 0) {
      // The applicant finds the link at the terminal in the hall, with the secret of the slip; no officer is shown it.
      const { ratingUrl } = await call<{ ratingUrl: string | null }>(null, 'POST', '/tracking', { code: returned.code, secret })
      const token = ratingUrl?.split('/').at(-1) ?? ''
      await call(null, 'POST', `/ratings/${token}`, { result: faces[index % faces.length], attitude: faces[(index + 1) % faces.length] })
      counts.rated += 1
    }

    async function handOver(direction: string, sender: string, receiver: string, code: string): Promise<void> {
      const list = await call<{ number: string }>(sender, 'POST', '/handovers', {
        direction,
        agencyCode: procedure?.agency?.code ?? '',
        centreId,
        dossierCodes: [code],
      })
      did('forward')
      await call(receiver, 'POST', `/handovers/${list.number}/receive`, { dossierCodes: [code] })
      did('receive')
    }
  }

  /** At the end of the day every cashier hands the cash over, counts an empty drawer and closes the book. */
  async function closeBooks(): Promise<void> {
    const day = Temporal.Now.zonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
    for (const login of officer) {
      const token = await as(login)
      const { books } = await call<{ books: { heldDong: number }[] }>(token, 'GET', `/cash-books?centreId=${centreId}&day=${day}`)
      const [book] = books
      if (!book) continue
      if (book.heldDong > 0)
        await call(token, 'POST', '/cash-books/hand-overs', { centreId, amountDong: book.heldDong, to: 'Thủ quỹ của Trung tâm' })
      await call(token, 'POST', '/cash-books/closings', { centreId, day, notes: [] })
    }
  }

  // Four counters at work side by side.
  let next = 0
  let done = 0
  await Promise.all(
    officer.map(async () => {
      for (let index = next++; index < dossiers; index = next++) {
        await walkOne(index)
        done += 1
        onProgress(done)
      }
    }),
  )
  await closeBooks()
  return {
    filed: dossiers,
    ...counts,
    ...money,
    acts: Object.values(byAct).reduce((sum, n) => sum + n, 0),
    procedures: Math.min(procedures.length, dossiers),
    seconds: (performance.now() - started) / 1000,
    byAct,
  }
}

const loginOf: Readonly<Record<string, string>> = { case_officer: 'thuly', unit_head: 'truongphong', signatory: 'lanhdao', clerk: 'vanthu' }

/** Twenty procedures: some settled at the counter, the rest passed to agencies. */
async function choose(get: (path: string) => Promise<unknown>, always: readonly string[]): Promise<Procedure[]> {
  const list = async (handling: string, limit: number): Promise<{ code: string }[]> =>
    ((await get(`/procedures?handling=${handling}&state=published&limit=${limit}`)) as { items: { code: string }[] }).items
  const codes = [...(await list('on_the_spot', 5)), ...(await list('same_day', 3)), ...(await list('forwarded', 12))].map(
    (each) => each.code,
  )
  const chosen: Procedure[] = []
  for (const code of new Set([...codes, ...always])) chosen.push((await get(`/procedures/${encodeURIComponent(code)}`)) as Procedure)
  // Taken in turn from both ends, so that every turn of the day meets both kinds.
  return chosen.sort((a, b) => (a.code < b.code ? -1 : 1))
}
