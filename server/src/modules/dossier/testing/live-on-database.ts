import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { roles } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { Actor, Role, RoleGrant } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { Refused } from '#kernel/refusal.ts'
import { loadCalendars } from '#calendar'
import { mayRead } from '#identity'
import { findVersionForIntake } from '#procedure'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { testLocality } from '#platform/testing/postgres.ts'
import type { TestDatabase } from '#platform/testing/postgres.ts'
import { doAct } from '../commands/do-act.ts'
import { fileDossier } from '../commands/file-dossier.ts'
import { createHandover, receiveHandover } from '../commands/handovers.ts'
import { walkedSteps } from '../domain/step.ts'
import type { ActInput, HandedInPaper } from '../domain/act-facts.ts'
import { actRules } from '../domain/dossier-acts.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import { isSystem, systemActor } from '../domain/system-actor.ts'
import { filed, isLife, live } from '../domain/dossier-life.ts'
import type { Life, Timing } from '../domain/dossier-life.ts'
import { calendarFor, limitsFor, settingsFor } from '../queries/clocks.ts'
import { findDossierRow } from '../queries/dossier-record.ts'
import type { DossierRecord } from '../queries/dossier-record.ts'
import { dutyOf, requiredPapers } from '../queries/load-facts.ts'
import { runProcessOf, runRules } from '../queries/process-run.ts'
import { doingOf, inputFor, moves } from './random-life.ts'
import type { Doing, Move } from './random-life.ts'

export type LifeScript = {
  readonly procedure: number
  readonly handsIn: boolean
  readonly bornMinute: number
  readonly moves: readonly (Move & { readonly twoAtOnce: boolean })[]
}

/** Scripts of lives, the same for the same seed. */
export function drawScripts(seed: number, count: number): LifeScript[] {
  const script = fc
    .record({
      procedure: fc.nat(10_000),
      handsIn: fc.boolean(),
      bornMinute: fc.integer({ min: 2 * 1440, max: 500 * 1440 }),
      moves,
      pairs: fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }),
    })
    .map(({ pairs, ...rest }) => ({ ...rest, moves: rest.moves.map((move, i) => ({ ...move, twoAtOnce: pairs[i] === 0 })) }))
  return fc.sample(script, { seed, numRuns: count })
}

export type LifeOnDatabase = {
  readonly code: string
  readonly life: Life
  readonly done: number
  readonly refused: number
  readonly raced: number
}

type Outcome = { readonly refused: string | null; readonly request: string }

/**
 * Lives scripts through the commands on a real database, at the instants the script says, and beside each the same life
 * in memory. What the one refuses the other must refuse, with the same code; of two at once the database chooses the
 * order, and one of the two orders must explain both answers.
 */
export class Lives {
  readonly #db: TestDatabase
  readonly #centreId: CentreId
  readonly #procedures: readonly string[]
  readonly #people: ReadonlyMap<Role, Actor>
  readonly #agencies: readonly AgencyId[]

  private constructor(
    db: TestDatabase,
    centreId: CentreId,
    procedures: readonly string[],
    people: ReadonlyMap<Role, Actor>,
    agencies: readonly AgencyId[],
  ) {
    this.#db = db
    this.#centreId = centreId
    this.#procedures = procedures
    this.#people = people
    this.#agencies = agencies
  }

  /** @param procedures codes that may be filed at the centre */
  static async at(db: TestDatabase, centreId: string, procedures: readonly string[]): Promise<Lives> {
    // An account of its own for each role; what it may do comes from the grant given here.
    const accounts = await db.peek<{ id: AccountId; name: string }>(
      `select id, display_name as name from identity.v_officer where locality_id = $1 order by id`,
      [testLocality],
    )
    const people = roles.map((role, i): [Role, Actor] => {
      const grant: RoleGrant = { role, agencyId: null, centreId: null }
      if (role === 'operator') return [role, systemActor(testLocality)]
      const { id: accountId, name: displayName } = accounts[i] ?? { id: randomUUID() as AccountId, name: `Người giữ vai ${role}` }
      return [role, { localityId: testLocality, accountId, displayName, grants: [grant] }]
    })
    const agencies = await db.peek<{ id: AgencyId }>(`select id from agency.v_agency where locality_id = $1 order by code limit 4`, [
      testLocality,
    ])
    return new Lives(
      db,
      centreId as CentreId,
      procedures,
      new Map(people),
      agencies.map(({ id }) => id),
    )
  }

