import type { Role } from '#kernel/actor.ts'
import type { ProcessStep } from './process-step.ts'
import { holds } from './process-condition.ts'
import type { Condition, FormData } from './process-condition.ts'

/** How many branches must arrive before work goes on: all of them, the first, or a number of them. */
export type Join = { readonly kind: 'all' } | { readonly kind: 'any' } | { readonly kind: 'quorum'; readonly count: number }

/**
 * Where the work goes after a step. A split holds its own join: every branch leads to `join`, so that a branch can
 * never be left running; `choose` takes the first branch whose condition holds, and always has an `otherwise`.
 */
export type Onward =
  | { readonly kind: 'step'; readonly no: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'join' }
  | {
      readonly kind: 'choose'
      readonly branches: readonly { readonly when: Condition; readonly onward: Onward }[]
      readonly otherwise: Onward
    }
  | {
      readonly kind: 'split'
      readonly branches: readonly { readonly when: Condition | null; readonly onward: Onward }[]
      readonly join: Join
      readonly afterwards: Onward
    }

/**
 * Where one may complain about a refusal.
 * @law Luật Khiếu nại 2011 (02/2011/QH13) Điều 7, Điều 9 (90 days; cited from memory of the law, its text was not read here)
 */
export type Appeal = { readonly to: string; readonly withinDays: number; readonly law: string }

export const customaryAppeal: Appeal = {
  // A complaint goes to the authority that decided; a lawsuit has its own law and time, and is no complaint.
  to: 'Người đứng đầu cơ quan đã ra quyết định',
  withinDays: 90,
  law: 'Luật Khiếu nại 2011 Điều 7, Điều 9',
}
export const customaryReason = 'Hồ sơ không đủ điều kiện giải quyết theo quy định của thủ tục'

/** The texts available when this step refuses. */
export type RefusalPath = { readonly reasons: readonly string[]; readonly appeal: Appeal | null }

/** `work`: done by an officer of the agency. `sub_dossier`: another agency answers in a dossier of its own, by its own deadline. */
export type Step = {
  readonly no: number
  readonly name: string
  readonly kind: 'work' | 'sub_dossier'
  readonly role: Role
  /** Code of the agency; `null` is the lead agency (cơ quan chủ trì), of which there is exactly one: the version's. */
  readonly agencyCode: string | null
  readonly unitName: string | null
  /** Working hours allotted; for a sub-dossier its own deadline. */
  readonly hours: number
  readonly returnNo: number | null
  readonly refusal: RefusalPath | null
  readonly onward: Onward
}

/** Quy trình: what a procedure version says about who does what after intake, as written. */
export type Process = { readonly entry: Onward; readonly steps: readonly Step[] }

/** A split as the running work knows it. `id` is stable for one definition. */
export type Split = {
  readonly id: string
  readonly parent: string | null
  readonly join: Join
  readonly afterwards: CompiledOnward
  readonly branches: number
}

export type CompiledOnward =
  | { readonly kind: 'step'; readonly no: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'join' }
  | {
      readonly kind: 'choose'
      readonly branches: readonly { readonly when: Condition; readonly onward: CompiledOnward }[]
      readonly otherwise: CompiledOnward
    }
  | {
      readonly kind: 'split'
      readonly id: string
      readonly branches: readonly { readonly when: Condition | null; readonly onward: CompiledOnward }[]
    }

export type CompiledStep = Omit<Step, 'onward'> & {
  readonly onward: CompiledOnward
  /** Split whose branch the step is in. */ readonly block: string | null
}

/** Ready to run: every reference resolved, every split named. What `compile` gives is stored and read as it is. */
export type Compiled = {
  readonly entry: CompiledOnward
  readonly steps: readonly CompiledStep[]
  readonly splits: readonly Split[]
  /** No choice and no split anywhere: one step after the other. */
  readonly isLinear: boolean
}

/** An error in the shape of a process; its words are in `process-gate.ts`. */
export type ShapeFault = {
  readonly code:
    | 'PROCESS_EMPTY'
    | 'STEP_NUMBER_TWICE'
    | 'STEP_UNKNOWN'
    | 'STEP_UNREACHABLE'
    | 'PROCESS_LOOPS'
    | 'BRANCH_NEVER_JOINS'
    | 'JOIN_WITHOUT_SPLIT'
    | 'STEP_IN_TWO_BRANCHES'
    | 'SPLIT_NEEDS_TWO_BRANCHES'
    | 'JOIN_IMPOSSIBLE'
    | 'RETURN_UNKNOWN'
    | 'RETURN_LEAVES_BRANCH'
    | 'RETURN_NOT_BACK'
  readonly stepNo: number | null
  readonly detail: string
}

