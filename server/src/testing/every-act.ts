import { randomUUID } from 'node:crypto'
import type { Role } from '#kernel/actor.ts'
import type { AgencyId } from '#kernel/ids.ts'
import { defaultDeadlineSettings, nationalCalendar } from '#calendar'
import { findVersionForIntake } from '#procedure'
import { walkedSteps } from '../modules/dossier/domain/step.ts'
import { dossierActs } from '../modules/dossier/domain/act-rows.ts'
import type { DossierAct } from '../modules/dossier/domain/act-rows.ts'
import { filed, isLife, live } from '../modules/dossier/domain/dossier-life.ts'
import type { Life, Timing } from '../modules/dossier/domain/dossier-life.ts'
import { actBody } from '../modules/dossier/http/input-schemas.ts'
import { requiredPapers } from '../modules/dossier/queries/load-facts.ts'
import { allowedNow, dutyWith, inputFor } from '../modules/dossier/testing/random-life.ts'
import type { Doing } from '../modules/dossier/testing/random-life.ts'
import type { Reply, TestCentre } from './test-centre.ts'

/** A way to where an act may be done, found in the table, and the act itself. */
/** Its input is generated from `draw`. */
export type Drawn = Doing & { readonly draw: number }
export type Found = { readonly way: readonly Drawn[]; readonly doing: Drawn; readonly life: Life }

/** Acts that are only due later: these tests do not wait for them. `clock-turns.db.test.ts` races what follows a due day. */
const waitForTheirHour: readonly DossierAct[] = ['apologise']

export const logins: Partial<Record<Role, string>> = {
  counter_officer: 'tiepnhan1',
  case_officer: 'thuly.skhdt',
  unit_head: 'truongphong.skhdt',
  signatory: 'lanhdao.skhdt',
  clerk: 'vanthu.skhdt',
}

/** Who answers at the agency whose opinion is asked. */
const loginOfAsked = 'thuly.stp'

/** Every act a person can do over the API, and the hands to do it: ways are found in the transition table, not written down. */
export type EveryAct = {
  readonly acts: readonly { readonly act: DossierAct; readonly found: Found }[]
  /** Acts of the API, whether or not a way to them was found. */
  readonly names: readonly DossierAct[]
  /** A new dossier brought to where the act may be done; the empty code for filing. */
  ready(found: Found): Promise<string>
  /** The input of a person for an act. */
  send(code: string, doing: Drawn, life: Life, key?: string, more?: object): Promise<Reply>
}

