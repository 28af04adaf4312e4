import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { otherLocality } from '#platform/testing/postgres.ts'
import { testCentre } from '../../testing/test-centre.ts'

const centre = await testCentre()
const { call, as, centreId, db } = centre

type Action = { act: string; allowed: boolean; reason: string | null; code: string | null }
type View = {
  code: string
  state: string
  clocks: { kind: string; dueAt: string | null; status: string }[]
  holder: { kind: string } | null
  step: { role: string } | null
  timeline: { seq: number; act: string }[]
  actions: Action[]
  lookupSecret: string
  invitedToRate: boolean
}
type Problem = { code: string; detail: string; fields?: { field: string; message: string }[] }
type Procedure = {
  code: string
  agency: { code: string }
  components: { no: number; originals: number | null; copies: number | null; required: boolean }[]
}

async function procedureOf(handling: string, agency?: string): Promise<Procedure> {
  const list = await call<{ items: { code: string }[] }>(
    null,
    'GET',
    `/procedures?handling=${handling}&state=published&limit=100${agency ? `&agency=${agency}` : ''}`,
  )
  for (const { code } of list.body.items) {
    const found = (await call<Procedure>(null, 'GET', `/procedures/${code}`)).body
    if (found.components.some((paper) => paper.required)) return found
  }
  throw new Error(`no ${handling} procedure with a required paper in the pack`)
}

function application(procedure: Procedure, more: object = {}) {
  return {
    procedureCode: procedure.code,
    centreId,
    applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905 000 001' },
    papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
    ...more,
  }
}

const forwarded = await procedureOf('forwarded', 'H47.01')
const onTheSpot = await procedureOf('on_the_spot')

async function received(more: object = {}): Promise<View> {
  const { status, body } = await call<View>(await as('tiepnhan1'), 'POST', '/dossiers', application(forwarded, more))
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

async function inAgency(): Promise<View> {
  const dossier = await received()
  const list = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
    direction: 'to_agency',
    agencyCode: forwarded.agency.code,
    centreId,
    dossierCodes: [dossier.code],
  })
  expect(list.status, JSON.stringify(list.body)).toBe(201)
  const taken = await call(await as('thuly.skhdt'), 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [dossier.code] })
  expect(taken.body).toEqual({ received: 1, left: 0 })
  return (await call<View>(await as('thuly.skhdt'), 'GET', `/dossiers/${dossier.code}`)).body
}

async function act(login: string, code: string, name: string, more: object = {}) {
  return await call<View & Problem>(await as(login), 'POST', `/dossiers/${code}/acts`, { act: name, ...more })
}

