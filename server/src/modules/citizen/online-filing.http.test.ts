import { createHash, randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { openIdentityProvider } from '#citizen'
import { openCitizenBrowser } from '../../testing/citizen-browser.ts'
import type { CitizenBrowser } from '../../testing/citizen-browser.ts'
import { onePage } from '../../testing/pdf-builder.ts'
import { png } from '../../testing/arriving-files.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { standInAcr, standInClient, startStandInProvider } from '../../demo/stand-in-provider.ts'

const publicUrl = 'http://portal.test'
const standIn = await startStandInProvider(0, [`${publicUrl}/dang-nhap/xong`])
afterAll(async () => await standIn.close())
const provider = openIdentityProvider({
  issuer: standIn.issuer,
  clientId: standInClient,
  clientSecret: null,
  acr: [standInAcr],
  name: 'Thử',
})
const centre = await testCentre({ MOTCUA_PUBLIC_URL: publicUrl }, { identity: () => provider })
const { call, as, db } = centre

type Paper = { no: number; name: string; required: boolean; isForm: boolean; files: { id: string; sha256: string; size: number }[] }
type Question = {
  id: string
  kind: string
  typed: string[]
  isAsked: boolean
  isLocked: boolean
  required: boolean
  choices: { id: string }[]
}
type View = {
  id: string
  savedAt: string
  isComplete: boolean
  sections: { id: string; progress: string; questions: Question[] }[]
  papers: Paper[]
  faults: { field: string; message: string }[]
  changes: { question: string; how: string }[]
  mayFile: boolean
}
type Filing = {
  code: string
  lookupSecret: string
  sections: { lines: { question: string; text: string | null }[] }[]
  files: { id: string; sha256: string; name: string; componentName: string }[]
  firstAnswer: { dueAt: string; answeredAt: string | null; isLate: boolean }
}

const signedIn = async (subject: string): Promise<CitizenBrowser> => {
  const browser = openCitizenBrowser(centre)
  await browser.signIn(subject)
  return browser
}
/** A published procedure that is settled at the agency and received wholly online. */
const listed = (
  await call<{ items: { code: string; serviceLevel: string; handling: string }[] }>(null, 'GET', '/procedures?state=published&limit=100')
).body.items
const wholly = listed.find((each) => each.serviceLevel === 'full' && each.handling === 'forwarded')?.code ?? ''
const partly = listed.find((each) => each.serviceLevel === 'partial' && each.handling === 'forwarded')?.code ?? ''
const offline = listed.find((each) => each.serviceLevel === 'none')?.code

const begin = async (person: CitizenBrowser, procedureCode: string, another = false): Promise<string> => {
  const { body, status } = await person.call<{ id: string }>('POST', '/citizen/drafts', { procedureCode, another })
  expect(status).toBe(201)
  return body.id
}
const draftOf = async (person: CitizenBrowser, id: string): Promise<View> => {
  const { body, status } = await person.call<View>('GET', `/citizen/drafts/${id}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}
const save = async (person: CitizenBrowser, id: string, typed: object): Promise<View> => {
  const { body, status } = await person.call<View>('PUT', `/citizen/drafts/${id}`, { typed })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}
/** Answers every question that is asked, one round after another: an answer may open the next question. */
const answerAll = async (person: CitizenBrowser, id: string): Promise<View> => {
  let view = await draftOf(person, id)
  for (let round = 0; round < 4; round += 1) {
    const typed = Object.fromEntries(
      view.sections
        .flatMap(({ questions }) => questions)
        .filter((question) => question.isAsked && !question.isLocked && (question.typed.length === 0 || isWrong(view, question)))
        .map((question) => [question.id, typedFor(question, isWrong(view, question) && question.typed.length > 0)]),
    )
    view = await save(person, id, typed)
  }
  return view
}
const isWrong = (view: View, { id }: Question): boolean => view.faults.some(({ field }) => field === id)
/** @param isOther what was typed first does not do: a year, and a day to come */
const typedFor = ({ kind, choices }: Question, isOther: boolean): string | string[] => {
  if (isOther) return kind === 'number' ? '2000' : '31/12/2027'
  const first = choices[0]?.id ?? ''
  const words: Record<string, string | string[]> = {
    choice: first,
    choices: [first],
    yes_no: 'no',
    day: '02/03/2020',
    birth_day: '1961',
    number: '2',
    phone: '0905 000 009',
    email: 'ai@example.com',
    id_number: '049 190 000 777',
    name: 'Hồ Thị Mẫu',
  }
  return words[kind] ?? 'Thôn 3, xã Mẫu'
}
const sendPapers = async (person: CitizenBrowser, id: string): Promise<void> => {
  for (const paper of (await draftOf(person, id)).papers.filter(({ required, isForm }) => required && !isForm))
    expect((await person.upload(`/citizen/drafts/${id}/files?componentNo=${paper.no}`, `giay-${paper.no}.pdf`, onePage())).status).toBe(201)
}
const fileOne = async (person: CitizenBrowser, procedureCode = wholly): Promise<string> => {
  const id = await begin(person, procedureCode, true)
  await answerAll(person, id)
  await sendPapers(person, id)
  const { body, status } = await person.call<{ code: string }>('POST', `/citizen/drafts/${id}/filing`)
  expect([status, body]).toEqual([201, { code: expect.any(String) }])
  return body.code
}

describe('a draft', () => {
  test('begins with the data of the electronic identity, which cannot be changed', async () => {
    const person = await signedIn('cd-01')
    const id = await begin(person, wholly)
    const view = await save(person, id, { fullName: 'Ai Đó Khác', phone: '0905.000.111' })
    const questions = view.sections.flatMap((section) => section.questions)
    const by = (name: string) => questions.find((question) => question.id === name)
    expect(by('fullName')).toMatchObject({ typed: ['Nguyễn Thị Thử'], isLocked: true })
    expect(by('bornOn')).toMatchObject({ typed: ['12/03/1990'], isLocked: true })
    expect(by('phone')).toMatchObject({ typed: ['0905000111'], isLocked: false })
    expect(by('address')).toMatchObject({ typed: ['Phường Tam Kỳ, thành phố Đà Nẵng'] })
  })

  test('exists once, however often its procedure is entered; a second one only on request; it is visible in another browser after signing in', async () => {
    const [person, elsewhere] = [await signedIn('cd-02'), await signedIn('cd-02')]
    const ids = await Promise.all(Array.from({ length: 5 }, async () => await begin(person, wholly)))
    expect(new Set(ids).size).toBe(1)
    const id = ids[0] ?? ''
    await save(person, id, { email: 'mau@example.com' })
    expect(
      (await draftOf(elsewhere, id)).sections.flatMap(({ questions }) => questions).find((each) => each.id === 'email')?.typed,
    ).toEqual(['mau@example.com'])
    expect(await begin(person, wholly, true)).not.toBe(id)
    // What is kept of the person has their drafts.
    const kept = (await person.call<{ drafts: { id: string }[] }>('GET', '/citizen/export')).body.drafts
    expect([kept.length, JSON.stringify(kept)]).toEqual([2, expect.stringContaining('mau@example.com')])
    const { body } = await person.call<{ items: unknown[] }>('GET', '/citizen/drafts')
    expect(body.items).toHaveLength(2)
  })

  test('reports the fault of each question in words, and keeps the input', async () => {
    const person = await signedIn('cd-03')
    const id = await begin(person, wholly)
    const view = await save(person, id, { phone: '12', email: 'không có', sex: 'khác', bịa: 'x' })
    const said = Object.fromEntries(view.faults.map(({ field, message }) => [field, message]))
    expect(said['phone']).toMatch(/^Số điện thoại: số trong nước bắt đầu bằng 0/u)
    expect(said['email']).toMatch(/^Thư điện tử: chưa đúng dạng/u)
    expect(said['sex']).toBe('Xin chọn lại: Giới tính')
    expect(view.sections.flatMap(({ questions }) => questions).find(({ id: each }) => each === 'phone')?.typed).toEqual(['12'])
    expect(view.mayFile).toBe(false)
    const filed = await person.call<{ code: string; fields: { field: string }[] }>('POST', `/citizen/drafts/${id}/filing`)
    expect([filed.status, filed.body.code]).toEqual([422, 'OWN_DRAFT_INCOMPLETE'])
    expect(filed.body.fields.map(({ field }) => field)).toContain('/answers/phone')
  })

  test('files are checked like every file, listed with size and SHA-256, and can be removed', async () => {
    const person = await signedIn('cd-03')
    const id = await begin(person, wholly)
    const [paper] = (await draftOf(person, id)).papers
    const at = `/citizen/drafts/${id}/files`
    expect((await person.upload(`${at}?componentNo=${paper?.no}`, 'rong.pdf', new Uint8Array())).body).toMatchObject({ code: 'FILE_EMPTY' })
    expect((await person.upload(at, 'anh.pdf', png)).body).toMatchObject({ code: 'FILE_NOT_WHAT_IT_SAYS' })
    expect((await person.upload(`${at}?componentNo=999`, 'a.png', png)).body).toMatchObject({ code: 'FILE_COMPONENT_UNKNOWN' })
    const { body } = await person.upload<View>(`${at}?componentNo=${paper?.no}`, 'ảnh.png', png)
    const [file] = body.papers.find(({ no }) => no === paper?.no)?.files ?? []
    expect(file).toMatchObject({ size: png.length, sha256: createHash('sha256').update(png).digest('hex') })
    const after = await person.call<View>('DELETE', `${at}/${file?.id}`)
    expect(after.body.papers.flatMap(({ files }) => files)).toEqual([])
    expect((await person.call('DELETE', `${at}/${file?.id}`)).body).toMatchObject({ code: 'FILE_NOT_FOUND' })
  })

  test('a draft of another person and a missing draft give the same answer, on every route', async () => {
    const [owner, stranger] = [await signedIn('cd-04'), await signedIn('cd-05')]
    const id = await begin(owner, wholly)
    const ways: readonly (readonly [string, string, unknown?])[] = [
      ['GET', ''],
      ['PUT', '', { typed: { email: 'x@example.com' } }],
      ['DELETE', ''],
      ['POST', '/filing'],
      ['DELETE', `/files/${randomUUID()}`],
    ]
    for (const [method, path, body] of ways) {
      const theirs = await stranger.call(method, `/citizen/drafts/${id}${path}`, body)
      const nobodys = await stranger.call(method, `/citizen/drafts/${randomUUID()}${path}`, body)
      expect([theirs.status, { ...theirs.body, requestId: '' }]).toEqual([nobodys.status, { ...nobodys.body, requestId: '' }])
      expect([theirs.status, theirs.body['code']]).toEqual([404, 'OWN_DRAFT_NOT_FOUND'])
    }
    expect((await stranger.upload(`/citizen/drafts/${id}/files`, 'a.png', png)).status).toBe(404)
    expect((await owner.call('GET', `/citizen/drafts/${id}`)).status).toBe(200)
  })
})

describe('filing online', () => {
  test('a hundred presses of one key, two tabs and Back make one dossier, one code, and the same answer', async () => {
    const [tab, otherTab] = [await signedIn('cd-05'), await signedIn('cd-05')]
    const id = await begin(tab, wholly, true)
    await answerAll(tab, id)
    await sendPapers(tab, id)
    const key = randomUUID()
    const count = async () => (await db.peek<{ n: number }>('select count(*)::int as n from dossier.dossier'))[0]?.n ?? 0
    const before = await count()
    // A server that is too busy says so, and is asked again with the same key, as a browser does.
    const press = async (browser: CitizenBrowser, withKey: string) => {
      for (;;) {
        const answer = await browser.call<{ code: string }>('POST', `/citizen/drafts/${id}/filing`, undefined, withKey)
        if (answer.status !== 503) return answer
      }
    }
    const otherKey = randomUUID()
    const answers = await Promise.all([...Array.from({ length: 99 }, async () => await press(tab, key)), press(otherTab, otherKey)])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ body }) => body.code)).size).toBe(1)
    expect(await count()).toBe(before + 1)
    const after = await tab.call<{ code: string }>('POST', `/citizen/drafts/${id}/filing`)
    expect(after.body.code).toBe(answers[0]?.body.code)
    expect((await tab.call('PUT', `/citizen/drafts/${id}`, { typed: { email: 'x@example.com' } })).body).toMatchObject({
      code: 'OWN_DRAFT_FILED',
      details: { dossier: after.body.code },
    })
  })

  test('is held by the counter of the centre, waits as filed, is on the owner’s list, and shows the filed data with hashes', async () => {
    const person = await signedIn('cd-01')
    const code = await fileOne(person)
    const filing = (await person.call<Filing>('GET', `/citizen/dossiers/${code}/filing`)).body
    expect(filing.sections.flatMap(({ lines }) => lines)).toContainEqual(
      expect.objectContaining({ question: 'fullName', text: 'Nguyễn Thị Thử' }),
    )
    expect(filing.files[0]?.sha256).toBe(createHash('sha256').update(onePage()).digest('hex'))
    // Anyone to whom the person shows the code and the secret can open it.
    const tracked = await call<Record<string, unknown>>(null, 'POST', '/tracking', { code, secret: filing.lookupSecret })
    expect(tracked.body).toMatchObject({ state: 'filed', holder: { kind: 'counter' }, dueAt: null })
    const own = await person.call<{ items: { code: string; isFiledHere: boolean }[] }>('GET', '/citizen/dossiers')
    expect(own.body.items).toContainEqual(expect.objectContaining({ code, isFiledHere: true }))
    expect((await (await signedIn('cd-06')).call('GET', `/citizen/dossiers/${code}/filing`)).body).toMatchObject({
      code: 'OWN_DOSSIER_NOT_FOUND',
    })
  })

  test('the counter sees it waiting by its deadline of eight working hours, reads answers and files, and accepts: the clock of the law begins', async () => {
    const person = await signedIn('cd-02')
    const code = await fileOne(person)
    const officer = await as('tiepnhan1')
    type Waiting = { items: { code: string; firstAnswer: { dueAt: string; isLate: boolean } }[]; total: number; late: number }
    const waiting = (await call<Waiting>(officer, 'GET', '/online-filings')).body
    expect(waiting.items).toContainEqual(expect.objectContaining({ code }))
    expect((await call<Filing>(officer, 'GET', `/dossiers/${code}/online-filing`)).body.files.length).toBeGreaterThan(0)
    const accepted = await call<Record<string, unknown>>(officer, 'POST', `/dossiers/${code}/acts`, { act: 'accept', papers: [] })
    expect([accepted.status, accepted.body['state']]).toEqual([200, 'accepted'])
    const after = (await person.call<Filing>('GET', `/citizen/dossiers/${code}/filing`)).body
    expect(after.firstAnswer).toMatchObject({ answeredAt: expect.any(String), isLate: false })
    expect((await call<Waiting>(officer, 'GET', '/online-filings')).body.items.map((each) => each.code)).not.toContain(code)
    expect((await person.call<{ dueAt: string | null }>('POST', '/tracking', { code })).body.dueAt).not.toBeNull()
  })

  test('a partly online procedure may ask for papers at the counter; a fully online one may not', async () => {
    const person = await signedIn('cd-06')
    const bare = async (procedure: string) => {
      const id = await begin(person, procedure, true)
      await answerAll(person, id)
      return await person.call<{ code: string; fields?: { field: string }[] }>('POST', `/citizen/drafts/${id}/filing`)
    }
    const refused = await bare(wholly)
    expect([refused.status, refused.body.code]).toEqual([409, 'ONLINE_PAPERS_MISSING'])
    expect(refused.body.fields?.length).toBeGreaterThan(0)
    const filed = await bare(partly)
    expect(filed.status).toBe(201)
    // The counter does not accept it before the papers are there.
    expect(
      (await call(await as('tiepnhan1'), 'POST', `/dossiers/${filed.body.code}/acts`, { act: 'accept', papers: [] })).body,
    ).toMatchObject({
      code: 'PAPERS_MISSING',
    })
  })

  test('an organisation files in its own name, with the name of the person who files for it', async () => {
    const firm = await signedIn('tc-01')
    const code = await fileOne(firm)
    const [row] = await db.peek<Record<string, unknown>>(
      `select applicant_kind, organisation_name = applicant_name as "isNamed", applicant_person from dossier.dossier where code = '${code}'`,
    )
    expect(row).toMatchObject({ applicant_kind: 'organisation', isNamed: true, applicant_person: 'Hồ Thị Mẫu' })
  })

  test('a procedure that is not offered online is not begun', async () => {
    const person = await signedIn('cd-01')
    for (const procedureCode of ['9.999999', ...(offline ? [offline] : [])])
      expect((await person.call('POST', '/citizen/drafts', { procedureCode })).body).toMatchObject({ code: 'ONLINE_NOT_OFFERED' })
    expect((await call(null, 'GET', '/procedures/9.999999/form')).body).toMatchObject({ code: 'ONLINE_NOT_OFFERED' })
  })
})

type Own = {
  actions: { act: string; allowed: boolean; reason: string | null }[]
  asked: { no: number; text: string; componentNo: number | null }[]
  contact: { address: string; phone: string; email: string | null }
  files: { id: string; componentNo: number | null }[]
}
const allowedTo = async (person: CitizenBrowser, code: string): Promise<string[]> =>
  (await person.call<Own>('GET', `/citizen/dossiers/${code}/acts`)).body.actions.filter(({ allowed }) => allowed).map(({ act }) => act)

describe('the owner of a dossier filed online', () => {
  test('answers a supplement request in place: every point with a file or in writing, all at once, and it goes back to the counter', async () => {
    const person = await signedIn('cd-03')
    const code = await fileOne(person)
    expect(await allowedTo(person, code)).toEqual(['withdraw', 'correct_contact'])
    const officer = await as('tiepnhan1')
    const { body: filed } = await call<{ papers: { componentNo: number }[] }>(officer, 'GET', `/dossiers/${code}`)
    const paper = filed.papers[0]?.componentNo ?? 0
    const asked = await call<Record<string, unknown>>(officer, 'POST', `/dossiers/${code}/acts`, {
      act: 'request_supplement',
      supplementDays: 10,
      defects: [
        { componentNo: paper, text: 'Ảnh bị mờ' },
        { componentNo: null, text: 'Xin ghi rõ nơi cấp' },
      ],
    })
    expect([asked.status, asked.body['state']]).toEqual([200, 'awaiting_supplement'])
    const at = `/citizen/dossiers/${code}`
    const own = (await person.call<Own>('GET', `${at}/acts`)).body
    expect(own.asked.map(({ no, componentNo }) => [no, componentNo])).toEqual([
      [1, paper],
      [2, null],
    ])
    const answer = async (answers: object[]) =>
      await person.call<Own & { code?: string; fields?: { field: string }[] }>('POST', `${at}/supplement`, { answers })
    const nothing = await answer([])
    expect([nothing.status, nothing.body.code, nothing.body.fields?.map(({ field }) => field)]).toEqual([
      422,
      'SUPPLEMENT_POINT_OPEN',
      ['/body/answers/1', '/body/answers/2'],
    ])
    expect((await person.upload(`${at}/files?componentNo=999`, 'a.png', png)).body).toMatchObject({ code: 'FILE_COMPONENT_UNKNOWN' })
    expect((await person.upload<Own>(`${at}/files?componentNo=${paper}`, 'rõ.png', png)).status).toBe(201)
    expect((await answer([])).body.fields?.map(({ field }) => field)).toEqual(['/body/answers/2'])
    const sent = await answer([{ no: 2, text: 'Do Sở cấp năm 2019' }])
    expect(sent.status).toBe(200)
    expect(sent.body.files).toEqual([])
    const back = (await call<Record<string, unknown>>(officer, 'GET', `/dossiers/${code}`)).body
    expect(back).toMatchObject({ state: 'filed', holder: { kind: 'counter' }, fileCount: expect.any(Number) })
    const files = (
      await call<{ items: { name: string; uploadedRole: string; acts: { actName: string }[] }[] }>(
        officer,
        'GET',
        `/dossiers/${code}/files`,
      )
    ).body
    expect(files.items.find(({ name }) => name === 'rõ.png')).toMatchObject({
      uploadedRole: 'Công dân, tổ chức',
      acts: [expect.anything()],
    })
    expect(JSON.stringify(back)).toContain('Do Sở cấp năm 2019')
    // Answered once: the centre may not ask a second time, and the owner has nothing left to answer.
    expect((await answer([{ no: 2, text: 'nữa' }])).body).toMatchObject({ code: 'DOSSIER_WRONG_STATE' })
  })

  test('corrects how they are reached and withdraws, each an act of theirs on record; a stranger and a holder of the slip do not', async () => {
    const [person, stranger] = [await signedIn('cd-04'), await signedIn('cd-05')]
    const code = await fileOne(person)
    const at = `/citizen/dossiers/${code}`
    const wrong = await person.call<{ fields: { field: string }[] }>('POST', `${at}/contact`, {
      typed: { address: 'Phường Mới', phone: '12' },
    })
    expect([wrong.status, wrong.body.fields.map(({ field }) => field)]).toEqual([422, ['/body/typed/phone']])
    const typed = { address: 'Phường Mới', phone: '0905 123 999', email: '' }
    expect((await person.call<Own>('POST', `${at}/contact`, { typed })).body.contact).toEqual({
      address: 'Phường Mới',
      phone: '0905123999',
      email: null,
    })
    const ways: readonly (readonly [string, string, unknown?])[] = [
      ['GET', 'acts'],
      ['POST', 'contact', { typed }],
      ['POST', 'supplement', { answers: [] }],
      ['POST', 'withdrawal', { reason: 'Không phải của tôi' }],
      ['DELETE', `files/${randomUUID()}`],
    ]
    for (const [method, path, body] of ways)
      for (const name of [code, 'H99.01-261130-0001'])
        expect((await stranger.call(method, `/citizen/dossiers/${name}/${path}`, body)).body).toMatchObject({
          code: 'OWN_DOSSIER_NOT_FOUND',
        })
    const { lookupSecret } = (await person.call<Filing>('GET', `${at}/filing`)).body
    expect((await stranger.call('POST', '/citizen/dossiers', { code, secret: lookupSecret })).status).toBe(201)
    for (const [method, path, body] of ways)
      expect((await stranger.call(method, `${at}/${path}`, body)).body).toMatchObject({ code: 'OWN_DOSSIER_NOT_FILED_HERE' })
    expect((await person.call('POST', `${at}/withdrawal`, { reason: ' ' })).status).toBe(422)
    expect((await person.call('POST', `${at}/withdrawal`, { reason: 'Đã làm ở nơi khác' })).status).toBe(200)
    const tracked = await call<{ state: string; timeline: { act: string }[] }>(null, 'POST', '/tracking', { code, secret: lookupSecret })
    expect([tracked.body.state, tracked.body.timeline.map(({ act }) => act)]).toEqual([
      'withdrawn',
      ['withdraw', 'correct_contact', 'file'],
    ])
    expect(await allowedTo(person, code)).toEqual([])
  })

  test('the filed data, acts and requests agree with the record of acts', async () => {
    const { findRecordFaults } = await import('#dossier')
    const { faults, compared } = await findRecordFaults(db.kysely)
    expect([compared > 5, faults]).toEqual([true, []])
  })
})
