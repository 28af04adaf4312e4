import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { testCentre } from '../../../testing/test-centre.ts'
import { recordProcedures } from '../commands/record-procedures.ts'
import type { ProcedureInput } from '../domain/procedure.ts'
import { getProcedureVersion } from '../queries/get-procedure-version.ts'

const centre = await testCentre()
const { call, as, db } = centre
const designer = await as('thietke')
const manager = await as('congbo')

type Row = { no: number; name: string; role: string; next: string; returnNo: number | null; hours: number }
type Content = {
  agencyCode: string | null
  handling: string | null
  legalLimit: unknown
  committedLimit: unknown
  components: readonly { no: number; copies: number | null }[]
  process: { entry: string; rows: Row[] }
  clock?: object
}
type Draft = { id: string; revision: number; baseVersionId: string; publishState: string; content: Content }
type Report = {
  findings: { code: string; stepNo: number | null; message: string }[]
  simulated: number
  criticalPath: { hours: number; stepNos: number[] } | null
}
type Problem = {
  code: string
  detail: string
  fields?: { field: string; message: string }[]
  errors?: { field: string; message: string }[]
}

let last = 400_000
/** A procedure as an import leaves it: no limit, no agency, no steps. */
async function imported(): Promise<string> {
  last += 1
  const { items } = (await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?state=published&handling=forwarded&limit=1')).body
  const like = await getProcedureVersion(db.kysely, items[0]?.code ?? '', '2026-11-24')
  if (!like) throw new Error('the pack has no procedure')
  const { procedureId: _p, versionId: _v, validFrom: _f, validTo: _t, ...said } = like
  const code = `2.${last}`
  const open: ProcedureInput = {
    ...said,
    code,
    name: `Thủ tục nhập về ${last}`,
    agencyId: null,
    handling: null,
    legalLimit: null,
    committedLimit: null,
    steps: [],
    publishState: 'to_complete',
    toComplete: [{ field: 'legalLimit', reason: 'Nguồn không ghi thời hạn' }],
  }
  await recordProcedures(db.kysely, 'structured', [open])
  return code
}

const draftOf = async (code: string): Promise<Draft> => (await call<Draft>(designer, 'GET', `/procedures/${code}/draft`)).body
const save = async (code: string, revision: number, content: Content, key?: string) =>
  await call<Draft & Problem>(designer, 'PUT', `/procedures/${code}/draft`, { revision, content }, key)
const complete = (content: Content): Content => ({
  ...content,
  agencyCode: 'H47.01',
  handling: 'forwarded',
  legalLimit: { amount: 10, unit: 'working_days' },
})
const check = async (code: string, id: string) =>
  (await call<Report>(designer, 'POST', `/procedures/${code}/versions/${id}/check`, {})).body
const publish = async (token: string, code: string, id: string, revision: number, key?: string) =>
  await call<{ versionId: string } & Problem>(token, 'POST', `/procedures/${code}/versions/${id}/publish`, { revision }, key)

describe('an imported procedure is completed at the desk', () => {
  test('from its missing data, through the gate, to a dossier received under it', async () => {
    const code = await imported()
    const begun = await draftOf(code)
    expect(begun).toMatchObject({ id: null, revision: 0, publishState: 'to_complete' })
    // The customary chain is offered; what only a person can know is left open.
    expect(begun.content.process.rows.map((row) => row.role)).toEqual(['case_officer', 'unit_head', 'signatory', 'clerk'])

    const first = await save(code, 0, begun.content)
    expect(first.status).toBe(200)
    const missing = (await check(code, first.body.id)).findings.map((finding) => finding.code)
    expect(missing).toEqual(expect.arrayContaining(['AGENCY_MISSING', 'HANDLING_MISSING', 'LIMIT_MISSING']))

    const refused = await publish(manager, code, first.body.id, 1)
    expect([refused.status, refused.body.code]).toEqual([422, 'PROCESS_NOT_SOUND'])

    const second = await save(code, 1, complete(first.body.content))
    const report = await check(code, second.body.id)
    expect(report).toMatchObject({ findings: [], simulated: 1000 })
    const published = await publish(manager, code, second.body.id, 2)
    expect([published.status, published.body.versionId]).toEqual([201, expect.any(String)])

    const shown = await call<{
      publishState: string
      toComplete: unknown[]
      components: { no: number }[]
      agency: { code: string }
      steps: Row[]
    }>(null, 'GET', `/procedures/${code}`)
    expect(shown.body).toMatchObject({ publishState: 'published', toComplete: [], agency: { code: 'H47.01' } })
    expect(shown.body.steps.map((step) => step.no)).toEqual([1, 2, 3, 4])
    const received = await call<{ state: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
      procedureCode: code,
      centreId: centre.centreId,
      applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000011', address: 'Phường Tam Kỳ', phone: '0905 000 011' },
      papers: shown.body.components.map((paper) => ({ componentNo: paper.no, originals: 1, copies: 1 })),
      accept: true,
    })
    expect([received.status, received.body.state]).toEqual([201, 'accepted'])
    expect(await draftOf(code)).toMatchObject({ id: null, revision: 0, publishState: 'published' })
  })

  test('an import repeated later does not undo what the centre decided', async () => {
    const code = await imported()
    const { body } = await save(code, 0, complete((await draftOf(code)).content))
    await publish(manager, code, body.id, 1)
    const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()
    const standing = await getProcedureVersion(db.kysely, code, today)
    const { procedureId: _p, versionId: _v, validFrom: _f, validTo: _t, ...said } = standing!
    const [outcome] = await recordProcedures(db.kysely, 'structured', [{ ...said, legalLimit: null, publishState: 'to_complete' }])
    expect(outcome).toMatchObject({ outcome: 'unchanged', outrankedBy: 'centre' })
  })
})

