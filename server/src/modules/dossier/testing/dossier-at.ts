import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { TestCentre } from '../../../testing/test-centre.ts'
import { doAct } from '../commands/do-act.ts'
import { fileDossier } from '../commands/file-dossier.ts'
import { createHandover, receiveHandover } from '../commands/handovers.ts'
import type { ActInput } from '../domain/act-facts.ts'
import type { DossierAct } from '../domain/act-rows.ts'

/** A dossier of the demonstration centre whose acts happen at instants the test names, in Vietnam's time. */
export type DossierAt = {
  /** One transaction whose `platform.now()` is this instant: `2026-11-26T09:00`. */
  at<Result>(when: string, work: (tx: Queryable) => Promise<Result>): Promise<Result>
  /** Filed and accepted at a counter; gives its code. */
  accepted(when: string, procedureCode?: string): Promise<string>
  /** Accepted, handed over and received by the agency at the same instant. */
  inAgency(when: string, procedureCode?: string): Promise<string>
  handOver(when: string, code: string): Promise<void>
  act(when: string, code: string, act: DossierAct, role: Role, input?: ActInput): Promise<void>
  /** The same by a person of the test's own making. */
  actBy(when: string, code: string, act: DossierAct, by: Actor, input?: ActInput): Promise<void>
  actor(role: Role): Actor
  /** Somebody else with the same role. */
  another(role: Role): Actor
}

export async function dossiersAt({ db, call, centreId }: TestCentre, procedureCode: string): Promise<DossierAt> {
  const procedure = (
    await call<{ agency: { code: string }; components: { no: number; originals: number | null; copies: number | null }[] }>(
      null,
      'GET',
      `/procedures/${procedureCode}`,
    )
  ).body
  const papers = procedure.components
  const [agency] = await db.peek<{ id: AgencyId; code: string }>('select id, code from agency.v_agency where code = $1', [
    procedure.agency.code,
  ])
  if (!agency) throw new Error('the demonstration centre lacks its agency')
  // No account of the pack: their duties begin today, and these acts are earlier.
  // Every role is another person: what four eyes are for is not to be met by one.
  const accounts = new Map<Role, AccountId>()
  const accountOf = (role: Role): AccountId => {
    const known = accounts.get(role) ?? (randomUUID() as AccountId)
    accounts.set(role, known)
    return known
  }
  const actor = (role: Role): Actor => ({
    localityId: db.localityId,
    accountId: accountOf(role),
    displayName: `Vai ${role}`,
    grants: [{ role, agencyId: ['counter_officer'].includes(role) ? null : agency.id, centreId: null }],
  })
  const at: DossierAt['at'] = async (when, work) =>
    await inTransaction(db.kysely, async (tx) => {
      await sql`select set_config('motcua.now', ${`${when}:00+07`}, true)`.execute(tx)
      return await work(tx)
    })
  const accepted: DossierAt['accepted'] = async (when, of = procedureCode) =>
    await at(when, async (tx) => {
      const filed = await fileDossier(tx, db, actor('counter_officer'), randomUUID(), {
        procedureCode: of,
        channel: 'direct',
        centreId: centreId as CentreId,
        applicant: { kind: 'person', fullName: 'Trần Văn Thử', idNumber: '049190000002', address: 'Phường Tam Kỳ', phone: '0905000002' },
        papers: papers.map((paper) => ({
          componentNo: paper.no,
          originals: paper.originals ?? 1,
          copies: paper.copies ?? 1,
          certified: 0,
        })),
        resultMethod: 'counter',
        accept: true,
      })
      return filed.code
    })
  const handOver: DossierAt['handOver'] = async (when, code) => {
    await at(when, async (tx) => {
      const list = await createHandover(tx, actor('counter_officer'), randomUUID(), {
        direction: 'to_agency',
        agencyCode: agency.code,
        centreId: centreId as CentreId,
        dossierCodes: [code],
      })
      await receiveHandover(tx, actor('case_officer'), randomUUID(), list.number, [code])
    })
  }
  return {
    at,
    actor,
    accepted,
    handOver,
    async inAgency(when, of) {
      const code = await accepted(when, of)
      await handOver(when, code)
      return code
    },
    another: (role) => ({ ...actor(role), accountId: randomUUID() as AccountId, displayName: `Người khác, ${role}` }),
    async act(when, code, act, role, input = {}) {
      await at(when, async (tx) => await doAct(tx, actor(role), randomUUID(), { code, act, input }))
    },
    async actBy(when, code, act, by, input = {}) {
      await at(when, async (tx) => await doAct(tx, by, randomUUID(), { code, act, input }))
    },
  }
}