/** Compiles once; every fault of shape is found in one go, none hides another. */
export function compile(process: Process): { readonly compiled: Compiled } | { readonly faults: readonly ShapeFault[] } {
  const faults: ShapeFault[] = []
  const fault = (code: ShapeFault['code'], stepNo: number | null, detail = ''): void => {
    if (!faults.some((each) => each.code === code && each.stepNo === stepNo && each.detail === detail))
      faults.push({ code, stepNo, detail })
  }
  const byNo = new Map(process.steps.map((step) => [step.no, step]))
  if (process.steps.length === 0) fault('PROCESS_EMPTY', null)
  if (byNo.size !== process.steps.length) {
    for (const step of process.steps) if (byNo.get(step.no) !== step) fault('STEP_NUMBER_TWICE', step.no)
  }

  const splits: Split[] = []
  const blockOf = new Map<number, string | null>()
  const compiledOnward = new Map<number, CompiledOnward>()
  const after = new Map<number, Set<number>>()
  const onPath = new Set<number>()
  const walkedSplits = new Map<string, CompiledOnward>()

  const walk = (onward: Onward, block: string | null, fromNo: number | null, path: string): CompiledOnward => {
    switch (onward.kind) {
      case 'end':
        if (block !== null) fault('BRANCH_NEVER_JOINS', fromNo)
        return onward
      case 'join':
        if (block === null) fault('JOIN_WITHOUT_SPLIT', fromNo)
        return onward
      case 'step': {
        if (fromNo !== null) after.set(fromNo, (after.get(fromNo) ?? new Set()).add(onward.no))
        visit(onward.no, block, fromNo)
        return onward
      }
      case 'choose':
        return {
          kind: 'choose',
          branches: onward.branches.map((branch, index) => ({
            when: branch.when,
            onward: walk(branch.onward, block, fromNo, `${path}.${index + 1}`),
          })),
          otherwise: walk(onward.otherwise, block, fromNo, `${path}.0`),
        }
      case 'split': {
        // The same split reached by two ways (a choice that comes together again) is one split.
        const key = `${block ?? ''} ${JSON.stringify(onward)}`
        const same = walkedSplits.get(key)
        if (same) {
          if (fromNo !== null) for (const first of firstSteps(onward)) after.set(fromNo, (after.get(fromNo) ?? new Set()).add(first))
          return same
        }
        const id = `s${path}`
        const { join, branches } = onward
        if (branches.length < 2) fault('SPLIT_NEEDS_TWO_BRANCHES', fromNo)
        if (join.kind === 'quorum' && !(Number.isInteger(join.count) && join.count >= 1 && join.count <= branches.length)) {
          fault('JOIN_IMPOSSIBLE', fromNo, `${join.count}/${branches.length}`)
        }
        const compiledBranches = branches.map((branch, index) => ({
          when: branch.when,
          onward: walk(branch.onward, id, fromNo, `${path}.${index + 1}`),
        }))
        const afterwards = walk(onward.afterwards, block, fromNo, `${path}.t`)
        // The part after the join follows any branch that ran.
        for (const inside of process.steps) {
          if (within(inside.no, id))
            for (const first of firstSteps(onward.afterwards)) after.set(inside.no, (after.get(inside.no) ?? new Set()).add(first))
        }
        splits.push({ id, parent: block, join, afterwards, branches: branches.length })
        const walked: CompiledOnward = { kind: 'split', id, branches: compiledBranches }
        walkedSplits.set(key, walked)
        return walked
      }
    }
  }
  const parentOf = (id: string): string | null => splits.find((each) => each.id === id)?.parent ?? null
  const within = (no: number, id: string): boolean => {
    for (let block = blockOf.get(no) ?? null; block !== null; block = parentOf(block)) if (block === id) return true
    return false
  }
  const visit = (no: number, block: string | null, fromNo: number | null): void => {
    const step = byNo.get(no)
    if (!step) return fault('STEP_UNKNOWN', fromNo, String(no))
    if (onPath.has(no)) return fault('PROCESS_LOOPS', no)
    if (blockOf.has(no)) {
      if (blockOf.get(no) !== block) fault('STEP_IN_TWO_BRANCHES', no)
      return
    }
    blockOf.set(no, block)
    onPath.add(no)
    compiledOnward.set(no, walk(step.onward, block, no, String(no)))
    onPath.delete(no)
  }
  const entry = walk(process.entry, null, null, '0')

  for (const step of process.steps) if (!blockOf.has(step.no)) fault('STEP_UNREACHABLE', step.no)
  for (const step of process.steps) {
    if (step.returnNo === null || !blockOf.has(step.no)) continue
    if (!byNo.has(step.returnNo)) fault('RETURN_UNKNOWN', step.no, String(step.returnNo))
    else if (blockOf.get(step.returnNo) !== blockOf.get(step.no)) fault('RETURN_LEAVES_BRANCH', step.no, String(step.returnNo))
    else if (!reaches(after, step.returnNo, step.no)) fault('RETURN_NOT_BACK', step.no, String(step.returnNo))
  }
  if (faults.length > 0) return { faults }
  return {
    compiled: {
      entry,
      steps: process.steps.map(({ onward: _written, ...step }) => ({
        ...step,
        onward: compiledOnward.get(step.no) ?? { kind: 'end' },
        block: blockOf.get(step.no) ?? null,
      })),
      splits,
      isLinear:
        splits.length === 0 && [process.entry, ...process.steps.map((step) => step.onward)].every((onward) => onward.kind !== 'choose'),
    },
  }
}

