import type { Role } from '#kernel/actor.ts'
import { roles } from '#kernel/actor.ts'
import { bpmnFault, bpmnNoteFrom } from '../domain/bpmn-faults.ts'
import type { BpmnFault, BpmnNote } from '../domain/bpmn-faults.ts'
import { parseCondition } from '../domain/process-condition.ts'
import type { Condition } from '../domain/process-condition.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { boundFaults } from '../domain/process-bounds.ts'
import { customaryAppeal, customaryReason } from '../domain/process.ts'
import type { Join, Onward, Process, RefusalPath, Step } from '../domain/process.ts'
import { bpmnTree } from './bpmn-tree.ts'
import type { BpmnElement, BpmnTree } from './bpmn-tree.ts'
import { decodeXml, lostEncoding } from './decode-xml.ts'
import type { DecodedXml } from './decode-xml.ts'

export type ReadBpmn = { readonly process: Process; readonly notes: readonly BpmnNote[] } | { readonly faults: readonly BpmnFault[] }

// A process of two hundred steps drawn by a talkative tool stays under a megabyte.
const mostCharacters = 2_000_000
const mostElements = 1000

/**
 * Reads the part of BPMN 2.0 a process has: start, end, tasks, gateways, conditions, lanes, call activities. What a
 * tool adds in namespaces of its own is passed over; what means something we do not do is refused by element.
 * @param file the bytes of a file, or its text where somebody else decoded it
 * @param lanes role of a lane by its name, where the file says no role
 */
export function readBpmn(file: string | Uint8Array, roleOfLane: (name: string) => Role | null = () => null): ReadBpmn {
  if (file.length > mostCharacters * 2) return { faults: [bpmnFault('BPMN_TOO_LARGE', null, mostCharacters)] }
  const decoded = typeof file === 'string' ? textOf(file) : decodeXml(file)
  if ('encoding' in decoded) return { faults: [bpmnFault('BPMN_ENCODING', null, decoded.encoding)] }
  const xml = decoded.text
  if (xml.length > mostCharacters) return { faults: [bpmnFault('BPMN_TOO_LARGE', null, mostCharacters)] }
  // Entities are declared nowhere else; without a declaration there is nothing to multiply.
  if (/<!DOCTYPE/iu.test(xml)) return { faults: [bpmnFault('BPMN_DOCTYPE')] }
  const tree = bpmnTree(xml)
  if ('fault' in tree) return { faults: [treeFault(tree)] }
  const processes = tree.processes.filter((each) => flowElements(each).length > 0)
  const [process] = processes
  if (!process) return { faults: [bpmnFault('BPMN_NO_PROCESS')] }
  if (processes.length > 1)
    return { faults: [bpmnFault('BPMN_SEVERAL_PROCESSES', null, processes.map((each) => each.id ?? each.name ?? '?').join(', '))] }
  if (flowElements(process).length > mostElements) return { faults: [bpmnFault('BPMN_TOO_MANY_ELEMENTS', null, mostElements)] }
  const read = new Reading(process, roleOfLane).read()
  if ('faults' in read) return read
  const faults = boundFaults(read.process)
  return faults.length > 0 ? { faults } : read
}

function treeFault(tree: Extract<BpmnTree, { fault: string }>): BpmnFault {
  switch (tree.fault) {
    case 'malformed':
      return bpmnFault('BPMN_MALFORMED', null, tree.where)
    case 'too_deep':
      return bpmnFault('BPMN_TOO_DEEP', null, tree.most)
    case 'too_many':
      return bpmnFault('BPMN_TOO_MANY_ELEMENTS', null, tree.most)
    case 'not_bpmn':
      return bpmnFault('BPMN_NOT_BPMN')
  }
}

function textOf(text: string): DecodedXml {
  const encoding = lostEncoding(text)
  return encoding === null ? { text } : { encoding }
}

