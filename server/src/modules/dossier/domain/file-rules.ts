import type { Role } from '#kernel/actor.ts'
import { refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { shownStateFrom, stateNames } from './dossier-states.ts'
import type { DossierAct } from './act-rows.ts'
import type { DossierState } from './dossier-states.ts'
import { dossierRefusals } from './refusals.ts'

/**
 * The purpose of a file of a dossier. Attaching one is not an act: it changes neither state nor holder nor clock. What an act
 * depends on is written into the act, and sealed with it.
 */
export const filePurposes = ['paper', 'result', 'other'] as const
export type FilePurpose = (typeof filePurposes)[number]

/** A file as far as decisions go. */
export type FileFact = {
  readonly id: string
  readonly purpose: FilePurpose
  readonly name: string
  /** Hexadecimal. */
  readonly sha256: string
  /** The result of the last check of its signatures; `null` for a file that carries none (a picture). */
  readonly verdict: 'valid' | 'indeterminate' | 'invalid' | 'unsigned' | 'unreadable' | null
  /** Why, in words, when it is not sound. */
  readonly why: string
  readonly whyInEnglish?: string
  readonly isSealed: boolean
  /** The virus scanner has not looked at it yet, or has found something; absent or `null` when it found nothing. */
  readonly quarantine?: 'waiting' | 'infected' | null
}

type FileRow = {
  readonly from: readonly DossierState[]
  readonly by: readonly Role[]
  readonly heldBy: 'counter' | 'agency' | 'applicant'
}

export type FileRule = { readonly name: string; readonly does: string; readonly rows: readonly FileRow[]; readonly law: string }

/** Who may attach what, from where: the holder of the dossier, each side its own kind of papers. */
export const fileRules: Readonly<Record<FilePurpose, FileRule>> = {
  paper: {
    name: 'Bản số hoá giấy tờ',
    does: 'Đính kèm bản số hoá giấy tờ',
    rows: [
      { from: ['filed', 'accepted'], by: ['counter_officer'], heldBy: 'counter' },
      // Supplementary papers arrive at the counter while the dossier waits for its applicant.
      { from: ['awaiting_supplement'], by: ['counter_officer'], heldBy: 'applicant' },
    ],
    law: '107/2021/NĐ-CP (số hoá hồ sơ khi tiếp nhận); 118/2025/NĐ-CP (chưa đối chiếu điều khoản)',
  },
  result: {
    name: 'Kết quả giải quyết',
    does: 'Đính kèm tệp kết quả',
    rows: [
      { from: ['in_progress', 'approved'], by: ['clerk', 'signatory', 'case_officer', 'unit_head'], heldBy: 'agency' },
      { from: ['accepted', 'approved'], by: ['counter_officer', 'signatory'], heldBy: 'counter' },
    ],
    law: '61/2018/NĐ-CP Điều 20; 30/2020/NĐ-CP Điều 14–17',
  },
  other: {
    name: 'Tệp khác',
    does: 'Đính kèm tệp khác',
    rows: [
      { from: ['in_progress', 'approved', 'suspended'], by: ['case_officer', 'unit_head', 'signatory', 'clerk'], heldBy: 'agency' },
      { from: ['filed', 'accepted', 'approved'], by: ['counter_officer'], heldBy: 'counter' },
    ],
    law: '61/2018/NĐ-CP Điều 17, 19',
  },
}

/** Files one dossier may have. Ours; no article sets it. */
export const mostFiles = 200

/**
 * The files an act depends on: all files of the dossier that no act has sealed yet when it is transferred or decided, and,
 * of results, those named in the act. A sealed file can no longer be withdrawn.
 */
export const filesSealedBy: Readonly<Partial<Record<DossierAct, readonly FilePurpose[]>>> = {
  accept: ['paper', 'other'],
  supplement: ['paper', 'other'],
  forward: ['paper', 'other'],
  complete_step: ['paper', 'other'],
  approve: ['paper', 'other'],
  refuse: ['paper', 'other'],
  record_result: ['paper', 'other', 'result'],
}

/** The role in which a file of this kind may be attached now, or why not. */
export function decideFile(
  facts: {
    readonly state: DossierState
    readonly acceptedAt: unknown
    readonly holderKind: keyof typeof holderNames
    readonly handling: string
  },
  purpose: FilePurpose,
  duty: { readonly roleOf: (roles: readonly Role[]) => Role | null; readonly roleNames: Readonly<Record<Role, string>> },
): Role | Refusal {
  const { does, rows } = fileRules[purpose]
  const here = rows.filter((row) => row.from.includes(facts.state))
  if (here.length === 0) return refusalFrom(dossierRefusals, 'DOSSIER_WRONG_STATE', { state: stateNames[shownStateFrom(facts)], act: does })
  const row = here.find((each) => each.heldBy === facts.holderKind)
  if (!row) return refusalFrom(dossierRefusals, 'DOSSIER_HELD_ELSEWHERE', { holder: holderNames[facts.holderKind], act: does })
  // A dossier settled at the agency gets its result from the agency.
  if (purpose === 'result' && row.heldBy === 'counter' && facts.handling === 'forwarded')
    return refusalFrom(dossierRefusals, 'NOT_SETTLED_HERE', { act: does })
  return (
    duty.roleOf(row.by) ??
    refusalFrom(dossierRefusals, 'DOSSIER_WRONG_ROLE', { roles: row.by.map((each) => duty.roleNames[each]).join(', '), act: does })
  )
}

export const holderNames = {
  counter: 'quầy của Trung tâm',
  agency: 'cơ quan giải quyết',
  applicant: 'người nộp hồ sơ',
  outside: 'cơ quan bên ngoài',
  none: 'không ai (hồ sơ đã kết thúc)',
} as const

/**
 * A result whose signature is broken is refused the moment it is recorded, never days later when somebody opens it. One
 * that is unsigned, or signed by somebody we do not know, is the responsibility of the agency, and is marked.
 */
export function faultOfResultFiles(files: readonly FileFact[], named: readonly string[]): Refusal | null {
  for (const id of named) {
    const file = files.find((each) => each.id === id && each.purpose === 'result' && !each.isSealed)
    const field = (message: string, english?: string) => [{ field: '/body/files', message, ...(english === undefined ? {} : { english }) }]
    if (!file) return refusalFrom(dossierRefusals, 'FILE_NOT_OF_THE_RESULT', {}, field('Xin chọn lại tệp kết quả'))
    if (file.verdict === 'invalid' || file.verdict === 'unreadable')
      return refusalFrom(
        dossierRefusals,
        'RESULT_SIGNATURE_BROKEN',
        { name: file.name, why: { vi: file.why, en: file.whyInEnglish ?? file.why } },
        field(file.why, file.whyInEnglish),
      )
  }
  return null
}

/**
 * A decision depends on the submitted papers: while the virus scanner has not checked one of them, no one could have read it. An
 * infected one is never opened and counts as missing; it is no result either.
 */
export function findUnscannedFault(files: readonly FileFact[], named: readonly string[] = []): Refusal | null {
  const infected = files.find((file) => named.includes(file.id) && file.quarantine === 'infected')
  if (infected)
    return refusalFrom(dossierRefusals, 'RESULT_FILE_INFECTED', { name: infected.name }, [
      { field: '/body/files', message: 'Xin chọn tệp khác' },
    ])
  const waiting = files.filter((file) => file.quarantine === 'waiting' && (file.purpose !== 'result' || named.includes(file.id)))
  if (waiting.length === 0) return null
  return refusalFrom(dossierRefusals, 'FILES_NOT_SCANNED', { count: waiting.length, names: waiting.map(({ name }) => name).join('; ') })
}

/** What the act seals of the files that are there. */
export function filesOfAct(act: DossierAct, files: readonly FileFact[], named: readonly string[] = []): readonly FileFact[] {
  const purposes = filesSealedBy[act] ?? []
  return files.filter((file) => !file.isSealed && purposes.includes(file.purpose) && (file.purpose !== 'result' || named.includes(file.id)))
}
