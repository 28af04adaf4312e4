import { randomUUID } from 'node:crypto'
import { createAgency, listAgencies } from '#agency'
import { createCentre, createCounter, listCentres } from '#centre'
import { createAccount, grantRole, hashPassword, signIn } from '#identity'
import type { Role } from '#kernel/actor.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { createProcedureVersion, findVersionForIntake } from '#procedure'
import type { TestCentre } from './test-centre.ts'

export type PlaceName = 'A1' | 'A2' | 'B1' | 'B2'
export type Bound = { readonly role: Role; readonly agency?: 'A' | 'B'; readonly centre?: 1 | 2 }

const password = 'mật khẩu của hai nơi'
const passwordHash = hashPassword(password)

/** Makes an account with these grants in a locality and gives the token of a session of it. */
export async function personWith(
  db: Queryable,
  grants: readonly { readonly role: Role; readonly agencyId: AgencyId | null; readonly centreId: CentreId | null }[],
): Promise<{ readonly token: string; readonly accountId: string; readonly login: string }> {
  const login = `hai.${randomUUID()}`
  const { id } = await createAccount(db, {
    login,
    displayName: `Người ${login.slice(4, 8)}`,
    title: 'Bài thử',
    agencyId: grants.find((grant) => grant.agencyId !== null)?.agencyId ?? null,
    unitId: null,
    passwordHash: await passwordHash,
    // Without a second factor, which is tested elsewhere.
    demonstration: true,
  })
  for (const grant of grants) await grantRole(db, { accountId: id, ...grant })
  return { token: (await signIn(db, { login, password, userAgent: 'test' })).token, accountId: id, login }
}

/**
 * Two centres, and two agencies of one name with a procedure each: what a rule that asks for the role alone, or for the name
 * of an agency, would confuse. Agency `A` is one of the pack, centre 1 the pack's.
 */
export async function twoOfEverything({ db, call, centreId, as }: TestCentre) {
  const own = (await listAgencies(db.kysely)).find(({ code }) => code === 'H47.01')
  if (!own) throw new Error('the pack lacks H47.01')
  const twin = await createAgency(db.kysely, { code: 'H47.91', name: own.name, shortName: own.shortName, kind: own.kind, sortOrder: 91 })
  const agencies = { A: own.id, B: twin.id } as const
  const second = await createCentre(db.kysely, { code: 'TT2', name: 'Trung tâm thứ hai', address: 'Phường Hội An', phone: '0235 000 002' })
  const centres = { 1: centreId as CentreId, 2: second.id } as const
  await createCounter(db.kysely, { centreId: second.id, number: 1, name: 'Quầy số 1', field: 'Tất cả' })
  const counters = { 1: await counterOf(centres[1]), 2: await counterOf(centres[2]) } as const

  const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()
  const like = await findVersionForIntake(db.kysely, '1.001612', today)
  const forwarded = await findVersionForIntake(db.kysely, await codeOf('handling=forwarded&agency=H47.01'), today)
  if (!like || !forwarded) throw new Error('the pack lacks its procedures')
  for (const version of [like, forwarded]) {
    const { procedureId: _p, versionId: _v, validFrom: _f, validTo: _t, ...said } = version
    await createProcedureVersion(db.kysely, { ...said, code: `9${said.code.slice(1)}`, agencyId: twin.id })
  }
  const procedures = { A: forwarded.code, B: `9${forwarded.code.slice(1)}` } as const

  async function codeOf(query: string): Promise<string> {
    const { body } = await call<{ items: { code: string }[] }>(null, 'GET', `/procedures?state=published&limit=1&${query}`)
    return body.items[0]?.code ?? ''
  }

  async function counterOf(id: CentreId): Promise<string> {
    const counter = (await listCentres(db.kysely)).find((each) => each.id === id)?.counters[0]
    if (!counter) throw new Error('a centre has a counter')
    return counter.id
  }

  const person = async (...grants: Bound[]) =>
    await personWith(
      db.kysely,
      grants.map(({ role, agency, centre }) => ({
        role,
        agencyId: agency === undefined ? null : agencies[agency],
        centreId: centre === undefined ? null : centres[centre],
      })),
    )

  const counter = { 1: await as('tiepnhan1'), 2: (await person({ role: 'counter_officer', centre: 2 })).token } as const
  let filed = 0

  /** Filed and accepted at a centre, for an agency. */
  const receive = async (place: PlaceName, more: object = {}) => {
    const [agency, centre] = [place[0] as 'A' | 'B', Number(place[1]) as 1 | 2]
    filed += 1
    const { components } = (
      await call<{ components: { no: number; originals: number | null; copies: number | null }[] }>(
        null,
        'GET',
        `/procedures/${procedures[agency]}`,
      )
    ).body
    const { status, body } = await call<{ code: string; lookupSecret?: string }>(counter[centre], 'POST', '/dossiers', {
      procedureCode: procedures[agency],
      centreId: centres[centre],
      counterId: counters[centre],
      applicant: {
        kind: 'person',
        fullName: `Đặng Thị Riêng ${place}`,
        idNumber: `0491${String(77_000_000 + filed)}`,
        address: `Số ${filed} đường Kín, phường Tam Kỳ`,
        phone: `09057${String(10_000 + filed)}`,
        email: `rieng${filed}@example.vn`,
      },
      papers: components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 0 })),
      ...more,
    })
    if (status !== 201) throw new Error(JSON.stringify(body))
    return { ...body, place, idNumber: `0491${String(77_000_000 + filed)}`, phone: `09057${String(10_000 + filed)}`, address: 'đường Kín' }
  }

  return { agencies, centres, counters, procedures, person, counter, receive, agencyCodes: { A: 'H47.01', B: 'H47.91' } as const }
}
