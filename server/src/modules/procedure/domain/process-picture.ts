import type { Role } from '#kernel/actor.ts'
import type { Language } from '#kernel/language.ts'
import { describeCondition } from './condition-words.ts'
import type { Condition } from './process-condition.ts'
import { printOnward } from './process-text.ts'
import type { Onward, Process } from './process.ts'

/** A process drawn: boxes and lines on a sheet, in units of a CSS pixel, top to bottom. Nothing here chooses a colour. */
export type Picture = {
  readonly width: number
  readonly height: number
  readonly boxes: readonly {
    readonly stepNo: number
    readonly x: number
    readonly y: number
    readonly lines: readonly string[]
    readonly isSubDossier: boolean
  }[]
  readonly ends: readonly { readonly kind: 'start' | 'end'; readonly x: number; readonly y: number }[]
  readonly lines: readonly {
    readonly points: readonly (readonly [number, number])[]
    readonly label: string | null
    /** The middle of the label, on the line it belongs to and on no other. */
    readonly labelAt: readonly [number, number]
    readonly isParallel: boolean
  }[]
  readonly boxWidth: number
  readonly boxHeight: number
  /** The same thing in words, one step a line, in the order a reader meets them. */
  readonly text: readonly {
    readonly stepNo: number
    readonly name: string
    readonly role: Role
    readonly agencyCode: string | null
    readonly unitName: string | null
    readonly hours: number
    readonly next: string
    /** Whether a condition or a split decides what follows, so that `next` says more than the picture. */
    readonly isFork: boolean
  }[]
}

const boxWidth = 184
const boxHeight = 64
const gapX = 24
const gapY = 56
const margin = 16
/** The distance of a line's label above its arrowhead. */
const labelHeight = 14

type Way = {
  readonly from: number | 'start'
  readonly to: number | 'end'
  readonly when: Condition | null
  readonly isOther: boolean
  readonly isParallel: boolean
}

const otherwise = { vi: 'còn lại', en: 'otherwise' } as const

/**
 * Draws a process. Each step is one row below the lowest step that leads to it, so every line goes down. A line that would run
 * through a box goes down beside all boxes, in a lane of its own: otherwise it would seem to come from the box it runs through.
 */
