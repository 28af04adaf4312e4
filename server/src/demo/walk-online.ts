import { signNotice } from '#payment'
import { buildCaller } from './caller.ts'
import type { Caller } from './caller.ts'
import { buildCitizenBrowser } from './citizen-browser.ts'
import type { CitizenBrowser } from './citizen-browser.ts'
import { answersFrom } from './made-up-answers.ts'
import type { AskedQuestion } from './made-up-answers.ts'
import { standInPeople } from './stand-in-people.ts'

/** The counts of the walker of online filings. */
export type OnlineCount = {
  readonly filed: number
  /** Accepted, and open at the end of the day. */
  readonly open: number
  /** Filed, and not answered at the end of the day. */
  readonly waitingAtIntake: number
  readonly refusedAtIntake: number
  readonly withdrawnAtIntake: number
  readonly uploads: number
  readonly collectedDong: number
  readonly payments: number
  readonly acts: number
  readonly procedures: number
  readonly seconds: number
  readonly byAct: Readonly<Record<string, number>>
}

type Draft = {
  readonly isComplete: boolean
  readonly mayFile: boolean
  readonly faults: readonly { readonly field: string; readonly message: string }[]
  readonly sections: readonly { readonly questions: readonly AskedQuestion[] }[]
  readonly papers: readonly { readonly no: number; readonly name: string; readonly isForm: boolean; readonly files: readonly unknown[] }[]
}
type ToPay = { readonly owedDong: number; readonly transfer: { readonly purpose: string } | null } | null

/** The turns an online dossier takes, in rotation. */
const turns = [
  'accepted',
  'accepted',
  'supplemented',
  'paid',
  'left_filed',
  'refused',
  'paid',
  'contact_corrected',
  'withdrawn',
  'paid',
] as const

/** The smallest possible picture; it shows no personal data. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==', 'base64')

/**
 * Walks what citizens do at home on such a day: sign in with the stand-in provider, fill in a draft, upload papers, file, answer a supplement
 * request, pay, correct how they are reached, withdraw; and what the counter answers. Through HTTP and nothing else.
 * @param bank the account the centre collects into, and the secret its bank signs notices with
 * @throws Error with the answer when the centre refuses something that should have been allowed
 */
