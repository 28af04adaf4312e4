import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Role } from '#kernel/actor.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { foldLedger } from './domain/ledger.ts'
import { stepClocks } from './domain/step-clock.ts'
import { getDossierView } from './queries/dossier-view.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db, call } = centre
const procedures = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=1')
const dossiers = await dossiersAt(centre, procedures.body.items[0]?.code ?? '')
// Four working hours a step, so that every instant below can be counted on the fingers.
await db.peek('update procedure.version_step set working_minutes = 240')

const see = async (when: string, code: string) =>
  await dossiers.at(when, async (tx) => (await getDossierView(tx, dossiers.actor('case_officer'), code)).view)
const clocksAt = async (when: string, code: string) => (await see(when, code)).stepClocks
const hereAt = async (when: string, code: string) =>
  (await clocksAt(when, code)).items.find((step) => step.status === 'running' || step.status === 'stopped')
const roleAt = async (when: string, code: string): Promise<Role> => (await see(when, code)).step?.role ?? 'case_officer'
const until = (day: string, hour: string): string => `2026-03-${day}T${hour}:00+07:00`

// March 2026 has no holiday; Monday the 2nd, office hours 7:00–11:30 and 13:30–17:00.
describe('the clock of each step', () => {
  test('each step and each side has its own time: allotted, used, due, and late separately', async () => {
    const code = await dossiers.accepted('2026-03-02T09:00')
    expect((await clocksAt('2026-03-02T09:30', code)).items[0]).toMatchObject({
      status: 'running',
      usedText: '30 phút',
      allottedText: '4 giờ',
      dueAt: until('02', '15:00'),
    })
    await dossiers.handOver('2026-03-02T10:00', code)

    const running = await clocksAt('2026-03-02T15:00', code)
    expect(running.items.slice(0, 3)).toMatchObject([
      { status: 'passed', usedText: '1 giờ', dueAt: null, isLate: false },
      { status: 'running', usedText: '3 giờ', allottedText: '4 giờ', dueAt: until('02', '16:00'), isLate: false },
      { status: 'ahead', usedText: '0 phút', dueAt: null, isLate: false },
    ])
    const [atCentre, atAgency] = running.sides
    expect([atCentre, atAgency]).toMatchObject([
      { usedText: '1 giờ', allottedText: '4 giờ' },
      { usedText: '3 giờ', isLate: false },
    ])

    // At the very instant it is not late; after it, it is, while the dossier as a whole is not.
    expect(await hereAt('2026-03-02T16:00', code)).toMatchObject({ isLate: false })
    expect(await hereAt('2026-03-02T16:30', code)).toMatchObject({ isLate: true, usedText: '4 giờ 30 phút', dueAt: until('02', '16:00') })
    expect((await see('2026-03-02T16:30', code)).clocks.map((clock) => clock.remaining.tone)).not.toContain('late')
  })

  test('a dossier that has ended leaves out the steps it never came to; none of them is still to come', async () => {
    const withdrawn = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-02T10:00', withdrawn, 'withdraw', 'counter_officer', { reason: 'Người nộp xin rút' })
    const statuses = (await clocksAt('2026-03-03T09:00', withdrawn)).items.map(({ status }) => status)
    expect([statuses[0], statuses.at(-1), statuses.includes('ahead')]).toEqual(['passed', 'left_out', false])
  })

  test('stopped time belongs to no step; a returned step continues with its used time', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    const first = (await hereAt('2026-03-02T09:00', code))?.no
    await dossiers.act('2026-03-02T10:00', code, 'complete_step', await roleAt('2026-03-02T10:00', code))
    await dossiers.act('2026-03-02T11:00', code, 'suspend', 'unit_head', { cause: 'field_verification', reason: 'Theo biên bản' })
    expect(await hereAt('2026-03-04T11:00', code)).toMatchObject({ status: 'stopped', usedText: '1 giờ', dueAt: null })
    await dossiers.act('2026-03-05T07:00', code, 'resume', 'unit_head')
    expect(await hereAt('2026-03-05T08:00', code)).toMatchObject({ status: 'running', usedText: '2 giờ', dueAt: until('05', '10:00') })
    await dossiers.act('2026-03-05T08:00', code, 'return_to_previous_step', await roleAt('2026-03-05T08:00', code), { reason: 'Xem lại' })
    expect(await hereAt('2026-03-05T09:00', code)).toMatchObject({ no: first, usedText: '2 giờ', dueAt: until('05', '11:00') })
  })
})

test('the steps never have more time than their sides, and the sides never more than the ledger charges to the administration', () => {
  const hour = 3_600_000
  const life = fc.array(
    fc.record({ step: fc.integer({ min: 0, max: 3 }), lasts: fc.integer({ min: 0, max: 40 }), stopped: fc.boolean() }),
    { minLength: 1, maxLength: 20 },
  )
  fc.assert(
    fc.property(life, fc.integer({ min: 0, max: 30 }), (parts, hours) => {
      let at = 0
      const lines = parts.map(({ step, lasts, stopped }) => {
        const fromMs = at
        at += lasts * hour
        return {
          stopped,
          line: {
            kind: step === 0 ? ('counter' as const) : ('agency' as const),
            agencyId: null,
            centreId: null,
            accountId: null,
            stepNo: step || null,
            stepRole: null,
            fromMs,
            toMs: at,
          },
        }
      })
      const stops = lines
        .filter(({ stopped }) => stopped)
        .map(({ line }) => ({ cause: 'field_verification' as const, fromMs: line.fromMs, toMs: line.toMs }))
      const ledger = foldLedger(
        lines.map(({ line }) => line),
        stops,
        null,
        at,
        (ms) => ms,
      )
      const role = (no: number): Role => (no === 0 ? 'counter_officer' : 'case_officer')
      const clocks = stepClocks({
        hasEnded: false,
        steps: [0, 1, 2, 3].map((no) => ({ no, name: `Bước ${no}`, role: role(no), hours })),
        ledger,
        stepNo: null,
        holderKind: 'none',
        visited: [],
        beganMs: 0,
        finishedMs: null,
        isStopped: false,
        workedBetween: (from, to) => to - from,
        workLater: (from, work) => from + work,
      })
      const stoppedMs = lines.filter(({ stopped }) => stopped).reduce((sum, { line }) => sum + line.toMs - line.fromMs, 0)
      expect(clocks.reduce((sum, clock) => sum + clock.usedMs, 0)).toBe(at - stoppedMs)
      for (const clock of clocks) expect(clock.isLate).toBe(clock.dueMs !== null)
    }),
  )
})