describe('receiving at a counter', () => {
  test('assigns a code of the agency and the day, two clocks, a holder and a secret', async () => {
    const dossier = await received()
    expect(dossier.code).toMatch(/^H47\.01-\d{6}-\d{4,}$/)
    expect(dossier.state).toBe('accepted')
    expect(dossier.clocks.map((clock) => [clock.kind, clock.status])).toEqual([
      ['committed', 'running'],
      ['legal', 'running'],
    ])
    expect(dossier.holder?.kind).toBe('counter')
    expect(dossier.timeline.map((each) => each.act)).toEqual(['accept', 'file'])
    expect(dossier.lookupSecret).toMatch(/^[2-9A-Z]{8}$/)
  })

  test('refuses a dossier whose required papers are missing, and names each', async () => {
    const { status, body } = await call<Problem>(await as('tiepnhan1'), 'POST', '/dossiers', application(forwarded, { papers: [] }))
    expect([status, body.code]).toEqual([409, 'PAPERS_MISSING'])
    expect(body.fields?.length).toBe(forwarded.components.filter((paper) => paper.required).length)
  })

  test('the same key twice creates one dossier and gets the same answer', async () => {
    const key = randomUUID()
    const token = await as('tiepnhan1')
    const first = await call<View>(token, 'POST', '/dossiers', application(forwarded), key)
    const second = await call<View>(token, 'POST', '/dossiers', application(forwarded), key)
    expect(second.body).toEqual(first.body)
    expect(second.headers['idempotency-replayed']).toBe('true')
  })

  test('the same key at the same instant creates one dossier', async () => {
    const key = randomUUID()
    const token = await as('tiepnhan1')
    const answers = await Promise.all(
      Array.from({ length: 6 }, async () => await call<View>(token, 'POST', '/dossiers', application(forwarded), key)),
    )
    expect(new Set(answers.map((each) => each.body.code)).size).toBe(1)
    expect(answers.every((each) => each.status === 201)).toBe(true)
  })

  test('a key used for another request is refused', async () => {
    const key = randomUUID()
    const token = await as('tiepnhan1')
    await call(token, 'POST', '/dossiers', application(forwarded), key)
    const other = await call<Problem>(token, 'POST', '/dossiers', application(onTheSpot), key)
    expect([other.status, other.body.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED'])
  })

  test('sixty counters at once never share a code', async () => {
    const token = await as('tiepnhan2')
    const answers = await Promise.all(
      Array.from({ length: 60 }, async () => await call<View>(token, 'POST', '/dossiers', application(forwarded))),
    )
    expect(answers.map((each) => each.status)).toEqual(Array.from({ length: 60 }, () => 201))
    expect(new Set(answers.map((each) => each.body.code)).size).toBe(60)
  })

  test.each([
    [
      'no name',
      { applicant: { kind: 'person', fullName: ' ', idNumber: '049190000001', address: 'x', phone: '0905000001' } },
      '/body/applicant/fullName',
    ],
    [
      'a phone of letters',
      { applicant: { kind: 'person', fullName: 'A', idNumber: '049190000001', address: 'x', phone: 'abc' } },
      '/body/applicant/phone',
    ],
    ['a negative count', { papers: [{ componentNo: 1, originals: -1 }] }, '/body/papers/0/originals'],
  ])('names the wrong field: %s', async (_what, wrong, field) => {
    const { status, body } = await call<Problem>(await as('tiepnhan1'), 'POST', '/dossiers', application(forwarded, wrong))
    expect([status, body.code]).toEqual([422, 'REQUEST_INVALID'])
    expect(body.fields?.map((each) => each.field)).toContain(field)
  })
})

describe('on the spot', () => {
  test('runs completely at the counter in one visit', async () => {
    const token = await as('tiepnhan1')
    const dossier = (await call<View>(token, 'POST', '/dossiers', application(onTheSpot))).body
    expect((await act('tiepnhan1', dossier.code, 'approve')).body.state).toBe('approved')
    expect((await act('tiepnhan1', dossier.code, 'record_result', { result: { number: '1', name: 'Bản sao' } })).body.state).toBe(
      'result_recorded',
    )
    const returned = await act('tiepnhan1', dossier.code, 'return_result', { receivedBy: 'Nguyễn Thị Thử' })
    expect([returned.body.state, returned.body.holder]).toEqual(['returned', null])
    expect(returned.body.invitedToRate).toBe(true)
  })
})

describe('forwarded to the agency and back', () => {
  test('goes through every step to the applicant', async () => {
    let dossier = await inAgency()
    const logins: Record<string, string> = {
      case_officer: 'thuly.skhdt',
      unit_head: 'truongphong.skhdt',
      signatory: 'lanhdao.skhdt',
      clerk: 'vanthu.skhdt',
    }
    for (let guard = 0; dossier.state === 'in_progress' && guard < 10; guard += 1) {
      const role = dossier.step?.role ?? ''
      const done = await act(logins[role] ?? '', dossier.code, role === 'signatory' ? 'approve' : 'complete_step')
      expect(done.status, JSON.stringify(done.body)).toBe(200)
      dossier = done.body
    }
    expect(dossier.state).toBe('approved')
    dossier = (await act('vanthu.skhdt', dossier.code, 'record_result', { result: { number: '2', name: 'Giấy chứng nhận' } })).body
    const back = await call<{ number: string }>(await as('vanthu.skhdt'), 'POST', '/handovers', {
      direction: 'to_centre',
      agencyCode: forwarded.agency.code,
      centreId,
      dossierCodes: [dossier.code],
    })
    expect(back.status, JSON.stringify(back.body)).toBe(201)
    await call(await as('tiepnhan1'), 'POST', `/handovers/${back.body.number}/receive`, { dossierCodes: [dossier.code] })
    expect((await act('tiepnhan1', dossier.code, 'return_result', { receivedBy: 'Chủ hồ sơ' })).body.state).toBe('returned')
  })

  test('cannot be passed to the counter by an officer of another agency', async () => {
    const dossier = await inAgency()
    const { status, body } = await act('thuly.sxd', dossier.code, 'complete_step')
    expect([status, body.code]).toEqual([404, 'DOSSIER_NOT_FOUND'])
  })

  test('two officers finish one step at once: one effect, the other is refused with the reason', async () => {
    const dossier = await inAgency()
    const login = { case_officer: 'thuly.skhdt', unit_head: 'truongphong.skhdt' }[dossier.step?.role ?? ''] ?? 'vanthu.skhdt'
    const finish = async () => await act(login, dossier.code, 'complete_step', { afterSeq: dossier.timeline[0]?.seq })
    const answers = (await Promise.all([finish(), finish()])).sort((a, b) => a.status - b.status)
    expect(answers.map((each) => each.status)).toEqual([200, 409])
    expect(answers[1]?.body.code).toBe('DOSSIER_CHANGED')
    expect(answers[1]?.body.detail).toMatch(/vừa thực hiện “Hoàn thành bước” lúc \d\d:\d\d/)
    const view = (await call<View>(await as('thuly.skhdt'), 'GET', `/dossiers/${dossier.code}`)).body
    expect(view.timeline.filter((each) => each.act === 'complete_step')).toHaveLength(1)
  })
})

describe('supplement', () => {
  test('stops both clocks while the applicant has the dossier, then resumes them', async () => {
    const dossier = await inAgency()
    const asked = await act('thuly.skhdt', dossier.code, 'request_supplement', { defects: [{ text: 'Thiếu bản vẽ' }] })
    expect(asked.body.clocks.map((clock) => [clock.status, clock.dueAt])).toEqual([
      ['stopped', null],
      ['stopped', null],
    ])
    expect(asked.body.holder?.kind).toBe('applicant')
    const answered = await act('tiepnhan1', dossier.code, 'supplement', { papers: [], answered: [1] })
    expect(answered.body.state).toBe('in_progress')
    expect(answered.body.clocks.every((clock) => clock.status === 'running' && clock.dueAt !== null)).toBe(true)
  })

  test('may be requested only once', async () => {
    const dossier = await inAgency()
    await act('thuly.skhdt', dossier.code, 'request_supplement', { defects: [{ text: 'Thiếu' }] })
    await act('tiepnhan1', dossier.code, 'supplement', { papers: [], answered: [1] })
    const again = await act('thuly.skhdt', dossier.code, 'request_supplement', { defects: [{ text: 'Thiếu nữa' }] })
    expect([again.status, again.body.code]).toEqual([409, 'SUPPLEMENT_ONCE'])
  })
})

describe('what is allowed', () => {
  test('the API marks an act as refused, with a reason, exactly where it would be refused', async () => {
    const dossier = await inAgency()
    for (const login of ['thuly.skhdt', 'lanhdao.skhdt', 'vanthu.skhdt', 'tiepnhan1']) {
      const { body } = await call<View>(await as(login), 'GET', `/dossiers/${dossier.code}`)
      for (const action of body.actions.filter((each) => !each.allowed && !['forward', 'receive'].includes(each.act))) {
        expect(action.reason).toMatch(/\p{Lu}.*\./u)
        const tried = await act(login, dossier.code, action.act, {
          reason: 'x',
          papers: [],
          defects: [{ text: 'x' }],
          cause: 'financial_duty',
          result: { number: '1', name: 'x' },
          receivedBy: 'x',
        })
        expect([tried.status >= 400, tried.body.code]).toEqual([true, action.code])
      }
    }
  })
})

describe('the record', () => {
  test('the application can neither change nor remove an act', async () => {
    await received()
    for (const text of [`update dossier.act set actor_name = 'x'`, `delete from dossier.act`, `truncate dossier.act`]) {
      await expect(db.pool.query(text)).rejects.toMatchObject({ code: '42501' })
    }
  })

  test('another locality can neither read it nor add to it', async () => {
    await received()
    const other = db.as(otherLocality)
    const seen = await other.pool.query('select count(*) as n from dossier.dossier')
    expect(Number(seen.rows[0].n)).toBe(0)
    await expect(
      other.pool.query(`insert into dossier.code_series (locality_id, prefix, on_day, next_number) values (47, 'H47.01', current_date, 1)`),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('a forged act is found by verification', async () => {
    const dossier = await received()
    expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
    await db.peek(
      `update dossier.act set actor_name = 'Người khác' where dossier_id = (select id from dossier.dossier where code = $1) and seq = 1`,
      [dossier.code],
    )
    const findings = await verify(db.ownerUrl)
    expect(findings.filter((finding) => finding.broken > 0).map((finding) => finding.invariant.slice(0, 3))).toEqual(['4a.'])
    await db.peek(
      `update dossier.act set actor_name = 'Cán bộ tiếp nhận 1' where dossier_id = (select id from dossier.dossier where code = $1) and seq = 1`,
      [dossier.code],
    )
  })
})

describe('the inbox', () => {
  type Inbox = { total: number; nextCursor: string | null; items: { code: string; dueAt: string | null; stepName: string | null }[] }

  test.each(['mine', 'unit', 'handover', 'awaiting', 'results'])(
    'opens %s for every kind of officer, least time left first',
    async (tab) => {
      for (const login of ['tiepnhan1', 'thuly.skhdt', 'lanhdao.skhdt', 'vanthu.skhdt', 'giamdoc', 'thanhtra']) {
        const { status, body } = await call<Inbox>(await as(login), 'GET', `/inbox?tab=${tab}`)
        expect(status, `${login} ${JSON.stringify(body)}`).toBe(200)
        const dues = body.items.flatMap((item) => item.dueAt ?? [])
        expect(dues).toEqual([...dues].sort())
      }
    },
  )

  test.each(['9999~01a21650-22ff-7693-bbf2-d3a09b87d7a2', `infinity~${'-'.repeat(36)}`, 'trang 2'])(
    'an invalid cursor is refused, not read as the first page: %s',
    async (cursor) => {
      for (const list of ['/inbox?tab=unit', '/parts?tab=led'])
        expect((await call(await as('truongphong.skhdt'), 'GET', `${list}&cursor=${encodeURIComponent(cursor)}`)).status).toBe(422)
    },
  )

  test('lists every row once over its pages, and its total is the number of rows', async () => {
    await inAgency()
    await inAgency()
    await inAgency()
    const token = await as('thuly.skhdt')
    const codes: string[] = []
    let cursor: string | null = ''
    let total = 0
    while (cursor !== null) {
      const { body }: { body: Inbox } = await call<Inbox>(
        token,
        'GET',
        `/inbox?tab=unit&limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      )
      codes.push(...body.items.map((item) => item.code))
      total = body.total
      cursor = body.nextCursor
    }
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.length).toBe(total)
  })

  test('dossiers that wait for a list, are on one or wait for the applicant are shown once, to the side concerned', async () => {
    const [, onList] = [await received(), await received()]
    const listed = await call(await as('tiepnhan1'), 'POST', '/handovers', {
      direction: 'to_agency',
      agencyCode: forwarded.agency.code,
      centreId,
      dossierCodes: [onList.code],
    })
    expect(listed.status).toBe(201)
    const waiting = await inAgency()
    await act('thuly.skhdt', waiting.code, 'request_supplement', { defects: [{ text: 'Thiếu bản vẽ' }] })
    const mine = `d.agency_id = (select id from agency.agency where code = '${forwarded.agency.code}')`
    const atCounter = `d.holder_kind <> 'agency' and d.state = 'accepted' and d.handling = 'forwarded'`
    const shown: readonly (readonly [login: string, tab: string, condition: string])[] = [
      ['tiepnhan1', 'handover', `(${atCounter} or d.handover_id is not null)`],
      ['thuly.skhdt', 'handover', `${mine} and (d.handover_id is not null or d.holder_kind = 'agency' and d.state = 'result_recorded')`],
      ['tiepnhan1', 'awaiting', `d.state in ('awaiting_supplement', 'suspended')`],
      ['thuly.skhdt', 'awaiting', `${mine} and d.state in ('awaiting_supplement', 'suspended')`],
      ['thanhtra', 'awaiting', `d.state in ('awaiting_supplement', 'suspended')`],
      ['thanhtra', 'handover', 'false'],
    ]
    for (const [login, tab, condition] of shown) {
      const { body } = await call<Inbox>(await as(login), 'GET', `/inbox?tab=${tab}&limit=200`)
      const expected = await db.peek<{ code: string }>(
        `select code from dossier.dossier d where d.locality_id = 47 and d.ended_at is null and ${condition}`,
      )
      expect([login, tab, body.items.map((item) => item.code).sort()]).toEqual([login, tab, expected.map((row) => row.code).sort()])
      expect(body.total).toBe(expected.length)
    }
    const { body } = await call<Inbox>(await as('tiepnhan1'), 'GET', '/inbox?tab=handover&limit=200')
    expect(body.items.map((item) => item.code)).toContain(onList.code)
  })

  test('a list is filtered by agency, procedure, way of filing and due day, and its total with it', async () => {
    await received()
    const elsewhere = await call<View>(await as('tiepnhan1'), 'POST', '/dossiers', application(onTheSpot))
    expect(elsewhere.status).toBe(201)
    const filters: readonly (readonly [filter: string, condition: string])[] = [
      [`agency=${forwarded.agency.code}`, `a.code = '${forwarded.agency.code}'`],
      ['agency=H99.99', 'false'],
      [`procedure=${onTheSpot.code}`, `p.code = '${onTheSpot.code}'`],
      ['procedure=9.999999', 'false'],
      ['channel=direct', `d.channel = 'direct'`],
      ['channel=post', `d.channel = 'post'`],
      [
        'due=soon',
        `d.committed_due_at >= platform.now() and d.committed_due_at < platform.now() + interval '3 days' and d.state <> 'result_recorded'`,
      ],
      ['due=late', `d.committed_due_at < platform.now() and d.state <> 'result_recorded'`],
      [`agency=${forwarded.agency.code}&channel=direct`, `a.code = '${forwarded.agency.code}' and d.channel = 'direct'`],
    ]
    for (const [filter, condition] of filters) {
      const { body } = await call<Inbox>(await as('thanhtra'), 'GET', `/inbox?tab=unit&limit=200&${filter}`)
      const expected = await db.peek<{ code: string }>(
        `select d.code from dossier.dossier d join agency.agency a on a.locality_id = d.locality_id and a.id = d.agency_id
           join procedure.procedure_version v on v.locality_id = d.locality_id and v.id = d.procedure_version_id
           join procedure.procedure p on p.locality_id = v.locality_id and p.id = v.procedure_id
         where d.locality_id = 47 and d.ended_at is null and ${condition}`,
      )
      expect([filter, body.items.map((item) => item.code).sort()]).toEqual([filter, expected.map((row) => row.code).sort()])
      expect([filter, body.total]).toEqual([filter, expected.length])
    }
    const { status } = await call<Problem>(await as('thanhtra'), 'GET', '/inbox?due=never')
    expect(status).toBe(422)
  })

  test('a limit that ends at 24:00 of today is due today, and one that ends at 24:00 of yesterday is not', async () => {
    const [today, yesterday] = [await received(), await received()]
    const endOf = async (code: string, daysAgo: number): Promise<void> => {
      const midnight = `(platform.today() + 1 - ${daysAgo})::timestamp at time zone 'Asia/Ho_Chi_Minh'`
      await db.peek(`update dossier.queue set due_at = ${midnight}
        where locality_id = 47 and dossier_id = (select id from dossier.dossier where locality_id = 47 and code = '${code}')`)
    }
    await endOf(today.code, 0)
    await endOf(yesterday.code, 1)
    const { body } = await call<Inbox>(await as('thanhtra'), 'GET', '/inbox?tab=unit&limit=200&due=today')
    const codes = body.items.map((item) => item.code)
    expect([codes.includes(today.code), codes.includes(yesterday.code)]).toEqual([true, false])
  })

  test('a step of another role is not among the dossiers the caller can move', async () => {
    const dossier = await inAgency()
    const mine = async (login: string) =>
      (await call<Inbox>(await as(login), 'GET', '/inbox?tab=mine&limit=200')).body.items.map((item) => item.code)
    expect(dossier.step?.role).not.toBe('signatory')
    expect(await mine('lanhdao.skhdt')).not.toContain(dossier.code)
  })
})

describe('tracking by the slip', () => {
  test('shows progress with a masked name, and the same answer for a wrong code and a wrong secret', async () => {
    const dossier = await received()
    const good = await call<{ applicantName: string }>(null, 'POST', '/tracking', {
      code: dossier.code,
      secret: dossier.lookupSecret.toLowerCase(),
    })
    expect([good.status, good.body.applicantName]).toEqual([200, 'N•• T•• Thử'])
    const wrongSecret = await call<Problem>(null, 'POST', '/tracking', { code: dossier.code, secret: 'AAAAAAAA' })
    const wrongCode = await call<Problem>(null, 'POST', '/tracking', { code: 'H47.01-260101-9999', secret: dossier.lookupSecret })
    expect([wrongSecret.status, wrongCode.status]).toEqual([404, 404])
    expect(wrongSecret.body.detail).toBe(wrongCode.body.detail)
  })
})

describe('printed forms', () => {
  test('the slip is issued once and kept byte for byte', async () => {
    const dossier = await received()
    const path = `/dossiers/${dossier.code}/documents/receipt-slip.pdf`
    const first = await call<Buffer>(await as('tiepnhan1'), 'GET', path)
    const second = await call<Buffer>(await as('tiepnhan2'), 'GET', path)
    expect(first.status).toBe(200)
    expect(first.body.subarray(0, 5).toString()).toBe('%PDF-')
    expect(second.body.equals(first.body)).toBe(true)
  })
})