/** Steps that may come first on a way. */
export function firstSteps(onward: Onward): number[] {
  switch (onward.kind) {
    case 'step':
      return [onward.no]
    case 'end':
    case 'join':
      return []
    case 'choose':
      return [...onward.branches.flatMap((branch) => firstSteps(branch.onward)), ...firstSteps(onward.otherwise)]
    case 'split':
      return onward.branches.flatMap((branch) => firstSteps(branch.onward)).concat(firstSteps(onward.afterwards))
  }
}

function reaches(after: ReadonlyMap<number, ReadonlySet<number>>, from: number, to: number): boolean {
  const seen = new Set<number>()
  const waiting = [from]
  for (let no = waiting.pop(); no !== undefined; no = waiting.pop()) {
    for (const next of after.get(no) ?? []) {
      if (next === to) return true
      if (!seen.has(next)) {
        seen.add(next)
        waiting.push(next)
      }
    }
  }
  return false
}

/** The state of the work: the open steps, and how many branches each running split still waits for. */
export type Marking = {
  readonly open: readonly number[]
  readonly running: readonly { readonly split: string; readonly needed: number; readonly arrived: number }[]
  readonly isEnded: boolean
}

export const notBegun: Marking = { open: [], running: [], isEnded: false }

/** The effect of one move: the steps that opened, and those closed because the join no longer waits for them. */
export type Advance = { readonly marking: Marking; readonly opened: readonly number[]; readonly closed: readonly number[] }

/** The first steps of a dossier under this process. */
export function begin(process: Compiled, data: FormData): Advance {
  return go(process, notBegun, process.entry, null, data)
}

/**
 * The effects of finishing an open step. A join fires once: the arrival that completes it continues, and every
 * step still open inside is closed, so a later arrival finds nothing to arrive at.
 * @throws RangeError the step is not open: two finishing at once are put in order by the caller's lock
 */
export function advance(process: Compiled, marking: Marking, stepNo: number, data: FormData): Advance {
  const step = process.steps.find((each) => each.no === stepNo)
  if (!step || !marking.open.includes(stepNo)) throw new RangeError(`step ${stepNo} is not open`)
  return go(process, { ...marking, open: marking.open.filter((no) => no !== stepNo) }, step.onward, step.block, data)
}

/** Gives an open step back to the one it returns to. @throws RangeError not open, or nowhere to return */
export function giveBack(process: Compiled, marking: Marking, stepNo: number): Advance {
  const step = process.steps.find((each) => each.no === stepNo)
  if (!step || !marking.open.includes(stepNo) || step.returnNo === null) throw new RangeError(`step ${stepNo} cannot be returned`)
  return {
    marking: { ...marking, open: [...marking.open.filter((no) => no !== stepNo), step.returnNo] },
    opened: [step.returnNo],
    closed: [],
  }
}