describe('drafts', () => {
  test('two concurrent saves: one is kept, the other gets the name of the first author', async () => {
    const code = await imported()
    const { content } = await draftOf(code)
    const both = await Promise.all([save(code, 0, content), save(code, 0, complete(content))])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const lost = both.find(({ status }) => status === 409)!.body as unknown as Problem
    expect(lost.code).toBe('DRAFT_CHANGED')
    expect(lost.detail).toContain('Cán bộ thiết kế quy trình')
    expect((await draftOf(code)).revision).toBe(1)
  })

  test('the same save sent twice is one save', async () => {
    const code = await imported()
    const { content } = await draftOf(code)
    const key = randomUUID()
    const [one, two] = [await save(code, 0, content, key), await save(code, 0, content, key)]
    expect([one.status, two.status, two.body.revision]).toEqual([200, 200, 1])
  })

  test('a cell that cannot be read is named, and nothing is saved', async () => {
    const code = await imported()
    const { content } = await draftOf(code)
    content.process.rows[1]!.next = 'nếu channel = thì 3'
    const refused = await save(code, 0, content)
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({ code: 'PROCESS_UNREADABLE' })
    expect(JSON.stringify(refused.body)).toContain('/body/content/process/rows/1/next')
    expect((await draftOf(code)).id).toBeNull()
  })

  test('a saved table is read back unchanged', async () => {
    const code = await imported()
    const { content } = await draftOf(code)
    content.process.rows[0]!.next = 'nếu Hình thức nộp là trực tuyến thì 3; còn lại 2'
    const { body } = await save(code, 0, content)
    expect(body.content.process).toEqual(content.process)
    // Typed with the names of the fields it is the same condition, and is shown in words, in the language of the reader.
    content.process.rows[0]!.next = 'nếu channel = "online" thì 3; còn lại 2'
    const again = await save(code, body.revision, content)
    expect(again.body.content.process.rows[0]!.next).toBe('nếu Hình thức nộp là trực tuyến thì 3; còn lại 2')
    const english = await centre.app.http.inject({
      url: `/api/v1/procedures/${code}/draft`,
      headers: { authorization: `Bearer ${await as('thietke')}`, 'accept-language': 'en' },
    })
    const shown = english.json<{ content: typeof content; fields: { label: string; values: string[] }[] }>()
    expect(shown.content.process.rows[0]!.next).toBe('if Way of filing is online then 3; otherwise 2')
    expect(shown.fields[0]).toMatchObject({ label: 'Way of filing', values: ['in person', 'by post', 'online'] })
    // A fork is nothing the gate minds: dossiers follow it.
    expect((await check(code, body.id)).findings.map((finding) => finding.stepNo)).toEqual(
      (await check(code, body.id)).findings.map(() => null),
    )
  })
})