/** Parts of a process that are no flow elements; all others are, whatever they are called. */
const beside = new Set([
  'bpmn:LaneSet',
  'bpmn:TextAnnotation',
  'bpmn:Association',
  'bpmn:Group',
  'bpmn:Auditing',
  'bpmn:Monitoring',
  'bpmn:ResourceRole',
  'bpmn:Performer',
  'bpmn:HumanPerformer',
  'bpmn:PotentialOwner',
  'bpmn:CorrelationSubscription',
  'bpmn:Supports',
  'bpmn:SupportedInterfaceRef',
  'bpmn:IoBinding',
  'bpmn:DataInputAssociation',
  'bpmn:DataOutputAssociation',
  'bpmn:StandardLoopCharacteristics',
  'bpmn:MultiInstanceLoopCharacteristics',
  'bpmn:Rendering',
])

function flowElements(of: BpmnElement): BpmnElement[] {
  return of.parts.filter(({ $type }) => !beside.has($type))
}

function partOf(of: BpmnElement, $type: string): BpmnElement | undefined {
  return of.parts.find((part) => part.$type === $type)
}

const taskTypes = new Set(['bpmn:Task', 'bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:CallActivity', 'bpmn:SubProcess'])
const gatewayTypes = new Set(['bpmn:ExclusiveGateway', 'bpmn:ParallelGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway'])
/** Said beside the work, changing nothing about it. */
const besideTypes = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])

type Flow = { readonly id: string; readonly from: BpmnElement; readonly to: BpmnElement; readonly element: BpmnElement }
/** A split being read: its branches must all end at one gateway. */
type Frame = { readonly split: BpmnElement; join: BpmnElement | null }

class Reading {
  private readonly faults: BpmnFault[] = []
  private readonly notes: BpmnNote[] = []
  private readonly out = new Map<BpmnElement, Flow[]>()
  private readonly into = new Map<BpmnElement, Flow[]>()
  private readonly numbers = new Map<BpmnElement, number>()
  private readonly byId = new Map<string, BpmnElement>()
  private readonly laneOf = new Map<BpmnElement, string>()
  private readonly onwardOf = new Map<BpmnElement, Onward>()
  private readonly gatewaysRead = new Map<BpmnElement, Onward>()
  private readonly reading = new Set<BpmnElement>()
  private readonly process: BpmnElement
  private readonly roleOfLane: (name: string) => Role | null

  constructor(process: BpmnElement, roleOfLane: (name: string) => Role | null) {
    this.process = process
    this.roleOfLane = roleOfLane
  }

  private fault(code: BpmnFault['code'], element: BpmnElement | null, detail: string | number = ''): void {
    const elementId = element ? (element.id ?? element.name ?? element.$type) : null
    if (!this.faults.some((each) => each.code === code && each.elementId === elementId))
      this.faults.push(bpmnFault(code, elementId, detail))
  }

  read(): ReadBpmn {
    const all = flowElements(this.process)
    this.identify(all)
    for (const element of all) this.judge(element)
    for (const element of all) {
      if (element.$type !== 'bpmn:SequenceFlow') continue
      const from = this.referred(element, 'sourceRef')
      const to = this.referred(element, 'targetRef')
      if (!from || !to) continue
      const flow = { id: element.id ?? '', from, to, element }
      this.out.set(from, [...(this.out.get(from) ?? []), flow])
      this.into.set(to, [...(this.into.get(to) ?? []), flow])
    }
    this.readLanes(this.process)
    const tasks = all.filter((element) => taskTypes.has(element.$type))
    this.number(tasks)
    const starts = all.filter((element) => element.$type === 'bpmn:StartEvent')
    const [start] = starts
    if (starts.length !== 1 || !start) this.fault('BPMN_START_NOT_ONE', null, starts.length)
    if (this.faults.length > 0 || !start) return { faults: this.faults }
    if ((this.into.get(start) ?? []).length > 0) this.fault('BPMN_START_NOT_FIRST', start)

    const entry = this.single(start, [])
    for (const element of all) {
      const isRead = element === start || this.onwardOf.has(element) || this.gatewaysRead.has(element) || this.joined.has(element)
      if (
        (taskTypes.has(element.$type) || gatewayTypes.has(element.$type)) &&
        !isRead &&
        !this.passed.has(element) &&
        this.faults.length === 0
      )
        this.fault('BPMN_UNREACHABLE', element)
    }
    // Choices chained without a step between them unfold to two ways each; what is shared here is not shared later.
    if (this.faults.length === 0 && [entry, ...this.onwardOf.values()].some((onward) => this.size(onward) > mostElements))
      this.fault('BPMN_TOO_MANY_ELEMENTS', null, mostElements)
    const steps = tasks.map((task) => this.step(task)).toSorted((a, b) => a.no - b.no)
    return this.faults.length > 0 ? { faults: this.faults } : { process: { entry, steps }, notes: this.notes }
  }

