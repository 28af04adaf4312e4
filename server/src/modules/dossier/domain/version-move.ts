import type { AgencyId } from '#kernel/ids.ts'
import { actRules } from './dossier-acts.ts'
import type { DossierState } from './dossier-states.ts'
import type { DossierFacts, RequiredPaper, TimeFacts } from './act-facts.ts'
import type { Step } from './step.ts'
import type { DueInstants } from './due-move.ts'

/**
 * The clocks of a dossier that moves. `keep`: both limits stay; `shorten_promise`: the shorter of the old
 * and the new promise; `shorten_both`: the limit of the law as well, which names its legal basis.
 */
export const timeRules = ['keep', 'shorten_promise', 'shorten_both'] as const
export type TimeRule = (typeof timeRules)[number]

export type LimitPair = { readonly legal: MoveLimit; readonly committed: MoveLimit }
export type MoveLimit = { readonly amount: number; readonly unit: string }

/** A procedure version as far as a move goes. */
export type VersionSide = {
  readonly agencyId: AgencyId | null
  readonly handling: DossierFacts['handling'] | null
  readonly silence: TimeFacts['silence']
  /** Steps at the agency. */
  readonly steps: readonly Step[]
  readonly required: readonly Pick<RequiredPaper, 'name' | 'required'>[]
  /** Limits for the channel the dossier came through; `null` when the version has none. */
  readonly limits: LimitPair | null
}

/** A dossier as far as a move goes. */
export type MoveFacts = {
  readonly state: DossierState
  readonly isAccepted: boolean
  readonly stepNo: number | null
  /** Parts (phần việc) that agencies have open. */
  readonly openParts: number
  readonly agencyId: AgencyId
  readonly handling: DossierFacts['handling']
  /** The limits its clocks began with; `null` while they have not begun. */
  readonly limits: LimitPair | null
  /** Names of the papers handed in so far. */
  readonly handedIn: readonly string[]
}

/** Old step number to new step number, where the designer names a counterpart. */
export type StepMap = Readonly<Record<string, number>>

/** Why a dossier stays on its version; each with what the previewer reads. */
export const moveObstacles = {
  ended: 'Hồ sơ đã kết thúc',
  signed: 'Kết quả đã được ký duyệt',
  not_accepted: 'Hồ sơ chưa được tiếp nhận; xét tiếp nhận theo phiên bản lúc nộp',
  clock_not_begun: 'Thời hạn chưa bắt đầu tính; theo phiên bản lúc nộp',
  other_agency: 'Phiên bản mới do cơ quan khác giải quyết',
  other_handling: 'Phiên bản mới giải quyết theo cách khác (tại chỗ, trong ngày, chuyển cơ quan)',
  other_silence: 'Phiên bản mới quy định khác về hậu quả khi hết thời hạn mà không trả lời',
  parts_open: 'Hồ sơ đang có phần việc ở các cơ quan; chỉ chuyển khi các nhánh đã hợp lại',
  no_limit: 'Phiên bản mới không có thời hạn cho hình thức nộp này',
  no_counterpart: 'Bước đang giải quyết không có bước tương ứng ở phiên bản mới',
  other_role: 'Bước tương ứng thuộc vai trò khác',
} as const
export type MoveObstacle = keyof typeof moveObstacles

export type Landing = {
  readonly stepNo: number | null
  /** The limits the time rule asks for; still to be checked by the dates they give (`isShorterAndFair`). */
  readonly limits: LimitPair
  /** Papers the new version asks that the dossier never held. They are not asked in retrospect. */
  readonly missing: readonly string[]
}

export function isStaying(value: Landing | { readonly obstacle: MoveObstacle }): value is { readonly obstacle: MoveObstacle } {
  return 'obstacle' in value
}

/**
 * Where a dossier lands in the new version, or why it stays. A dossier that is signed or ended is never moved; one that
 * is not yet accepted has its papers checked by the version it was filed under.
 */