  #person(role: Role): Actor {
    const actor = this.#people.get(role)
    if (!actor) throw new Error(`nobody is ${role}`)
    return actor
  }

  async #at<T>(at: Temporal.Instant, work: (tx: Queryable) => Promise<T>): Promise<T> {
    return await inTransaction(this.#db.kysely, async (tx) => {
      await sql`select set_config('motcua.now', ${at.toString()}, true)`.execute(tx)
      return await work(tx)
    })
  }

  /**
   * @param begins what is done first, before the script
   * @throws Error naming the act at which the two parted
   */
  async live(script: LifeScript, begins?: readonly Doing[]): Promise<LifeOnDatabase> {
    let at = Temporal.Instant.from('2025-12-31T17:00:00Z').add({ minutes: script.bornMinute })
    const officer = this.#person('counter_officer')
    const procedureCode = this.#procedures[script.procedure % this.#procedures.length] ?? ''
    const version = await findVersionForIntake(
      this.#db.kysely,
      procedureCode,
      at.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString(),
    )
    const limits = version && limitsFor(version, 'direct')
    if (!version?.agencyId || !version.handling || !limits) throw new Error(`${procedureCode} cannot be filed`)
    const place = { agencyId: version.agencyId, centreId: this.#centreId }
    const required = requiredPapers(version)
    const papers: HandedInPaper[] = script.handsIn
      ? required.map((paper) => ({ componentNo: paper.no, originals: Math.max(1, paper.originals), copies: paper.copies, certified: 0 }))
      : []
    const { code } = await this.#at(at, async (tx) => {
      const filedNow = await fileDossier(tx, this.#db, officer, randomUUID(), {
        procedureCode,
        channel: 'direct',
        centreId: this.#centreId,
        applicant: {
          kind: 'person',
          fullName: 'Nguyễn Thị Thử',
          idNumber: '049190000001',
          address: 'Phường Tam Kỳ',
          phone: '0905000001',
        },
        papers,
        resultMethod: 'counter',
        accept: false,
      })
      await expectAsStored(tx, filedNow.after.record)
      return filedNow
    })
    const calendar = await calendarFor(this.#db.kysely, place)
    const calendarOf = await loadCalendars(this.#db.kysely)
    const process = version.handling === 'forwarded' ? await runProcessOf(this.#db.kysely, version) : null
    const timing: Timing = {
      calendar,
      calendarAt: (agencyId) => calendarOf({ agencyId, centreId: this.#centreId }),
      limits,
      settings: settingsFor(version, calendar),
      supplementDays: version.clockRules?.supplementDays,
    }
    let life = filed(
      {
        handling: version.handling,
        steps: process?.steps ?? walkedSteps(version.handling, version.steps),
        ...(process
          ? {
              run: {
                rules: runRules(process, { channel: 'direct', applicantKind: 'person', hasRepresentative: false, resultMethod: 'counter' }),
                joins: [],
                parts: [],
                heldStep: null,
                dueOfNew: () => null,
              },
            }
          : {}),
        ...place,
        required,
        hands: { now: at, claim: null, workedBy: [], receivedBy: officer.accountId },
        handedIn: papers,
      },
      'counter_officer',
      at,
      timing,
    )
    const count = { done: 0, refused: 0, raced: 0 }

    for (const move of [...(begins ?? []), ...script.moves]) {
      at = at.add({ minutes: 'minutes' in move ? move.minutes : 1 })
      const doings = ((): (Doing & { input: ActInput })[] => {
        if ('act' in move) return [{ ...move, input: inputFor(move.act, life.facts, 0, this.#agencies) }]
        const first = doingOf(move, life.facts, this.#agencies)
        return move.twoAtOnce ? [first, doingOf({ ...move, draw: move.draw * 7 + 1 }, life.facts, this.#agencies)] : [first]
      })()
      const now = at
      const answers = await Promise.all(doings.map(async (doing): Promise<Outcome> => await this.#do(code, doing, life, now)))
      const orders = await this.#orders(code, doings, answers)
      const explained = orders.flatMap((order) => this.#inMemory(life, order, doings, answers, at, timing) ?? [])[0]
      if (!explained) {
        const told = doings.map((doing, i) => `${doing.act} by ${doing.role}: ${answers[i]?.refused ?? 'done'}`).join(' and ')
        throw new Error(`${code} in ${life.facts.state} at ${at.toString()}: ${told}; in memory it goes otherwise`)
      }
      life = explained
      if (doings.length > 1) count.raced += 1
      for (const answer of answers) count[answer.refused === null ? 'done' : 'refused'] += 1
    }
    return { code, life, ...count }
  }

  /** The orders in which the acts may have come: the one on record when both are on it, else either. */
  async #orders(code: string, doings: readonly Doing[], answers: readonly Outcome[]): Promise<number[][]> {
    const [first, second] = doings
    if (!first || !second) return [[0]]
    const either = [
      [0, 1],
      [1, 0],
    ]
    if (answers.some(({ refused }) => refused !== null)) return either
    const rows = await this.#db.peek<{ kind: string; request: string }>(
      `select kind, request_id as request from dossier.act where dossier_id = (select id from dossier.dossier where code = $1) order by seq desc limit 1`,
      [code],
    )
    const [last] = rows
    if (last?.request === answers[1]?.request) return [[0, 1]]
    if (last?.request === answers[0]?.request) return [[1, 0]]
    return first.act === second.act ? either : last?.kind === second.act ? [[0, 1]] : [[1, 0]]
  }

  /** One act through its command. */
  async #do(code: string, doing: Doing & { input: ActInput }, life: Life, at: Temporal.Instant): Promise<Outcome> {
    const actor = this.#person(doing.role)
    // The system puts its name to no list; no route lets it try.
    const request = randomUUID()
    if (isSystem(actor) && actRules[doing.act].byList) return { refused: 'DOSSIER_WRONG_ROLE', request }
    try {
      await this.#at(at, async (tx) => {
        if (doing.act === 'forward') {
          const { rows } = await sql<{ code: string }>`select code from agency.v_agency where id = ${life.facts.agencyId}`.execute(tx)
          const direction = life.facts.state === 'result_recorded' ? 'to_centre' : 'to_agency'
          await createHandover(tx, actor, request, {
            direction,
            agencyCode: rows[0]?.code ?? '',
            centreId: life.facts.centreId,
            dossierCodes: [code],
          })
        } else if (doing.act === 'receive') {
          const { rows } = await sql<{
            number: string
          }>`select h.number from dossier.handover h join dossier.dossier d on d.handover_id = h.id where d.code = ${code}`.execute(tx)
          await receiveHandover(tx, actor, request, rows[0]?.number ?? 'none', [code])
        } else {
          const { after } = await doAct(tx, actor, request, { code, act: doing.act, input: doing.input })
          if (after) await expectAsStored(tx, after.record)
        }
      })
      return { refused: null, request }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { refused: error.refusal.code, request }
    }
  }

  /** The life if the acts came in this order and got these answers; `null` when they could not have. */
  #inMemory(
    life: Life,
    order: readonly number[],
    doings: readonly (Doing & { input: ActInput })[],
    answers: readonly Outcome[],
    at: Temporal.Instant,
    timing: Timing,
  ): Life | null {
    let after = life
    for (const i of order) {
      const doing = doings[i]
      const answer = answers[i]
      if (!doing || !answer) return null
      const actor = this.#person(doing.role)
      const next =
        mayRead(actor, after.facts) || isSystem(actor)
          ? live(after, doing.act, dutyOf(actor, after.facts), doing.input, at, timing)
          : { code: 'DOSSIER_NOT_FOUND' }
      const refused = 'facts' in next ? null : next.code
      // A list has refusals of its own before the dossier is asked.
      if (actRules[doing.act].byList ? (refused === null) !== (answer.refused === null) : refused !== answer.refused) return null
      if ('facts' in next && isLife(next)) after = next
    }
    return after
  }
}

/** The acts after which the record in memory was compared with what the database held. */
export const compared: Partial<Record<DossierAct, number>> = {}

/** @throws Error when what the act left in memory is not what the database holds */
export async function expectAsStored(tx: Queryable, record: DossierRecord): Promise<void> {
  const kind = record.acts.at(-1)?.kind ?? 'file'
  compared[kind] = (compared[kind] ?? 0) + 1
  const stored = await findDossierRow(tx, record.code)
  const [left, right] = [record, stored].map((each) => canonicalJson(instantsNormalised(each) as Json))
  if (left !== right) throw new Error(`${record.code}: after ${kind} memory holds ${left}; the database ${right}`)
}

/** The database spells an instant with or without its zeros; the same instant is the same text here. */
function instantsNormalised(value: unknown): unknown {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/u.test(value)) return Temporal.Instant.from(value).toString()
  if (Array.isArray(value)) return value.map(instantsNormalised)
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, instantsNormalised(each)]))
  return value
}