export async function walkOnline(
  address: string,
  count: number,
  bank: { readonly bankBin: string; readonly bankAccount: string; readonly noticeSecret: string },
  newKey: () => string,
): Promise<OnlineCount> {
  const started = performance.now()
  const byAct: Record<string, number> = {}
  const counts = { open: 0, waitingAtIntake: 0, refusedAtIntake: 0, withdrawnAtIntake: 0, uploads: 0, collectedDong: 0, payments: 0 }
  const did = (act: string): void => {
    byAct[act] = (byAct[act] ?? 0) + 1
  }
  const browsers = new Map<string, Promise<CitizenBrowser>>()
  const personAt = (index: number): Promise<CitizenBrowser> => {
    const { subject } = standInPeople[index % standInPeople.length] ?? { subject: '' }
    const known = browsers.get(subject) ?? signedInAt(address, subject, newKey)
    browsers.set(subject, known)
    return known
  }
  const { call: asStaff } = buildCaller(address, newKey)
  const procedures = await chooseOnline(asStaff)

  const fill = async (person: CitizenBrowser, id: string): Promise<void> => {
    for (let round = 0; round < 4; round += 1) {
      const draft = await ok<Draft>(person.call('GET', `/citizen/drafts/${id}`))
      const typed = answersFrom(draft)
      if (Object.keys(typed).length === 0) return
      await ok(person.call('PUT', `/citizen/drafts/${id}`, { typed }))
    }
  }
  const pay = async (person: CitizenBrowser, code: string, index: number): Promise<void> => {
    const { toPay } = await ok<{ toPay: ToPay }>(person.call('POST', '/tracking', { code }))
    if (!toPay?.transfer || toPay.owedDong === 0) return
    const notice = {
      bankReference: `TT${index}`,
      bankBin: bank.bankBin,
      bankAccount: bank.bankAccount,
      amountDong: toPay.owedDong,
      content: toPay.transfer.purpose,
      paidAt: '2026-01-02T08:00:00+07:00',
    }
    await asStaff(null, 'POST', '/payments/bank-notices', { ...notice, signature: signNotice(notice, bank.noticeSecret) })
    counts.collectedDong += toPay.owedDong
    counts.payments += 1
  }

  const walkOne = async (index: number): Promise<void> => {
    const person = await personAt(index)
    const procedureCode = procedures[index % procedures.length] ?? ''
    const turn = turns[index % turns.length] ?? 'accepted'
    const { id } = await ok<{ id: string }>(person.call('POST', '/citizen/drafts', { procedureCode, another: true }))
    await fill(person, id)
    const { papers } = await ok<Draft>(person.call('GET', `/citizen/drafts/${id}`))
    for (const paper of papers.filter(({ isForm }) => !isForm)) {
      await ok(person.upload(`/citizen/drafts/${id}/files?componentNo=${paper.no}`, `Giấy tờ ${paper.no}.png`, picture))
      counts.uploads += 1
    }
    const { code } = await ok<{ code: string }>(person.call('POST', `/citizen/drafts/${id}/filing`))
    did('file')
    const counterDoes = async (act: string, more: object): Promise<void> => {
      did(act)
      await asStaff('tiepnhan1', 'POST', `/dossiers/${code}/acts`, { act, ...more })
    }
    const at = `/citizen/dossiers/${code}`
    if (turn === 'left_filed') counts.waitingAtIntake += 1
    else if (turn === 'refused') {
      await counterDoes('refuse', { reason: 'Không thuộc phạm vi giải quyết của thủ tục này' })
      counts.refusedAtIntake += 1
    } else if (turn === 'withdrawn') {
      await ok(person.call('POST', `${at}/withdrawal`, { reason: 'Đã giải quyết ở nơi khác' }))
      did('withdraw')
      counts.withdrawnAtIntake += 1
    } else {
      if (turn === 'supplemented') {
        await counterDoes('request_supplement', {
          supplementDays: 10,
          defects: [{ componentNo: null, text: 'Xin ghi rõ nơi cấp giấy cũ' }],
        })
        await ok(person.upload(`${at}/files`, 'Giấy bổ sung.png', picture))
        counts.uploads += 1
        await ok(person.call('POST', `${at}/supplement`, { answers: [{ no: 1, text: 'Do Sở cấp năm 2019' }] }))
        did('supplement')
      }
      if (turn === 'contact_corrected') {
        await ok(
          person.call('POST', `${at}/contact`, { typed: { address: 'Thôn 1, xã Mẫu', phone: '0905 000 123', email: 'mau@example.com' } }),
        )
        did('correct_contact')
      }
      await counterDoes('accept', { papers: [] })
      if (turn === 'paid') await pay(person, code, index)
      counts.open += 1
    }
  }
  for (let index = 0; index < count; index += 1) await walkOne(index)
  return {
    ...counts,
    filed: count,
    acts: Object.values(byAct).reduce((sum, each) => sum + each, 0),
    procedures: Math.min(procedures.length, count),
    seconds: (performance.now() - started) / 1000,
    byAct,
  }
}

/** The body of a successful answer. @throws Error with the answer otherwise */
async function ok<Body>(reply: Promise<{ readonly status: number; readonly body: unknown }>): Promise<Body> {
  const { status, body } = await reply
  if (status >= 300) throw new Error(`a citizen was refused: ${status} ${JSON.stringify(body)}`)
  return body as Body
}

async function signedInAt(address: string, subject: string, newKey: () => string): Promise<CitizenBrowser> {
  const browser = buildCitizenBrowser(
    async ({ method, path, headers, body }) => {
      const answer = await fetch(`${address}/api/v1${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
      })
      return {
        status: answer.status,
        type: answer.headers.get('content-type') ?? '',
        cookies: answer.headers.getSetCookie(),
        bytes: Buffer.from(await answer.arrayBuffer()),
      }
    },
    { newKey, ask: fetch },
  )
  await ok(browser.signIn(subject))
  return browser
}

/** Procedures that are received online: first those with a form of their own, then the others, as many as a day needs. */
async function chooseOnline(call: Caller['call']): Promise<readonly string[]> {
  const { items } = await call<{ items: { code: string; serviceLevel: string; handling: string }[] }>(
    null,
    'GET',
    '/procedures?state=published&limit=100',
  )
  const offered: { code: string; isComplete: boolean }[] = []
  for (const { code } of items.filter(({ serviceLevel, handling }) => serviceLevel !== 'none' && handling === 'forwarded').slice(0, 40)) {
    const { isComplete } = await call<{ isComplete: boolean }>(null, 'GET', `/procedures/${code}/form`)
    offered.push({ code, isComplete })
  }
  return offered.toSorted((one, other) => Number(other.isComplete) - Number(one.isComplete)).map(({ code }) => code)
}
