import type { BenchCentre } from './bench-centre.ts'

export type Statement = { readonly text: string; readonly values: readonly unknown[] }

type Procedure = { code: string; components: { no: number; originals: number | null; copies: number | null }[] }

/** A forwarded procedure asking for at most five papers, and five papers. */
export async function intakeBody(centre: BenchCentre): Promise<string> {
  const { items: centres } = await centre.get<{ items: { id: string }[] }>('/centres')
  const { items } = await centre.get<{ items: { code: string }[] }>('/procedures?handling=forwarded&state=published&limit=50')
  for (const { code } of items) {
    const procedure = await centre.get<Procedure>(`/procedures/${encodeURIComponent(code)}`)
    if (procedure.components.length > 5) continue
    const asked = procedure.components.map((each) => ({ componentNo: each.no, originals: each.originals ?? 1, copies: each.copies ?? 0 }))
    const more = Array.from({ length: 5 - asked.length }, (_, index) => ({ componentNo: 90 + index, originals: 0, copies: 1 }))
    return JSON.stringify({
      procedureCode: code,
      channel: 'direct',
      centreId: centres[0]?.id,
      applicant: {
        kind: 'person',
        fullName: 'Nguyễn Thị Đo Lường',
        idNumber: '049090000001',
        address: 'Tổ 1, phường trình diễn',
        phone: '0900000001',
      },
      papers: [...asked, ...more].map((paper) => (paper.originals + paper.copies === 0 ? { ...paper, originals: 1 } : paper)),
      accept: true,
    })
  }
  throw new Error('the pack has no forwarded procedure of at most five papers')
}

/** Every statement this process sends over the centre's pool from now on, in order. */
export function noteStatements(centre: BenchCentre): Statement[] {
  const statements: Statement[] = []
  const { pool } = centre.database
  const watched = new WeakSet<object>()
  pool.on('acquire', (client) => {
    if (watched.has(client)) return
    watched.add(client)
    const send = client.query.bind(client) as (...args: unknown[]) => unknown
    Object.assign(client, {
      query: (...args: unknown[]) => {
        const [first, second] = args
        if (typeof first === 'string') statements.push({ text: first, values: Array.isArray(second) ? second : [] })
        else if (first && typeof first === 'object' && 'text' in first) {
          const { text, values } = first as { text: string; values?: unknown[] }
          statements.push({ text, values: values ?? [] })
        }
        return send(...args)
      },
    })
  })
  return statements
}