export function landingOf(
  facts: MoveFacts,
  from: VersionSide,
  to: VersionSide,
  order: { readonly steps: StepMap; readonly time: TimeRule },
): Landing | { readonly obstacle: MoveObstacle } {
  const stay = (obstacle: MoveObstacle) => ({ obstacle })
  const movable = actRules.change_version.rows.some((row) => row.from.includes(facts.state))
  if (!movable && (facts.state === 'approved' || facts.state === 'result_recorded')) return stay('signed')
  if (!movable && facts.state !== 'filed') return stay('ended')
  if (!facts.isAccepted) return stay('not_accepted')
  if (facts.limits === null) return stay('clock_not_begun')
  if (to.agencyId !== facts.agencyId) return stay('other_agency')
  if (to.handling !== facts.handling) return stay('other_handling')
  // Whether silence has a meaning is a question of law and not of process.
  if (to.silence !== from.silence) return stay('other_silence')
  if (to.limits === null) return stay('no_limit')
  // Each part has its agency, its officer and its deadline under the old process; the new one need not know any of them.
  if (facts.openParts > 0) return stay('parts_open')
  const step = counterpart(facts.stepNo, from.steps, to.steps, order.steps)
  if (typeof step === 'string') return stay(step)
  return { stepNo: step, limits: limitsAfter(order.time, facts.limits, to.limits), missing: missingPapers(facts.handedIn, to.required) }
}

/** The step with the same number, role and name, or the one the designer named; the role stays, for it is somebody's work. */
function counterpart(
  stepNo: number | null,
  from: readonly Step[],
  to: readonly Step[],
  map: StepMap,
): number | null | 'no_counterpart' | 'other_role' {
  if (stepNo === null) return null
  const old = from.find((step) => step.no === stepNo)
  if (!old) return 'no_counterpart'
  const named = map[String(stepNo)]
  const found =
    named === undefined
      ? to.find((step) => step.no === old.no && step.role === old.role && sameName(step.name, old.name))
      : to.find((step) => step.no === named)
  // A dossier at a step of the lead cannot move into the middle of another agency's steps.
  if (!found || found.part) return 'no_counterpart'
  return found.role === old.role ? found.no : 'other_role'
}

/**
 * Limits by the rule chosen: never longer than they were. Limits of different units are not compared; the old one stays.
 *
 * @law Pháp luật về hiệu lực trở về trước: thời hạn dài hơn không áp dụng cho hồ sơ đã tiếp nhận (chưa đối chiếu điều khoản)
 */
export function limitsAfter(rule: TimeRule, was: LimitPair, next: LimitPair): LimitPair {
  return {
    legal: rule === 'shorten_both' ? shorter(was.legal, next.legal) : was.legal,
    committed: rule === 'keep' ? was.committed : shorter(was.committed, next.committed),
  }
}

function shorter(was: MoveLimit, next: MoveLimit): MoveLimit {
  return next.unit === was.unit && next.amount < was.amount ? next : was
}

/**
 * Whether shorter limits may be used, by the dates they give: a stopped clock keeps its limits, no
 * instant becomes later, the shortened promise does not pass the law's, and an order of this kind makes no dossier late.
 */
export function isShorterAndFair(was: DueInstants, is: DueInstants, now: Temporal.Instant): boolean {
  if (!was.committed || !was.legal || !is.committed || !is.legal) return false
  const before = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0
  if (before(was.committed, is.committed) || before(was.legal, is.legal)) return false
  return !before(is.legal, is.committed) && !before(is.committed, now)
}

/** Papers are matched by their words: numbers differ from version to version. */
function missingPapers(handedIn: readonly string[], required: VersionSide['required']): string[] {
  const held = new Set(handedIn.map(plain))
  return required.filter((paper) => paper.required && !held.has(plain(paper.name))).map((paper) => paper.name)
}

function sameName(a: string, b: string): boolean {
  return plain(a) === plain(b)
}

function plain(name: string): string {
  return name.normalize('NFC').replaceAll(/\s+/gu, ' ').trim().toLocaleLowerCase('vi')
}
