import { buildCall, buildSignIn } from './caller.ts'

/** The walker's counts of the weeks after the day. */
export type WeeksCount = {
  /** Finished after the promised time. */
  readonly endedLate: number
  /** Still open after the promised time. */
  readonly overdue: number
  readonly settledInTime: number
  /** Working days the clock went forward. */
  readonly days: number
  readonly byAct: Readonly<Record<string, number>>
}

type Dossier = {
  code: string
  state: string
  outcome: string | null
  step: { role: string } | null
  clocks: { kind: string; dueAt: string | null }[]
}
type Procedure = {
  code: string
  agency: { code: string }
  components: { no: number; originals: number | null; copies: number | null }[]
}

/**
 * Plays what takes longer than a day, in the practice place, whose clock people may move: a promise that is missed, the apology
 * for it, a new day that was asked for in time, a limit that begins again. Through HTTP and nothing else.
 * @param real address of the real centre, which gives the way in
 * @param practice address of the practice place
 * @param agencyCode the agency whose dossiers are played
 * @throws Error with the answer when the place refuses something that should have been allowed
 */
export async function walkWeeks(real: string, practice: string, agencyCode: string, newKey: () => string): Promise<WeeksCount> {
  const byAct: Record<string, number> = {}
  const callReal = buildCall(real, newKey)
  const call = buildCall(practice, newKey)
  const signedIn = await buildSignIn(callReal)('giamdoc')
  const ticket = await callReal<{ address: string }>(signedIn, 'POST', '/practice/tickets', { path: '/desk' })
  const entered = await call<{ token: string }>(null, 'POST', '/practice/sessions', {
    ticket: new URL(ticket.address).searchParams.get('ve') ?? '',
  })
  const tokens = new Map<string, string>()
  const as = async (login: string): Promise<string> => {
    const known = tokens.get(login)
    if (known !== undefined) return known
    const { token } = await call<{ token: string }>(entered.token, 'POST', '/practice/sessions', { login })
    tokens.set(login, token)
    return token
  }
  const ask = async <T>(login: string, method: string, path: string, body?: unknown): Promise<T> =>
    await call<T>(await as(login), method, path, body)
  const did = (act: string): void => {
    byAct[act] = (byAct[act] ?? 0) + 1
  }
  const act = async (login: string, { code }: Dossier, name: string, more: object = {}): Promise<Dossier> => {
    did(name)
    return await ask<Dossier>(login, 'POST', `/dossiers/${code}/acts`, { act: name, ...more })
  }
  const worker = (role: string): string => people.find((each) => each.role === role && each.agency === agencyName)?.login ?? ''
  const counter = 'tiepnhan1'
  const moveTo = async (by: 'next_opening' | 'working_day'): Promise<Temporal.Instant> =>
    Temporal.Instant.from((await ask<{ now: string }>('giamdoc', 'POST', '/practice/clock', { by })).now)

  const { people } = await ask<{ people: { login: string; role: string; agency: string | null }[] }>(counter, 'GET', '/practice')
  const { items: agencies } = await ask<{ items: { code: string; name: string }[] }>(counter, 'GET', '/agencies')
  const agencyName = agencies.find(({ code }) => code === agencyCode)?.name
  const { items: centres } = await ask<{ items: { id: string }[] }>(counter, 'GET', '/centres')
  const centreId = centres[0]?.id ?? ''
  const { items } = await ask<{ items: { code: string }[] }>(
    counter,
    'GET',
    `/procedures?handling=forwarded&agency=${agencyCode}&state=published&limit=1`,
  )
  const procedure = await ask<Procedure>(counter, 'GET', `/procedures/${items[0]?.code ?? ''}`)

  /** Received at the counter and carried to the officer of the agency. */
  async function fileInAgency(index: number): Promise<Dossier> {
    did('file')
    const dossier = await ask<Dossier>(counter, 'POST', '/dossiers', {
      procedureCode: procedure.code,
      channel: 'direct',
      centreId,
      applicant: {
        kind: 'person',
        fullName: `Người nộp tuần sau ${index}`,
        idNumber: `0490${String(80_000_000 + index)}`,
        address: 'Tổ 2, phường trình diễn',
        phone: `09${String(20_000_000 + index)}`,
      },
      papers: procedure.components.map(({ no, originals, copies }) => ({
        componentNo: no,
        originals: originals ?? 1,
        copies: copies ?? 0,
      })),
      accept: true,
    })
    did('accept')
    await handOver('to_agency', counter, worker('case_officer'), dossier)
    return dossier
  }

  async function handOver(direction: string, sender: string, receiver: string, { code }: Dossier): Promise<void> {
    const { number } = await ask<{ number: string }>(sender, 'POST', '/handovers', {
      direction,
      agencyCode: procedure.agency.code,
      centreId,
      dossierCodes: [code],
    })
    did('forward')
    await ask(receiver, 'POST', `/handovers/${number}/receive`, { dossierCodes: [code] })
    did('receive')
  }

  /** From wherever it is in the agency to the hand of the applicant. */
  async function finish(begun: Dossier): Promise<Dossier> {
    let dossier = await ask<Dossier>(counter, 'GET', `/dossiers/${begun.code}`)
    for (let guard = 0; dossier.state === 'in_progress' && guard < 40; guard += 1) {
      const role = dossier.step?.role ?? 'case_officer'
      dossier = await act(worker(role), dossier, role === 'signatory' ? 'approve' : 'complete_step')
    }
    const clerk = worker('clerk')
    dossier = await act(clerk, dossier, 'record_result', { result: { number: `${begun.code}/KQ`, name: 'Kết quả giải quyết' } })
    await handOver('to_centre', clerk, counter, dossier)
    return await act(counter, dossier, 'return_result', { receivedBy: 'Người nộp' })
  }

  const promisedFor = ({ clocks }: Dossier): Temporal.Instant =>
    Temporal.Instant.from(clocks.find(({ kind }) => kind === 'committed')?.dueAt ?? '')

  await moveTo('next_opening')
  const missed = await fileInAgency(1)
  const leftLying = await fileInAgency(2)
  const extended = await fileInAgency(3)
  const restarted = await fileInAgency(4)
  await act(worker('case_officer'), extended, 'request_extension', {
    cause: 'complex_content',
    days: 5,
    reason: 'Nội dung phức tạp, cần thẩm định thêm',
  })
  await act(worker('signatory'), extended, 'approve_extension')

  let days = 0
  let now = await moveTo('working_day')
  days += 1
  // The applicant changed what they ask for: the limit begins again, by the hand of one who does not work on it.
  const again = await act(worker('signatory'), restarted, 'restart_clock', {
    cause: 'request_changed',
    reason: 'Người nộp thay đổi nội dung đề nghị, có văn bản kèm theo',
  })
  if (Temporal.Instant.compare(promisedFor(again), promisedFor(restarted)) <= 0)
    throw new Error('a limit that begins again gave no later day')
  while (Temporal.Instant.compare(now, promisedFor(missed)) <= 0) {
    now = await moveTo('working_day')
    days += 1
  }
  await act(worker('signatory'), missed, 'apologise', { days: 3, reason: 'Cán bộ thụ lý vắng, chưa bố trí người thay' })
  const late = await finish(missed)
  const inTime = [await finish(extended), await finish(restarted)].filter(({ outcome }) => outcome === 'early' || outcome === 'on_time')
  const open = await ask<Dossier>(counter, 'GET', `/dossiers/${leftLying.code}`)
  return {
    endedLate: late.outcome === 'late' ? 1 : 0,
    overdue: open.outcome === null && Temporal.Instant.compare(now, promisedFor(open)) > 0 ? 1 : 0,
    settledInTime: inTime.length,
    days,
    byAct,
  }
}