  private readonly joined = new Set<BpmnElement>()
  private readonly passed = new Set<BpmnElement>()

  private readonly sizes = new Map<Onward, number>()

  private size(onward: Onward): number {
    const known = this.sizes.get(onward)
    if (known !== undefined) return known
    const parts =
      onward.kind === 'choose'
        ? [...onward.branches.map((branch) => branch.onward), onward.otherwise]
        : onward.kind === 'split'
          ? [...onward.branches.map((branch) => branch.onward), onward.afterwards]
          : []
    const size = parts.reduce((sum, part) => sum + this.size(part), 1)
    this.sizes.set(onward, size)
    return size
  }

  private judge(element: BpmnElement): void {
    const { $type } = element
    if ($type === 'bpmn:SequenceFlow' || gatewayTypes.has($type) || besideTypes.has($type)) return
    if ($type === 'bpmn:StartEvent' || $type === 'bpmn:EndEvent') {
      const definition = element.parts.find((part) => part.$type.endsWith('EventDefinition') || part.$type === 'bpmn:EventDefinitionRef')
      if (definition) this.fault('BPMN_EVENT_NOT_COVERED', element, definition.$type.replace('bpmn:', ''))
      return
    }
    if (!taskTypes.has($type)) return this.fault('BPMN_ELEMENT_NOT_COVERED', element, $type.replace('bpmn:', ''))
    if (element.parts.some((part) => part.$type.endsWith('LoopCharacteristics'))) this.fault('BPMN_REPETITION_NOT_COVERED', element)
    if ($type === 'bpmn:SubProcess' && flowElements(element).length > 0) this.fault('BPMN_SUBPROCESS_WITH_CONTENT', element)
  }

  private readLanes(holder: BpmnElement): void {
    for (const set of holder.parts.filter(({ $type }) => $type === 'bpmn:LaneSet' || $type === 'bpmn:ChildLaneSet')) {
      for (const lane of set.parts.filter(({ $type }) => $type === 'bpmn:Lane')) {
        for (const { text } of lane.parts.filter(({ $type }) => $type === 'bpmn:FlowNodeRef')) {
          const id = text.trim()
          const node = this.byId.get(id) ?? this.byId.get(id.slice(id.indexOf(':') + 1))
          if (!node) this.noteLane(lane, id)
          else if (lane.name) this.laneOf.set(node, lane.name)
        }
        this.readLanes(lane)
      }
    }
  }

  /** A lane that lists what is not there takes nothing from the process; the person who repairs the file must know what to look for. */
  private noteLane(lane: BpmnElement, id: string): void {
    this.notes.push(bpmnNoteFrom('BPMN_LANE_REFERENCE_BROKEN', null, lane.name ?? lane.id ?? '', id))
  }

  private identify(all: readonly BpmnElement[]): void {
    for (const element of all) {
      if (element.id === undefined) continue
      if (this.byId.has(element.id)) this.fault('BPMN_ID_TWICE', element)
      this.byId.set(element.id, element)
    }
  }