describe('publishing', () => {
  test('a draft equal to the version in force is not published, nor is one that is published already', async () => {
    const code = await imported()
    const written = await save(code, 0, complete((await draftOf(code)).content))
    expect((await publish(manager, code, written.body.id, 1)).status).toBe(201)
    const late = await save(code, 1, complete((await draftOf(code)).content))
    expect([late.status, late.body.code]).toEqual([404, 'VERSION_DRAFT_GONE'])
    const same = await save(code, 0, (await draftOf(code)).content)
    const refused = await publish(manager, code, same.body.id, 1)
    expect([refused.status, refused.body.code]).toEqual([409, 'DRAFT_UNCHANGED'])
    const { content } = await draftOf(code)
    const changed = await save(code, 1, { ...content, components: content.components.map((paper) => ({ ...paper, copies: 2 })) })
    expect((await publish(manager, code, changed.body.id, 2)).status).toBe(201)
  })

  test('a person who edited does not publish', async () => {
    const code = await imported()
    const { body } = await save(code, 0, complete((await draftOf(code)).content))
    const refused = await publish(designer, code, body.id, 1)
    expect([refused.status, refused.body.code]).toEqual([403, 'EDITOR_CANNOT_PUBLISH'])
  })

  test('a process with branches has its steps on the page of the procedure, as one without has', async () => {
    const code = await imported()
    const content = complete((await draftOf(code)).content)
    content.process.rows[0]!.next = 'nếu Hình thức nộp là trực tuyến thì 3; còn lại 2'
    const { body } = await save(code, 0, content)
    expect((await publish(manager, code, body.id, 1)).status).toBe(201)
    const page = await centre.app.http.inject({ url: `/api/v1/procedures/${code}` })
    const { steps } = page.json<{ steps: { no: number; name: string; hours: number }[] }>()
    expect(steps.map(({ no, name }) => [no, name])).toEqual(content.process.rows.map(({ no, name }) => [no, name]))
  })

  test('twice at once is one version', async () => {
    const code = await imported()
    const { body } = await save(code, 0, complete((await draftOf(code)).content))
    const both = await Promise.all([publish(manager, code, body.id, 1), publish(manager, code, body.id, 1)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 404])
    const versions = await db.peek<{ n: number }>(
      `select count(*)::int as n from procedure.procedure_version v join procedure.procedure p on p.id = v.procedure_id where p.code = $1 and v.publish_state = 'published'`,
      [code],
    )
    expect(versions).toEqual([{ n: 1 }])
  })

  test('a draft that was not reviewed is not published', async () => {
    const code = await imported()
    const { body } = await save(code, 0, complete((await draftOf(code)).content))
    await save(code, 1, body.content)
    const refused = await publish(manager, code, body.id, 1)
    expect([refused.status, refused.body.code]).toEqual([409, 'DRAFT_CHANGED'])
  })

  test('a day that a version already planned for would share is refused', async () => {
    const code = await imported()
    const later = async (validFrom: string) => {
      const { revision, content } = await draftOf(code)
      const { body } = await save(
        code,
        revision,
        complete({ ...content, legalLimit: { amount: Number(validFrom.slice(-2)), unit: 'working_days' } }),
      )
      return await call<Problem>(manager, 'POST', `/procedures/${code}/versions/${body.id}/publish`, { revision: body.revision, validFrom })
    }
    expect((await later('2199-01-20')).status).toBe(201)
    const refused = await later('2198-06-15')
    expect([refused.status, refused.body.code]).toEqual([422, 'PROCESS_NOT_SOUND'])
    expect(JSON.stringify(refused.body)).toContain('2198-06-15')
  })

  test('the process of a version is never changed or removed by the application', async () => {
    const code = await imported()
    const { body } = await save(code, 0, complete((await draftOf(code)).content))
    await publish(manager, code, body.id, 1)
    await expect(db.pool.query('update procedure.process set compiled = compiled')).rejects.toThrow(/permission denied/u)
    await expect(db.pool.query('delete from procedure.process')).rejects.toThrow(/permission denied/u)
  })

  test('every published procedure of the pack passes the gate, with true statements only', async () => {
    const { items } = (await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?state=published&limit=5&handling=forwarded'))
      .body
    for (const { code } of items) {
      const { baseVersionId } = await draftOf(code)
      const report = await check(code, baseVersionId)
      expect(report.simulated).toBe(1000)
      expect(report.findings.filter((finding) => /^STEP_UN|LOOPS|JOIN|BRANCH|SIMULATION/u.test(finding.code))).toEqual([])
    }
  })
})

describe('the picture of a process', () => {
  const shown = async () =>
    (await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?state=published&limit=1&handling=forwarded')).body.items[0]!.code

  test('anyone sees the picture of a published procedure, and reads the same in words', async () => {
    const code = await shown()
    const { status, body } = await call<{ picture: { boxes: { stepNo: number }[]; text: { stepNo: number; roleName: string }[] } }>(
      null,
      'GET',
      `/procedures/${code}/process`,
    )
    expect(status).toBe(200)
    expect(body.picture.boxes.map(({ stepNo }) => stepNo)).toEqual(body.picture.text.map(({ stepNo }) => stepNo))
    expect(body.picture.text.every(({ roleName }) => roleName.length > 0)).toBe(true)
  })

  test('an unknown procedure, or one without steps, has no picture', async () => {
    const code = await imported()
    expect((await call<Problem>(null, 'GET', `/procedures/${code}/process`)).body.code).toBe('PROCESS_NOT_WRITTEN')
    const { baseVersionId } = await draftOf(await shown())
    expect((await call<Problem>(null, 'GET', `/procedures/${code}/process?version=${baseVersionId}`)).body.code).toBe('PROCEDURE_NOT_FOUND')
  })

  test('it is exported as BPMN and imported into the draft of another as the same table', async () => {
    const from = await shown()
    const file = await call<Buffer>(designer, 'GET', `/procedures/${from}/process.bpmn`)
    expect([file.status, file.headers['content-type']]).toEqual([200, 'application/xml'])
    const read = await call<{ process: Content['process'] }>(designer, 'POST', `/procedures/${await imported()}/draft/bpmn`, {
      xml: file.body.toString(),
    })
    expect(read.status).toBe(200)
    expect(read.body.process).toEqual((await draftOf(from)).content.process)
  })

  test('a refused file is reported with the element and the reason', async () => {
    const refused = await call<Problem>(designer, 'POST', `/procedures/${await shown()}/draft/bpmn`, { xml: '<!DOCTYPE x><a/>' })
    expect([refused.status, refused.body.code]).toEqual([422, 'BPMN_REFUSED'])
    expect(JSON.stringify(refused.body)).toContain('BPMN_DOCTYPE')
  })

  const drawn = (a: string, more = ''): string =>
    `<?xml version="1.0" encoding="windows-1258"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><startEvent id="s"/><task id="a" name="${a}"/>${more}<endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/></process></definitions>`

  test('a file is read in the encoding it declares; a name that is too long is refused by its step, here and where a draft is saved', async () => {
    const code = await shown()
    const read = async (file: Buffer) =>
      await call<Problem & { process: Content['process'] }>(designer, 'POST', `/procedures/${code}/draft/bpmn`, {
        file: file.toString('base64'),
      })
    // "Thẩm" in windows-1258: the letter and its hook.
    const [before = '', after = ''] = drawn('Th|m').split('|')
    const good = await read(Buffer.concat([Buffer.from(before), Buffer.from([0xe2, 0xd2]), Buffer.from(after)]))
    expect([good.status, good.body.process?.rows[0]?.name]).toEqual([200, 'Thẩm'])
    const long = await read(Buffer.from(drawn('x'.repeat(333))))
    expect([long.status, long.body.code]).toEqual([422, 'BPMN_REFUSED'])
    expect(JSON.stringify(long.body)).toMatch(/Bước 1: tên bước dài quá 300 ký tự/u)
    const { content, revision } = await draftOf(code)
    const [first, ...rest] = content.process.rows
    const saved = await call<Problem>(
      designer,
      'PUT',
      `/procedures/${code}/draft`,
      { revision, content: { ...content, process: { ...content.process, rows: [{ ...first, name: 'x'.repeat(333) }, ...rest] } } },
      'long-name',
    )
    expect([saved.status, saved.body.code]).toEqual([422, 'DRAFT_OUT_OF_BOUNDS'])
    expect(saved.body.fields?.[0]?.message).toMatch(/tên bước dài quá 300 ký tự/u)
  })

  test.each([
    { amount: 2.9, unit: 'days' },
    { amount: 1.5, unit: 'months' },
  ])('a limit of $amount $unit is refused where a draft is saved, in the words of the calendar', async (limit) => {
    const code = await shown()
    const { content, revision } = await draftOf(code)
    for (const field of ['legalLimit', 'committedLimit'] as const) {
      const saved = await call<Problem>(
        designer,
        'PUT',
        `/procedures/${code}/draft`,
        { revision, content: { ...content, [field]: limit } },
        `${field}-${limit.unit}`,
      )
      expect([saved.status, saved.body.code, saved.body.fields?.[0]?.field]).toEqual([422, 'DRAFT_OUT_OF_BOUNDS', `/body/content/${field}`])
    }
  })
})

describe('rules of time of a procedure’s own', () => {
  test('are written in its draft, published with it, and then apply to dossiers received under it', async () => {
    const code = await imported()
    const begun = await draftOf(code)
    expect(begun.content.clock).toEqual({})
    const clock = {
      dueTime: 'end_of_office_hours',
      supplementDays: 5,
      supplementLapse: 'stop',
      silence: 'consent',
      silenceLaw: ' Luật  thử Điều 1 ',
    }
    const saved = await save(code, 0, { ...complete(begun.content), clock })
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    expect((await draftOf(code)).content.clock).toMatchObject({ supplementDays: 5 })
    const published = await publish(manager, code, saved.body.id, 1)
    expect(published.status, JSON.stringify(published.body)).toBe(201)
    const [row] = await db.peek<{ rules: object }>('select clock_rules as rules from procedure.procedure_version where id = $1', [
      published.body.versionId,
    ])
    expect(row?.rules).toEqual({ ...clock, silenceLaw: 'Luật thử Điều 1' })
    // The next draft begins with them; taken away, the locality's rules hold again.
    const next = await draftOf(code)
    expect(next.content.clock).toMatchObject({ dueTime: 'end_of_office_hours' })
    const without = await save(code, 0, { ...next.content, clock: {} })
    expect((await draftOf(code)).content.clock).toEqual({})
    expect(without.status).toBe(200)
  })

  test.each([
    ['silence that no law gives a meaning', { silence: 'refusal' }, 'DRAFT_OUT_OF_BOUNDS', '/body/content/clock/silenceLaw'],
    ['more days than anybody waits', { supplementDays: 61 }, 'REQUEST_INVALID', '/body/content/clock/supplementDays'],
    ['a rule nobody knows', { firstDay: 'maybe' }, 'REQUEST_INVALID', '/body/content/clock/firstDay'],
  ])('%s is refused at its field', async (_what, clock, problem, field) => {
    const code = await imported()
    const { content } = await draftOf(code)
    const refused = await save(code, 0, { ...content, clock })
    expect([refused.status, refused.body.code, refused.body.fields?.[0]?.field]).toEqual([422, problem, field])
  })
})