export async function everyAct({ db, call, as, centreId }: TestCentre): Promise<EveryAct> {
  const published = await call<{ items: { code: string }[] }>(
    null,
    'GET',
    '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1',
  )
  const procedureCode = published.body.items[0]?.code ?? ''
  const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()
  const version = await findVersionForIntake(db.kysely, procedureCode, today)
  if (!version?.agencyId || !version.handling) throw new Error('the pack has no procedure to file')
  const required = requiredPapers(version)
  // Always the same agency is asked for its opinion: one whose officers sign in as `loginOfAsked`.
  const houses = await call<{ items: { id: AgencyId; shortName: string }[] }>(null, 'GET', '/agencies')
  const agencies = houses.body.items.flatMap(({ id, shortName }) => (shortName === 'Tư pháp' ? [id] : []))
  if (agencies.length !== 1) throw new Error('the pack lacks the agency that is asked')
  // Everybody is signed in before anything is raced or cut: a sign-in is not what is tried here.
  for (const login of [...Object.values(logins), loginOfAsked]) await as(login)
  const calendar = nationalCalendar()
  const untimed: Timing = {
    calendar,
    calendarAt: () => calendar,
    limits: { legal: { amount: 10, unit: 'working_days' }, committed: { amount: 7, unit: 'working_days' } },
    settings: { ...defaultDeadlineSettings, onSupplement: 'pause' },
  }
  const newborn: Life = filed(
    {
      handling: version.handling,
      steps: walkedSteps(version.handling, version.steps),
      agencyId: version.agencyId,
      centreId: centreId as never,
      required,
      hands: { now: Temporal.Now.instant(), claim: null, workedBy: [], receivedBy: null },
    },
    'counter_officer',
    Temporal.Now.instant(),
    untimed,
  )

  /**
   * The shortest way to each act by the table. What is given with an act is made up from one draw or the other: some acts follow
   * only from one of them.
   */
  function waysToAll(wanted: readonly DossierAct[]): Map<DossierAct, Found> {
    const found = new Map<DossierAct, Found>()
    const seen = new Set<string>()
    type Front = { life: Life; way: Drawn[] }[]
    let fronts: { draw: number; front: Front }[] = [2, 0].map((draw) => ({ draw, front: [{ life: newborn, way: [] }] }))
    while (fronts.some(({ front }) => front.length > 0) && wanted.some((act) => !found.has(act))) {
      fronts = fronts.map(({ draw, front }) => {
        const next: Front = []
        for (const { life, way } of front) {
          const key = `${draw} ${situationOf(life)}`
          if (seen.has(key)) continue
          seen.add(key)
          for (const each of allowedNow(life.facts).filter(({ role }) => logins[role])) {
            if (!found.has(each.act)) found.set(each.act, { way, doing: { ...each, draw }, life })
            const after = live(
              life,
              each.act,
              dutyWith(each.role),
              inputFor(each.act, life.facts, draw, agencies),
              life.receivedAt,
              untimed,
            )
            if (isLife(after)) next.push({ life: after, way: [...way, { ...each, draw }] })
          }
        }
        return { draw, front: next }
      })
    }
    return found
  }

  /** The state that decides which acts may follow, where each role is one person: not who worked on it, nor how often something was asked. */
  function situationOf({ facts, stops, acceptedAt, finishedAt }: Life): string {
    const { state, interruptedState, stepNo, onHandover, holderKind, time, hands, awaited } = facts
    return JSON.stringify({
      state,
      interruptedState,
      stepNo,
      onHandover,
      holderKind,
      reappointment: time.reappointment,
      claimed: hands?.claim?.accountId ?? null,
      awaited: (awaited ?? []).length > 0,
      stopped: stops.filter(({ toAt }) => toAt === null).map(({ cause }) => cause),
      accepted: acceptedAt !== null,
      finished: finishedAt !== null,
    })
  }

  const lists = new Map<string, string>()

  /** The input of a person for an act. */
  async function send(code: string, { act, role, draw }: Drawn, life: Life, key: string = randomUUID(), more: object = {}): Promise<Reply> {
    const token = await as(act === 'answer_consultation' ? loginOfAsked : (logins[role] ?? ''))
    if (act === 'file') {
      return await call(
        token,
        'POST',
        '/dossiers',
        {
          procedureCode,
          centreId,
          applicant: {
            kind: 'person',
            fullName: 'Nguyễn Thị Thử',
            idNumber: '049190000001',
            address: 'Phường Tam Kỳ',
            phone: '0905000001',
          },
          papers: [],
          accept: false,
        },
        key,
      )
    }
    if (act === 'forward') {
      const direction = life.facts.state === 'result_recorded' ? 'to_centre' : 'to_agency'
      const made = await call(token, 'POST', '/handovers', { direction, agencyCode: 'H47.01', centreId, dossierCodes: [code] }, key)
      if (made.status === 201) lists.set(code, String(made.body['number']))
      return made
    }
    if (act === 'receive') return await call(token, 'POST', `/handovers/${lists.get(code)}/receive`, { dossierCodes: [code] }, key)
    return await call(token, 'POST', `/dossiers/${code}/acts`, { act, ...inputFor(act, life.facts, draw, agencies), ...more }, key)
  }

  const counter: Drawn = { act: 'file', role: 'counter_officer', draw: 2 }

  /** A dossier brought to where the act may be done. */
  async function ready(found: Found): Promise<string> {
    if (found.doing.act === 'file') return ''
    const { body, status } = await send('', counter, newborn)
    if (status !== 201) throw new Error(`a dossier could not be filed: ${JSON.stringify(body)}`)
    const code = String(body['code'])
    let life = newborn
    for (const doing of found.way) {
      const done = await send(code, doing, life)
      if (done.status >= 300) throw new Error(`${doing.act} by ${doing.role}: ${JSON.stringify(done.body)}`)
      const after = live(
        life,
        doing.act,
        dutyWith(doing.role),
        inputFor(doing.act, life.facts, doing.draw, agencies),
        life.receivedAt,
        untimed,
      )
      if (isLife(after)) life = after
    }
    return code
  }

  const byPost = dossierActs.filter(
    (act) => !waitForTheirHour.includes(act) && (['file', 'forward', 'receive'].includes(act) || actBody.shape.act.safeParse(act).success),
  )
  const ways = waysToAll(byPost.filter((act) => act !== 'file'))
  ways.set('file', { way: [], doing: counter, life: newborn })
  const acts = byPost.flatMap((act) => {
    const found = ways.get(act)
    return found ? [{ act, found }] : []
  })

  return { acts, names: byPost, ready, send }
}
