import { randomUUID } from 'node:crypto'
import type { AgencyId } from '#kernel/ids.ts'
import { createProcedureVersions } from '#procedure'
import type { ProcedureInput } from '#procedure'
import type { Reply, TestCentre } from '../../../testing/test-centre.ts'

/** A part as the API tells it. */
export type PartSeen = {
  no: number
  stepNo: number
  name: string
  kind: string
  code: string | null
  agency: { code: string }
  hours: number
  openedAt: string
  dueAt: string | null
  closedAt: string | null
  how: string | null
  late: boolean
  remaining: { sentence: string } | null
  officer: { name: string; isMine: boolean } | null
  result: { number: string; name: string } | null
  actions: { act: string; allowed: boolean; code: string | null; reason: string | null; needs: string[] }[]
}

/** A dossier as the API tells it, as far as parts go; also a refusal. */
export type DossierSeen = {
  code: string
  detail: string
  state: string
  standing: number[]
  parts: PartSeen[]
  step: { no: number; name: string; role: string } | null
  holder: { kind: string; name: string; officerName: string | null } | null
  applicant: { idNumber: string; phone: string }
  clocks: { kind: string; dueAt: string; status: string }[]
  timeline: { seq: number; act: string; actorName: string; note: string }[]
  actions: { act: string; allowed: boolean; code: string | null; reason: string | null }[]
  fields?: { field: string; message: string }[]
}

type Step = NonNullable<ProcedureInput['process']>['steps'][number]
export type Onward = Step['onward']
export const to = (no: number): Onward => ({ kind: 'step', no })
export const join: Onward = { kind: 'join' }
export const end: Onward = { kind: 'end' }
export const split = (
  joinOn: Extract<Onward, { kind: 'split' }>['join'],
  afterwards: Onward,
  ...branches: readonly (Onward | Extract<Onward, { kind: 'split' }>['branches'][number])[]
): Onward => ({
  kind: 'split',
  join: joinOn,
  branches: branches.map((branch) => ('onward' in branch ? branch : { when: null, onward: branch })),
  afterwards,
})
const refusal = { reasons: ['Không đủ điều kiện'], appeal: { to: 'Người đứng đầu cơ quan', withinDays: 90, law: 'Luật Khiếu nại 2011' } }
export const step = (no: number, onward: Onward, more: Partial<Step> = {}): Step => ({
  no,
  name: `Bước ${no}`,
  kind: 'work',
  role: 'case_officer',
  agencyCode: null,
  unitName: null,
  hours: 8,
  returnNo: null,
  refusal: more.role === 'signatory' ? refusal : null,
  onward,
  ...more,
})
/** How every process here ends: signed and issued by the lead. */
export const signed = (from: number): Step[] => [
  step(from, to(from + 1), { name: 'Ký duyệt', role: 'signatory', hours: 4 }),
  step(from + 1, end, { name: 'Vào sổ, phát hành', role: 'clerk', hours: 2 }),
]

/**
 * Three agencies at once: the lead appraises (2), Công Thương answers (3) and goes on to its head (4), Tư pháp sends a
 * sub-dossier (5); then the lead gathers (6), signs (7), issues (8).
 */
export const threeAtOnce = (joinOn: Extract<Onward, { kind: 'split' }>['join'] = { kind: 'all' }): Step[] => [
  step(1, split(joinOn, to(6), to(2), to(3), to(5)), { name: 'Phân công thẩm định', hours: 4 }),
  step(2, join, { name: 'Thẩm định chuyên ngành', hours: 24 }),
  step(3, to(4), { name: 'Thẩm tra kỹ thuật', agencyCode: 'H47.02', hours: 12 }),
  step(4, join, { name: 'Lãnh đạo phòng cho ý kiến', agencyCode: 'H47.02', role: 'unit_head', hours: 4, returnNo: 3 }),
  step(5, join, { name: 'Thẩm định pháp lý', agencyCode: 'H47.06', kind: 'sub_dossier', hours: 16 }),
  step(6, to(7), { name: 'Tổng hợp', role: 'unit_head', returnNo: 1 }),
  ...signed(7),
]

let last = 500_000

/** Dossiers on processes of several agencies, at the demonstration centre. Its lead is Kế hoạch và Đầu tư. */
export function manyAgencies({ db, call, as, centreId }: TestCentre) {
  const agencyOf = async (code: string): Promise<AgencyId> => {
    const [row] = await db.peek<{ id: AgencyId }>('select id from agency.v_agency where code = $1', [code])
    if (!row) throw new Error(`the pack lacks ${code}`)
    return row.id
  }
  const act = async (login: string, code: string, name: string, more: object = {}, key?: string): Promise<Reply<DossierSeen>> =>
    await call<DossierSeen>(await as(login), 'POST', `/dossiers/${code}/acts`, { act: name, ...more }, key)
  return {
    act,
    agencyOf,
    see: async (login: string, code: string) => await call<DossierSeen>(await as(login), 'GET', `/dossiers/${code}`),
    /** A published procedure that goes through these steps; its code. */
    async procedure(steps: readonly Step[], entry: Onward = to(1)): Promise<string> {
      last += 1
      const code = `2.${last}`
      const input: ProcedureInput = {
        code,
        name: `Thủ tục nhiều cơ quan ${last}`,
        agencyId: await agencyOf('H47.01'),
        sector: 'Đầu tư',
        levels: ['province'],
        targets: [],
        decisionNumber: null,
        type: null,
        handling: 'forwarded',
        serviceLevel: null,
        legalLimit: { amount: 30, unit: 'working_days' },
        committedLimit: null,
        channels: [{ channel: 'direct', limit: null, limitNote: '', fees: [] }],
        components: [{ no: 1, group: '', name: 'Đơn', originals: 1, copies: 0, templateName: null, required: true }],
        steps: [],
        process: { entry, steps },
        conditions: '',
        resultNames: ['Quyết định'],
        legalBases: [],
        procedureText: [],
        implementingAgency: null,
        publishState: 'published',
        toComplete: [],
      }
      await createProcedureVersions(db.kysely, [input])
      return code
    },
    /** A dossier filed, handed over, and in the lead's hand. */
    async inAgency(procedureCode: string, applicant: object = {}): Promise<string> {
      const filed = await call<DossierSeen>(await as('tiepnhan1'), 'POST', '/dossiers', {
        procedureCode,
        centreId,
        applicant: {
          kind: 'person',
          fullName: 'Nguyễn Thị Thử',
          idNumber: '049190000001',
          address: 'Phường Tam Kỳ',
          phone: '0905000001',
          ...applicant,
        },
        papers: [{ componentNo: 1, originals: 1, copies: 0 }],
      })
      if (filed.status !== 201) throw new Error(JSON.stringify(filed.body))
      const { code } = filed.body
      const list = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
        direction: 'to_agency',
        agencyCode: 'H47.01',
        centreId,
        dossierCodes: [code],
      })
      const received = await call(await as('thuly.skhdt'), 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [code] })
      if (received.status !== 200) throw new Error(JSON.stringify(received.body))
      return code
    },
    newKey: (): string => randomUUID(),
  }
}
