/** The work of one officer (or one agency, or the whole locality) in a period. Times are milliseconds of working time. */
export type HeldFigures = {
  /** Holdings that ended in the period; a dossier that was held twice counts twice. */
  readonly turns: number
  /** Of these, holdings in which the promised moment passed without an answer. */
  readonly late: number
  /** Of these, holdings in which the limit of the law passed without an answer. */
  readonly lateByLaw: number
  readonly insideMs: number
  readonly applicantMs: number
  readonly outsideMs: number
  /** Holdings without recorded working time: they are older than its recording. */
  readonly uncounted: number
  /** Dossiers held at the time of the query; only the administration's own time. */
  readonly inHand: number
  /** Of these, already late. */
  readonly inHandLate: number
  /** Of these, past the limit of the law. */
  readonly inHandLateByLaw: number
}

export type HeldLine = HeldFigures & {
  readonly placeId: string
  readonly placeName: string
  /** `counter`, `applicant`, `outside`, or the role whose step it was at the agency; null where the step was not written. */
  readonly step: string | null
  readonly officerId: string | null
  readonly officerName: string | null
  /** Different dossiers among the turns. Does not add up over lines: a dossier passes through several hands. */
  readonly dossiers: number
}

export const heldByKinds = ['officer', 'counter', 'agency', 'applicant', 'outside'] as const
export type HeldBy = (typeof heldByKinds)[number]

/** The holder of a line: an officer, or the office that held the dossier before it was assigned. */
export function heldByFrom({ officerId, step }: Pick<HeldLine, 'officerId' | 'step'>): HeldBy {
  if (officerId !== null) return 'officer'
  return step === 'counter' || step === 'applicant' || step === 'outside' ? step : 'agency'
}

/** The same in words, for a table on its own. */
export function describeHolder(line: HeldLine): string {
  const words: Record<HeldBy, string> = {
    officer: line.officerName ?? '',
    counter: `Quầy của ${line.placeName}, chưa ghi tên cán bộ`,
    agency: `${line.placeName}, chưa phân công`,
    applicant: 'Người nộp hồ sơ',
    outside: 'Cơ quan ngoài tỉnh',
  }
  return words[heldByFrom(line)]
}

const none: HeldFigures = {
  turns: 0,
  late: 0,
  lateByLaw: 0,
  insideMs: 0,
  applicantMs: 0,
  outsideMs: 0,
  uncounted: 0,
  inHand: 0,
  inHandLate: 0,
  inHandLateByLaw: 0,
}

export function sumHeld(lines: Iterable<HeldFigures>): HeldFigures {
  const sum = { ...none } as { -readonly [K in keyof HeldFigures]: number }
  for (const line of lines) for (const name of Object.keys(none) as (keyof HeldFigures)[]) sum[name] += line[name]
  return sum
}

/** Share of the holdings that became late, in per cent to one decimal; null where nothing ended in the period. */
export function latePercent({ turns, late }: Pick<HeldFigures, 'turns' | 'late'>): number | null {
  return turns === 0 ? null : Math.round((late / turns) * 1000) / 10
}

/** The greatest late share first; among equals the one who holds more late work, then who had more holdings, then by name. */
export function byLateShare(a: HeldLine, b: HeldLine): number {
  const share = (line: HeldLine): number => (line.turns === 0 ? 0 : line.late / line.turns)
  return (
    share(b) - share(a) ||
    b.inHandLate - a.inHandLate ||
    b.turns - a.turns ||
    `${a.placeName} ${a.officerName ?? ''} ${a.step ?? ''}`.localeCompare(`${b.placeName} ${b.officerName ?? ''} ${b.step ?? ''}`, 'vi')
  )
}

/** The agencies of the lines, each with the sum of its own; in the order of their late share. */
export function byPlace(lines: readonly HeldLine[]): (HeldFigures & { placeId: string; placeName: string })[] {
  const places = new Map<string, HeldLine[]>()
  for (const line of lines) places.set(line.placeId, [...(places.get(line.placeId) ?? []), line])
  return [...places]
    .map(([placeId, own]) => ({ placeId, placeName: own[0]?.placeName ?? '', ...sumHeld(own) }))
    .sort((a, b) => (latePercent(b) ?? 0) - (latePercent(a) ?? 0) || a.placeName.localeCompare(b.placeName, 'vi'))
}