export function drawProcess(process: Process, language: Language = 'vi'): Picture {
  const ways = waysOf(process)
  const rows = new Map<number, number>()
  const order: number[] = []
  const rowOf = (no: number | 'start', seen: readonly (number | 'start')[]): number => {
    if (no === 'start') return -1
    const known = rows.get(no)
    if (known !== undefined) return known
    // A draft may contain a cycle; it is still drawn, so that the cycle can be seen.
    const before = ways.filter((way) => way.to === no && !seen.includes(way.from))
    const row = before.reduce((lowest, way) => Math.max(lowest, rowOf(way.from, [...seen, no]) + 1), 0)
    if (seen.length === 0) rows.set(no, row)
    return row
  }
  for (const step of process.steps) {
    rowOf(step.no, [])
    order.push(step.no)
  }
  const byRow = new Map<number, number[]>()
  for (const no of order) byRow.set(rows.get(no) ?? 0, [...(byRow.get(rows.get(no) ?? 0) ?? []), no])
  const widest = Math.max(1, ...[...byRow.values()].map((each) => each.length))
  const sheet = margin * 2 + widest * boxWidth + (widest - 1) * gapX
  const lastRow = Math.max(-1, ...byRow.keys())
  const top = margin + 28
  const place = new Map<number, { x: number; y: number }>()
  for (const [row, numbers] of byRow) {
    const rowWidth = numbers.length * boxWidth + (numbers.length - 1) * gapX
    numbers.forEach((no, index) => {
      place.set(no, { x: (sheet - rowWidth) / 2 + index * (boxWidth + gapX), y: top + row * (boxHeight + gapY) })
    })
  }
  const endY = top + (lastRow + 1) * (boxHeight + gapY)
  const outOf = (no: number | 'start'): readonly [number, number] => {
    const at = no === 'start' ? undefined : place.get(no)
    return at ? [at.x + boxWidth / 2, at.y + boxHeight] : [sheet / 2, margin + 8]
  }
  const into = (no: number | 'end'): readonly [number, number] => {
    const at = no === 'end' ? undefined : place.get(no)
    return at ? [at.x + boxWidth / 2, at.y] : [sheet / 2, endY - 8]
  }
  const isBlocked = (x: number, above: number, below: number): boolean =>
    [...place.values()].some((box) => box.x < x && x < box.x + boxWidth && above < box.y && box.y < below)
  const lanes: (readonly [number, number])[][] = []
  const drawn = ways.map((way): Omit<Picture['lines'][number], 'label' | 'isParallel'> => {
    const [x1, y1] = outOf(way.from)
    const [x2, y2] = into(way.to)
    if (!isBlocked(x1, y1, y2 - 1)) {
      const middle = y2 - gapY / 2
      const bend: (readonly [number, number])[] = [
        [x1, middle],
        [x2, middle],
      ]
      return { points: [[x1, y1], ...(x1 === x2 ? [] : bend), [x2, y2]], labelAt: [x2, y2 - labelHeight] }
    }
    const free = lanes.findIndex((lane) => lane.every(([from, to]) => y2 <= from || to <= y1))
    const index = free === -1 ? lanes.push([]) - 1 : free
    lanes[index]?.push([y1, y2])
    const x = sheet - margin + gapX + index * (boxWidth + gapX) + boxWidth / 2
    const [down, back] = [y1 + gapY / 4, y2 - (gapY * 5) / 8]
    return {
      points: [
        [x1, y1],
        [x1, down],
        [x, down],
        [x, back],
        [x2, back],
        [x2, y2],
      ],
      labelAt: [x, (down + back) / 2],
    }
  })
  return {
    width: sheet + lanes.length * (boxWidth + gapX),
    height: endY + margin,
    boxWidth,
    boxHeight,
    boxes: process.steps.flatMap((step) => {
      const at = place.get(step.no)
      return at ? [{ stepNo: step.no, ...at, lines: wrapped(`${step.no}. ${step.name}`), isSubDossier: step.kind === 'sub_dossier' }] : []
    }),
    ends: [
      { kind: 'start', x: sheet / 2, y: margin },
      { kind: 'end', x: sheet / 2, y: endY },
    ],
    lines: ways.flatMap((way, index) => {
      const line = drawn[index]
      const label = way.when ? describeCondition(way.when, language) : way.isOther ? otherwise[language] : null
      return line ? [{ ...line, label, isParallel: way.isParallel }] : []
    }),
    text: process.steps.map((step) => ({
      stepNo: step.no,
      name: step.name,
      role: step.role,
      agencyCode: step.agencyCode,
      unitName: step.unitName,
      hours: step.hours,
      next: printOnward(step.onward, language),
      isFork: step.onward.kind === 'choose' || step.onward.kind === 'split',
    })),
  }
}

/** Every line of the picture: what leads to a join is drawn to what follows the join. */
function waysOf(process: Process): Way[] {
  const ways: Way[] = []
  const seen = new Set<string>()
  const add = (way: Way): void => {
    const key = JSON.stringify(way)
    if (!seen.has(key)) ways.push(way)
    seen.add(key)
  }
  const byNo = new Map(process.steps.map((step) => [step.no, step]))
  const visited = new Set<string>()
  const walk = (
    from: number | 'start',
    onward: Onward,
    joins: readonly Onward[],
    mark: Pick<Way, 'when' | 'isOther' | 'isParallel'>,
  ): void => {
    switch (onward.kind) {
      case 'end':
        return add({ from, to: 'end', ...mark })
      case 'join': {
        const after = joins.at(-1)
        if (after) walk(from, after, joins.slice(0, -1), { ...mark, isParallel: true })
        return
      }
      case 'step': {
        add({ from, to: onward.no, ...mark })
        const key = `${onward.no} ${joins.length}`
        const step = byNo.get(onward.no)
        if (!step || visited.has(key)) return
        visited.add(key)
        return walk(onward.no, step.onward, joins, { when: null, isOther: false, isParallel: false })
      }
      case 'choose':
        for (const branch of onward.branches) walk(from, branch.onward, joins, { ...mark, when: branch.when })
        return walk(from, onward.otherwise, joins, { ...mark, isOther: true })
      case 'split':
        for (const branch of onward.branches)
          walk(from, branch.onward, [...joins, onward.afterwards], { when: branch.when, isOther: false, isParallel: true })
    }
  }
  walk('start', process.entry, [], { when: null, isOther: false, isParallel: false })
  return ways
}

/** At most three lines of about 24 letters; longer text ends in an ellipsis and is complete in the text version. */
function wrapped(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/u)) {
    if (line !== '' && line.length + word.length + 1 > 24) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2] ?? ''}…`]
}