  /** The element that an attribute names; a missing one is reported by its name. */
  private referred(element: BpmnElement, attribute: string): BpmnElement | undefined {
    const id = element.said.get(attribute)?.trim()
    const found = id === undefined ? undefined : (this.byId.get(id) ?? this.byId.get(id.slice(id.indexOf(':') + 1)))
    if (!found) this.fault('BPMN_REFERENCE_BROKEN', element, id ?? attribute)
    return found
  }

  private number(tasks: readonly BpmnElement[]): void {
    const taken = new Set<number>()
    for (const task of tasks) {
      const said = task.said.get('motcua:no')
      if (said === undefined) continue
      const no = Number(said)
      if (!Number.isInteger(no) || no < 1 || no > 9999 || taken.has(no)) this.fault('BPMN_ATTRIBUTE_WRONG', task, 'no')
      taken.add(no)
      this.numbers.set(task, no)
    }
    let next = 1
    for (const task of tasks) {
      if (this.numbers.has(task)) continue
      while (taken.has(next)) next += 1
      taken.add(next)
      this.numbers.set(task, next)
    }
  }

  /** The way on from an element that has exactly one. */
  private single(from: BpmnElement, frames: readonly Frame[]): Onward {
    const flows = this.out.get(from) ?? []
    const [flow] = flows
    if (!flow) {
      this.fault('BPMN_NO_WAY_ON', from)
      return { kind: 'end' }
    }
    if (flows.length > 1) this.fault('BPMN_IMPLICIT_SPLIT', from)
    if (conditionOf(flow.element)) this.fault('BPMN_CONDITION_ON_PLAIN_FLOW', flow.element)
    return this.follow(flow.to, frames)
  }

  private follow(to: BpmnElement, frames: readonly Frame[]): Onward {
    if (to.$type === 'bpmn:EndEvent') {
      if (frames.length > 0) this.fault('BPMN_BRANCH_ENDS', to)
      this.passed.add(to)
      return { kind: 'end' }
    }
    if (taskTypes.has(to.$type)) {
      if (!this.onwardOf.has(to)) {
        if (this.reading.has(to)) this.fault('BPMN_LOOP', to)
        else {
          this.reading.add(to)
          this.onwardOf.set(to, this.single(to, frames))
          this.reading.delete(to)
        }
      }
      return { kind: 'step', no: this.numbers.get(to) ?? 0 }
    }
    const isMeeting = (this.into.get(to) ?? []).length > 1 && to.$type !== 'bpmn:ExclusiveGateway'
    if (isMeeting) return this.arrive(to, frames)
    return this.gateway(to, frames)
  }

  private arrive(join: BpmnElement, frames: readonly Frame[]): Onward {
    const frame = frames.at(-1)
    if (!frame || (frame.join !== null && frame.join !== join) || (frame.join === null && this.joined.has(join))) {
      this.fault('BPMN_JOIN_UNBALANCED', join)
      return { kind: 'end' }
    }
    frame.join = join
    this.joined.add(join)
    return { kind: 'join' }
  }

  private gateway(at: BpmnElement, frames: readonly Frame[]): Onward {
    const known = this.gatewaysRead.get(at)
    if (known) return known
    if (this.reading.has(at)) {
      this.fault('BPMN_LOOP', at)
      return { kind: 'end' }
    }
    this.reading.add(at)
    const flows = this.out.get(at) ?? []
    const onward =
      flows.length <= 1
        ? this.single(at, frames)
        : at.$type === 'bpmn:ExclusiveGateway'
          ? this.choice(at, flows, frames)
          : this.split(at, flows, frames)
    this.reading.delete(at)
    this.gatewaysRead.set(at, onward)
    return onward
  }

