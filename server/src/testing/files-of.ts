import { randomUUID } from 'node:crypto'
import { settledAtCounter } from '../modules/procedure/testing/settled-at-counter.ts'
import type { Reply, TestCentre } from './test-centre.ts'
import { contentDigest } from './arriving-files.ts'

export type FileView = {
  readonly id: string
  readonly name: string
  readonly sha256: string
  readonly size: number
  readonly purpose: string
  readonly url: string
  readonly signature: {
    readonly state: string
    readonly report: {
      readonly verdict: string
      readonly signatures: readonly { readonly problems: readonly { readonly code: string }[] }[]
    } | null
    readonly checks: readonly { readonly by: string; readonly state: string }[]
  }
  readonly acts: readonly { readonly actName: string }[]
  readonly withdrawal: { readonly reason: string } | null
  readonly quarantine: { readonly found: string | null; readonly text: string } | null
  readonly mayWithdraw: { readonly allowed: boolean; readonly reason: string | null }
  readonly code: string
}

export type Sending = {
  readonly purpose?: string
  readonly componentNo?: number
  readonly key?: string
  readonly digest?: string | null
  readonly disposition?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Hands for files: sends one, and drives a dossier to where files matter. */
export function filesOf({ app, call, as, centreId, db }: TestCentre) {
  const upload = async (login: string, code: string, name: string, bytes: Uint8Array, sending: Sending = {}): Promise<Reply<FileView>> => {
    const { purpose = 'paper', componentNo, key = randomUUID(), digest = contentDigest(bytes) } = sending
    const answer = await app.http.inject({
      method: 'POST',
      url: `/api/v1/dossiers/${code}/files?purpose=${purpose}${componentNo === undefined ? '' : `&componentNo=${componentNo}`}`,
      headers: {
        authorization: `Bearer ${await as(login)}`,
        'idempotency-key': key,
        'content-type': 'application/octet-stream',
        'content-disposition': sending.disposition ?? `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`,
        ...(digest === null ? {} : { 'content-digest': digest }),
        ...sending.headers,
      },
      payload: Buffer.from(bytes),
    })
    return { status: answer.statusCode, body: answer.json<FileView>(), headers: answer.headers }
  }

  type Dossier = {
    code: string
    state: string
    lookupSecret: string
    step: { role: string } | null
    actions: { act: string; allowed: boolean }[]
  }
  const listed = async (query: string): Promise<string> => {
    const list = await call<{ items: { code: string }[] }>(null, 'GET', `/procedures?state=published&limit=1&${query}`)
    return list.body.items[0]?.code ?? ''
  }
  const file = async (code: string, more: object = {}): Promise<Dossier> => {
    const { components } = (
      await call<{ components: { no: number; originals: number | null; copies: number | null }[] }>(null, 'GET', `/procedures/${code}`)
    ).body
    const { body, status } = await call<Dossier>(await as('tiepnhan1'), 'POST', '/dossiers', {
      procedureCode: code,
      centreId,
      applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905 000 001' },
      papers: components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 0 })),
      ...more,
    })
    if (status !== 201) throw new Error(JSON.stringify(body))
    return body
  }
  const act = async (
    login: string,
    code: string,
    name: string,
    more: object = {},
  ): Promise<Reply<Dossier & { code: string; detail: string }>> =>
    await call(await as(login), 'POST', `/dossiers/${code}/acts`, { act: name, ...more })
  const loginOf: Readonly<Record<string, string>> = {
    unit_head: 'truongphong.skhdt',
    case_officer: 'thuly.skhdt',
    signatory: 'lanhdao.skhdt',
    clerk: 'vanthu.skhdt',
  }

  return {
    upload,
    act,
    /** Accepted at the counter, to be settled there. */
    onTheSpot: async (more: object = {}) => await file(await settledAtCounter({ db }, '2.002018'), more),
    /** The same, of a procedure that costs something. */
    charged: async (more: object = {}) => await file(await settledAtCounter({ db }, '2.000635'), more),
    forwarded: async (more: object = {}) => await file(await listed('handling=forwarded&agency=H47.01'), more),
    /** Nothing of a known amount is left to pay: a result waits for its fee, which is another test. */
    async waive(code: string): Promise<void> {
      const { body } = await call<{ lines?: { no: number; state: string }[] }>(await as('giamdoc'), 'GET', `/bills/${code}`)
      for (const { no } of (body.lines ?? []).filter(({ state }) => state === 'owed'))
        await call(await as('giamdoc'), 'POST', `/bills/${code}/adjustments`, {
          lineNo: no,
          kind: 'exempt',
          ground: 'child',
          reason: 'Trẻ em',
        })
    },
    async handOver(code: string): Promise<void> {
      const made = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
        direction: 'to_agency',
        agencyCode: 'H47.01',
        centreId,
        dossierCodes: [code],
      })
      await call(await as('vanthu.skhdt'), 'POST', `/handovers/${made.body.number}/receive`, { dossierCodes: [code] })
    },
    /** At the agency, through every step until it is signed and the clerk records. */
    async untilApproved(code: string): Promise<void> {
      for (let step = 0; step < 12; step += 1) {
        const { body } = await call<Dossier>(await as('thuly.skhdt'), 'GET', `/dossiers/${code}`)
        if (body.state === 'approved') return
        const login = loginOf[body.step?.role ?? ''] ?? ''
        const done = await act(login, code, body.step?.role === 'signatory' ? 'approve' : 'complete_step')
        if (done.status !== 200) throw new Error(JSON.stringify(done.body))
      }
    },
    list: async (login: string, code: string) =>
      await call<{
        items: FileView[]
        mayAdd: { purpose: string; allowed: boolean; reason: string | null }[]
        mayOpen: boolean
      }>(await as(login), 'GET', `/dossiers/${code}/files`),
  }
}