function go(process: Compiled, before: Marking, onward: CompiledOnward, block: string | null, data: FormData): Advance {
  switch (onward.kind) {
    case 'end':
      return { marking: { ...before, isEnded: before.open.length === 0 && before.running.length === 0 }, opened: [], closed: [] }
    case 'step':
      return { marking: { ...before, open: [...before.open, onward.no] }, opened: [onward.no], closed: [] }
    case 'choose': {
      const taken = onward.branches.find((branch) => holds(branch.when, data))
      return go(process, before, taken?.onward ?? onward.otherwise, block, data)
    }
    case 'split': {
      const split = splitOf(process, onward.id)
      const taken = onward.branches.filter((branch) => branch.when === null || holds(branch.when, data))
      if (taken.length === 0) return go(process, before, split.afterwards, block, data)
      const needed = split.join.kind === 'all' ? taken.length : split.join.kind === 'any' ? 1 : Math.min(split.join.count, taken.length)
      let marking: Marking = { ...before, running: [...before.running, { split: onward.id, needed, arrived: 0 }] }
      const opened: number[] = []
      const closed: number[] = []
      for (const branch of taken) {
        // An empty branch may have made the join full already.
        if (!marking.running.some((each) => each.split === onward.id)) break
        const step = go(process, marking, branch.onward, onward.id, data)
        marking = step.marking
        opened.push(...step.opened)
        closed.push(...step.closed)
      }
      return { marking, opened: opened.filter((no) => !closed.includes(no)), closed: closed.filter((no) => !opened.includes(no)) }
    }
    case 'join': {
      const running = before.running.find((each) => each.split === block)
      if (block === null || !running) throw new RangeError('a branch arrived where nothing is joined')
      const arrived = running.arrived + 1
      if (arrived < running.needed) {
        return {
          marking: { ...before, running: before.running.map((each) => (each === running ? { ...each, arrived } : each)) },
          opened: [],
          closed: [],
        }
      }
      const split = splitOf(process, block)
      const isInside = (inner: string | null): boolean => {
        for (let each = inner; each !== null; each = splitOf(process, each).parent) if (each === block) return true
        return false
      }
      const closed = before.open.filter((no) => isInside(process.steps.find((step) => step.no === no)?.block ?? null))
      const rest: Marking = {
        ...before,
        open: before.open.filter((no) => !closed.includes(no)),
        running: before.running.filter((each) => !isInside(each.split)),
      }
      const next = go(process, rest, split.afterwards, split.parent, data)
      return { ...next, closed: [...closed, ...next.closed] }
    }
  }
}

function splitOf(process: Compiled, id: string): Split {
  const split = process.splits.find((each) => each.id === id)
  if (!split) throw new RangeError(`no split ${id}`)
  return split
}

/**
 * The linear steps of a version as a process: still the way most procedures are written. A step that names the next
 * one goes there, the last one ends; the signatory may refuse, with the customary reason and appeal.
 */
export function processOfSteps(steps: readonly ProcessStep[]): Process {
  const numbers = steps.map((step) => step.no)
  return {
    entry: numbers[0] === undefined ? { kind: 'end' } : { kind: 'step', no: numbers[0] },
    steps: steps.map((step, index): Step => {
      const nextNo = step.nextNo === undefined ? (numbers[index + 1] ?? null) : step.nextNo
      return {
        no: step.no,
        name: step.name,
        kind: 'work',
        role: step.role,
        agencyCode: null,
        unitName: step.unitName,
        hours: step.hours,
        returnNo: step.returnNo === undefined ? (numbers[index - 1] ?? null) : step.returnNo,
        refusal: step.role === 'signatory' ? { reasons: [customaryReason], appeal: customaryAppeal } : null,
        onward: nextNo === null ? { kind: 'end' } : { kind: 'step', no: nextNo },
      }
    }),
  }
}

/** The steps of a process as they are listed for a reader, also where it branches: who does what and how long, not what follows. */
export function listStepsOf({ steps }: Process): ProcessStep[] {
  return steps.map(({ no, name, role, unitName, hours }) => ({ no, name, role, unitName, hours }))
}

/** The other way: a linear process as the steps of a version, in the order they are gone through; `null` when it has branches. */
export function stepsOfProcess(compiled: Compiled): ProcessStep[] | null {
  if (!compiled.isLinear) return null
  const steps: ProcessStep[] = []
  let onward = compiled.entry
  while (onward.kind === 'step') {
    const { no } = onward
    const step = compiled.steps.find((each) => each.no === no)
    if (!step) return null
    const nextNo = step.onward.kind === 'step' ? step.onward.no : null
    steps.push({
      no: step.no,
      name: step.name,
      role: step.role,
      unitName: step.unitName,
      hours: step.hours,
      nextNo,
      returnNo: step.returnNo,
    })
    onward = step.onward
  }
  return steps
}