  private choice(at: BpmnElement, flows: readonly Flow[], frames: readonly Frame[]): Onward {
    const named = at.said.has('default') ? this.referred(at, 'default') : undefined
    const plain = flows.filter((flow) => !conditionOf(flow.element))
    // One flow without a condition beside flows that have one can only be the other case.
    const otherwise = flows.find((flow) => flow.element === named) ?? (plain.length === 1 ? plain[0] : undefined)
    if (!otherwise) {
      if (plain.length > 1) for (const flow of plain) this.fault('BPMN_CONDITION_MISSING', flow.element)
      else this.fault('BPMN_DEFAULT_MISSING', at)
      return { kind: 'end' }
    }
    const branches = flows
      .filter((flow) => flow !== otherwise)
      .flatMap((flow) => {
        const when = this.condition(flow)
        if (when === null && !conditionOf(flow.element)) this.fault('BPMN_CONDITION_MISSING', flow.element)
        const onward = this.follow(flow.to, frames)
        return when ? [{ when, onward }] : []
      })
    return { kind: 'choose', branches, otherwise: this.follow(otherwise.to, frames) }
  }

  private split(at: BpmnElement, flows: readonly Flow[], frames: readonly Frame[]): Onward {
    const frame: Frame = { split: at, join: null }
    const branches = flows.map((flow) => {
      const when = this.condition(flow)
      if (when && at.$type === 'bpmn:ParallelGateway') this.fault('BPMN_CONDITION_ON_PARALLEL', flow.element)
      if (at.$type === 'bpmn:ComplexGateway') this.fault('BPMN_ELEMENT_NOT_COVERED', at, 'ComplexGateway')
      return { when, onward: this.follow(flow.to, [...frames, frame]) }
    })
    this.sharedSteps(branches.map(({ onward }) => onward))
    const { join } = frame
    if (!join) {
      this.fault('BPMN_JOIN_UNBALANCED', at)
      return { kind: 'end' }
    }
    // A parallel join waits for branches an inclusive split never started, and would wait for ever.
    if (at.$type === 'bpmn:InclusiveGateway' && join.$type === 'bpmn:ParallelGateway') this.fault('BPMN_JOIN_UNBALANCED', join)
    const rule = this.joinRule(join, flows.length)
    const further = (this.out.get(join) ?? []).length > 1
    if (further && join.$type === 'bpmn:ComplexGateway') this.fault('BPMN_IMPLICIT_SPLIT', join)
    const afterwards = further ? this.gateway(join, frames) : this.single(join, frames)
    return { kind: 'split', branches, join: rule, afterwards }
  }

  /** A step that two branches of one split reach would be done twice: the branches meet without a joining gateway. */
  private sharedSteps(branches: readonly Onward[]): void {
    const seen = new Set<number>()
    for (const branch of branches) {
      const own = new Set<number>()
      this.stepsIn(branch, own)
      for (const no of own) {
        const task = seen.has(no) ? [...this.numbers].find(([, each]) => each === no)?.[0] : undefined
        if (task) this.fault('BPMN_STEP_TWICE', task)
        seen.add(no)
      }
    }
  }

  private stepsIn(onward: Onward, found: Set<number>): void {
    if (onward.kind === 'step') {
      if (found.has(onward.no)) return
      found.add(onward.no)
      const task = [...this.numbers].find(([, no]) => no === onward.no)?.[0]
      const next = task && this.onwardOf.get(task)
      if (next) this.stepsIn(next, found)
    } else if (onward.kind === 'choose') {
      for (const part of new Set([...onward.branches.map((branch) => branch.onward), onward.otherwise])) this.stepsIn(part, found)
    } else if (onward.kind === 'split') {
      for (const part of new Set([...onward.branches.map((branch) => branch.onward), onward.afterwards])) this.stepsIn(part, found)
    }
  }

  private joinRule(join: BpmnElement, branches: number): Join {
    if (join.$type !== 'bpmn:ComplexGateway') return { kind: 'all' }
    const text = partOf(join, 'bpmn:ActivationCondition')?.text ?? ''
    const count = Number(/^\s*arrived\s*>=\s*(\d+)\s*$/u.exec(text)?.[1] ?? Number.NaN)
    if (!Number.isInteger(count) || count < 1 || count > branches) {
      this.fault('BPMN_JOIN_RULE_UNREADABLE', join)
      return { kind: 'all' }
    }
    const said = join.said.get('motcua:join')
    const isAny = said === undefined ? count === 1 : said === 'any'
    return isAny ? { kind: 'any' } : { kind: 'quorum', count }
  }

  private condition(flow: Flow): Condition | null {
    const expression = conditionOf(flow.element)
    if (!expression) return null
    const read = parseCondition(expression.text)
    if ('condition' in read) return read.condition
    this.fault('BPMN_CONDITION_UNREADABLE', flow.element, read.fault)
    return null
  }

  private step(task: BpmnElement): Step {
    const no = this.numbers.get(task) ?? 0
    const name = task.name ?? ''
    const lane = this.laneOf.get(task) ?? null
    const kind = task.$type === 'bpmn:CallActivity' || task.$type === 'bpmn:SubProcess' ? 'sub_dossier' : 'work'
    const note = (code: BpmnNote['code']): void => void this.notes.push(bpmnNoteFrom(code, no, `${no} “${name}”`))
    const saidRole = task.said.get('motcua:role')
    if (saidRole !== undefined && !(roles as readonly string[]).includes(saidRole)) this.fault('BPMN_ATTRIBUTE_WRONG', task, 'role')
    const role = (saidRole as Role | undefined) ?? (lane === null ? null : this.roleOfLane(lane))
    if (role === null) note('BPMN_ROLE_NOT_SAID')
    const saidHours = task.said.get('motcua:hours')
    const hours = Number(saidHours ?? 0)
    if (!Number.isFinite(hours) || hours < 0) this.fault('BPMN_ATTRIBUTE_WRONG', task, 'hours')
    if (saidHours === undefined) note('BPMN_HOURS_NOT_SAID')
    const agencyCode = tidied(task.said.get('motcua:agency')) ?? null
    if (kind === 'sub_dossier' && agencyCode === null) note('BPMN_AGENCY_NOT_SAID')
    const saidReturn = task.said.get('motcua:returnTo')
    const returnNo = saidReturn === undefined ? null : Number(saidReturn)
    if (returnNo !== null && !Number.isInteger(returnNo)) this.fault('BPMN_ATTRIBUTE_WRONG', task, 'returnTo')
    return {
      no,
      name,
      kind,
      role: role ?? 'case_officer',
      agencyCode,
      unitName: tidied(task.said.get('motcua:unit')) ?? (saidRole === undefined ? lane : null),
      hours,
      returnNo,
      refusal: this.refusal(task, role),
      onward: this.onwardOf.get(task) ?? { kind: 'end' },
    }
  }

  private refusal(task: BpmnElement, role: Role | null): RefusalPath | null {
    const said = task.said.get('motcua:refusal')
    if (said === undefined)
      return role === 'signatory' && !task.said.has('motcua:role') ? { reasons: [customaryReason], appeal: customaryAppeal } : null
    try {
      const value: unknown = JSON.parse(said)
      if (isRefusalPath(value)) return value
    } catch {
      // Not JSON is as wrong as the wrong JSON.
    }
    this.fault('BPMN_ATTRIBUTE_WRONG', task, 'refusal')
    return null
  }
}

function conditionOf(flow: BpmnElement): BpmnElement | undefined {
  return partOf(flow, 'bpmn:ConditionExpression')
}

function tidied(text: string | undefined): string | undefined {
  return text === undefined ? undefined : tidy(text)
}

function isRefusalPath(value: unknown): value is RefusalPath {
  if (typeof value !== 'object' || value === null || !('reasons' in value) || !('appeal' in value)) return false
  const { reasons, appeal } = value
  if (!Array.isArray(reasons) || !reasons.every((reason) => typeof reason === 'string')) return false
  if (appeal === null) return true
  return (
    typeof appeal === 'object' &&
    'to' in appeal &&
    typeof appeal.to === 'string' &&
    'law' in appeal &&
    typeof appeal.law === 'string' &&
    'withinDays' in appeal &&
    Number.isInteger(appeal.withinDays)
  )
}
