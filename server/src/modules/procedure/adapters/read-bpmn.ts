import type { BpmnModdle, ModdleElement } from 'bpmn-moddle'
import type { Role } from '#kernel/actor.ts'
import { roles } from '#kernel/actor.ts'
import { bpmnFault } from '../domain/bpmn-faults.ts'
import type { BpmnFault, BpmnNote } from '../domain/bpmn-faults.ts'
import { parseCondition } from '../domain/process-condition.ts'
import type { Condition } from '../domain/process-condition.ts'
import { customaryAppeal, customaryReason } from '../domain/process.ts'
import type { Join, Onward, Process, RefusalPath, Step } from '../domain/process.ts'
import { bpmnDialect } from './bpmn-dialect.ts'

export type ReadBpmn = { readonly process: Process; readonly notes: readonly BpmnNote[] } | { readonly faults: readonly BpmnFault[] }

// A process of two hundred steps drawn by a talkative tool stays under a megabyte.
const mostCharacters = 2_000_000
const mostElements = 1000

/**
 * Reads the part of BPMN 2.0 a process has: start, end, tasks, gateways, conditions, lanes, call activities. What a
 * tool adds in namespaces of its own is passed over; what means something we do not do is refused by element.
 * @param lanes role of a lane by its name, where the file says no role
 */
export async function readBpmn(xml: string, roleOfLane: (name: string) => Role | null = () => null): Promise<ReadBpmn> {
  if (xml.length > mostCharacters) return { faults: [bpmnFault('BPMN_TOO_LARGE', null, mostCharacters)] }
  // Entities are declared nowhere else; without a declaration there is nothing to multiply.
  if (/<!DOCTYPE/iu.test(xml)) return { faults: [bpmnFault('BPMN_DOCTYPE')] }
  let parsed: Awaited<ReturnType<BpmnModdle['fromXML']>>
  try {
    parsed = await bpmnDialect().fromXML(xml)
  } catch (error) {
    const reason =
      error instanceof Error
        ? error.message
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean)
            .join(', ')
        : String(error)
    return {
      faults: [
        /failed to parse document as/u.test(reason) ? bpmnFault('BPMN_NOT_BPMN') : bpmnFault('BPMN_MALFORMED', null, reason.slice(0, 200)),
      ],
    }
  }
  const broken = parsed.warnings.filter(
    (warning) => /unparsable content|unclosed|unexpected/u.test(warning.message) && !/unknown (?:attribute|type)/u.test(warning.message),
  )
  const [first] = broken
  if (first)
    return {
      faults: [
        bpmnFault(
          'BPMN_MALFORMED',
          null,
          first.message
            .split('\n')
            .map((line) => line.trim())
            .join(', ')
            .slice(0, 200),
        ),
      ],
    }
  const lost = parsed.warnings.filter(
    (warning) => /unresolved reference/u.test(warning.message) && !/^(?:bpmndi|dc|di):/u.test(warning.element?.$type ?? ''),
  )
  if (lost.length > 0)
    return { faults: lost.slice(0, 20).map((warning) => bpmnFault('BPMN_REFERENCE_BROKEN', warning.element?.id ?? null)) }

  const processes = elements(parsed.rootElement, 'rootElements').filter(
    (each) => each.$type === 'bpmn:Process' && elements(each, 'flowElements').length > 0,
  )
  const [process] = processes
  if (!process) return { faults: [bpmnFault('BPMN_NO_PROCESS')] }
  if (processes.length > 1) return { faults: [bpmnFault('BPMN_SEVERAL_PROCESSES', null, processes.map((each) => each.id).join(', '))] }
  if (elements(process, 'flowElements').length > mostElements) return { faults: [bpmnFault('BPMN_TOO_MANY_ELEMENTS', null, mostElements)] }
  return new Reading(process, roleOfLane).read()
}

function elements(of: ModdleElement, name: string): ModdleElement[] {
  const value = of[name]
  return Array.isArray(value) ? (value as ModdleElement[]) : []
}

const taskTypes = new Set(['bpmn:Task', 'bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:CallActivity', 'bpmn:SubProcess'])
const gatewayTypes = new Set(['bpmn:ExclusiveGateway', 'bpmn:ParallelGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway'])
/** Said beside the work, changing nothing about it. */
const besideTypes = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])

type Flow = { readonly id: string; readonly from: ModdleElement; readonly to: ModdleElement; readonly element: ModdleElement }
/** A split being read: its branches must all come to one gateway. */
type Frame = { readonly split: ModdleElement; join: ModdleElement | null }

class Reading {
  private readonly faults: BpmnFault[] = []
  private readonly notes: BpmnNote[] = []
  private readonly out = new Map<ModdleElement, Flow[]>()
  private readonly into = new Map<ModdleElement, Flow[]>()
  private readonly numbers = new Map<ModdleElement, number>()
  private readonly laneOf = new Map<ModdleElement, string>()
  private readonly onwardOf = new Map<ModdleElement, Onward>()
  private readonly gatewaysRead = new Map<ModdleElement, Onward>()
  private readonly reading = new Set<ModdleElement>()
  private readonly process: ModdleElement
  private readonly roleOfLane: (name: string) => Role | null

  constructor(process: ModdleElement, roleOfLane: (name: string) => Role | null) {
    this.process = process
    this.roleOfLane = roleOfLane
  }

  private fault(code: BpmnFault['code'], element: ModdleElement | null, detail: string | number = ''): void {
    const elementId = element ? (element.id ?? element.name ?? element.$type) : null
    if (!this.faults.some((each) => each.code === code && each.elementId === elementId))
      this.faults.push(bpmnFault(code, elementId, detail))
  }

  read(): ReadBpmn {
    const all = elements(this.process, 'flowElements')
    for (const element of all) this.judge(element)
    for (const element of all) {
      if (element.$type !== 'bpmn:SequenceFlow') continue
      const from = element['sourceRef'] as ModdleElement | undefined
      const to = element['targetRef'] as ModdleElement | undefined
      if (!from || !to) {
        this.fault('BPMN_REFERENCE_BROKEN', element)
        continue
      }
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

  private readonly joined = new Set<ModdleElement>()
  private readonly passed = new Set<ModdleElement>()

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

  private judge(element: ModdleElement): void {
    const { $type } = element
    if ($type === 'bpmn:SequenceFlow' || gatewayTypes.has($type) || besideTypes.has($type)) return
    if ($type === 'bpmn:StartEvent' || $type === 'bpmn:EndEvent') {
      const [definition] = elements(element, 'eventDefinitions')
      if (definition) this.fault('BPMN_EVENT_NOT_COVERED', element, definition.$type.replace('bpmn:', ''))
      return
    }
    if (!taskTypes.has($type)) return this.fault('BPMN_ELEMENT_NOT_COVERED', element, $type.replace('bpmn:', ''))
    if (element['loopCharacteristics']) this.fault('BPMN_REPETITION_NOT_COVERED', element)
    if ($type === 'bpmn:SubProcess' && elements(element, 'flowElements').length > 0) this.fault('BPMN_SUBPROCESS_WITH_CONTENT', element)
  }

  private readLanes(holder: ModdleElement): void {
    for (const set of [...elements(holder, 'laneSets'), ...(holder['childLaneSet'] ? [holder['childLaneSet'] as ModdleElement] : [])]) {
      for (const lane of elements(set, 'lanes')) {
        for (const node of elements(lane, 'flowNodeRef')) if (lane.name) this.laneOf.set(node, lane.name)
        this.readLanes(lane)
      }
    }
  }

  private number(tasks: readonly ModdleElement[]): void {
    const taken = new Set<number>()
    for (const task of tasks) {
      const said = task['no']
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
  private single(from: ModdleElement, frames: readonly Frame[]): Onward {
    const flows = this.out.get(from) ?? []
    const [flow] = flows
    if (!flow) {
      this.fault('BPMN_NO_WAY_ON', from)
      return { kind: 'end' }
    }
    if (flows.length > 1) this.fault('BPMN_IMPLICIT_SPLIT', from)
    if (flow.element['conditionExpression']) this.fault('BPMN_CONDITION_ON_PLAIN_FLOW', flow.element)
    return this.follow(flow.to, frames)
  }

  private follow(to: ModdleElement, frames: readonly Frame[]): Onward {
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

  private arrive(join: ModdleElement, frames: readonly Frame[]): Onward {
    const frame = frames.at(-1)
    if (!frame || (frame.join !== null && frame.join !== join) || (frame.join === null && this.joined.has(join))) {
      this.fault('BPMN_JOIN_UNBALANCED', join)
      return { kind: 'end' }
    }
    frame.join = join
    this.joined.add(join)
    return { kind: 'join' }
  }

  private gateway(at: ModdleElement, frames: readonly Frame[]): Onward {
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

  private choice(at: ModdleElement, flows: readonly Flow[], frames: readonly Frame[]): Onward {
    const named = at['default'] as ModdleElement | undefined
    const plain = flows.filter((flow) => !flow.element['conditionExpression'])
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
        if (when === null && !flow.element['conditionExpression']) this.fault('BPMN_CONDITION_MISSING', flow.element)
        const onward = this.follow(flow.to, frames)
        return when ? [{ when, onward }] : []
      })
    return { kind: 'choose', branches, otherwise: this.follow(otherwise.to, frames) }
  }

  private split(at: ModdleElement, flows: readonly Flow[], frames: readonly Frame[]): Onward {
    const frame: Frame = { split: at, join: null }
    const branches = flows.map((flow) => {
      const when = this.condition(flow)
      if (when && at.$type === 'bpmn:ParallelGateway') this.fault('BPMN_CONDITION_ON_PARALLEL', flow.element)
      if (at.$type === 'bpmn:ComplexGateway') this.fault('BPMN_ELEMENT_NOT_COVERED', at, 'ComplexGateway')
      return { when, onward: this.follow(flow.to, [...frames, frame]) }
    })
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

  private joinRule(join: ModdleElement, branches: number): Join {
    if (join.$type !== 'bpmn:ComplexGateway') return { kind: 'all' }
    const text = String((join['activationCondition'] as ModdleElement | undefined)?.['body'] ?? '')
    const count = Number(/^\s*arrived\s*>=\s*(\d+)\s*$/u.exec(text)?.[1] ?? Number.NaN)
    if (!Number.isInteger(count) || count < 1 || count > branches) {
      this.fault('BPMN_JOIN_RULE_UNREADABLE', join)
      return { kind: 'all' }
    }
    const isAny = join['join'] === undefined ? count === 1 : join['join'] === 'any'
    return isAny ? { kind: 'any' } : { kind: 'quorum', count }
  }

  private condition(flow: Flow): Condition | null {
    const expression = flow.element['conditionExpression'] as ModdleElement | undefined
    if (!expression) return null
    const read = parseCondition(String(expression['body'] ?? ''))
    if ('condition' in read) return read.condition
    this.fault('BPMN_CONDITION_UNREADABLE', flow.element, read.fault)
    return null
  }

  private step(task: ModdleElement): Step {
    const no = this.numbers.get(task) ?? 0
    const name = (task.name ?? '').trim()
    const lane = this.laneOf.get(task) ?? null
    const kind = task.$type === 'bpmn:CallActivity' || task.$type === 'bpmn:SubProcess' ? 'sub_dossier' : 'work'
    const note = (code: BpmnNote['code'], message: string): void => {
      this.notes.push({ code, stepNo: no, message: `Bước ${no} “${name}”: ${message}` })
    }
    const saidRole = task['role'] as string | undefined
    if (saidRole !== undefined && !(roles as readonly string[]).includes(saidRole)) this.fault('BPMN_ATTRIBUTE_WRONG', task, 'role')
    const role = (saidRole as Role | undefined) ?? (lane === null ? null : this.roleOfLane(lane))
    if (role === null) note('BPMN_ROLE_NOT_SAID', 'tệp không ghi vai trò, tạm để cán bộ thụ lý.')
    const saidHours = task['hours'] as string | undefined
    const hours = Number(saidHours ?? 0)
    if (!Number.isFinite(hours) || hours < 0) this.fault('BPMN_ATTRIBUTE_WRONG', task, 'hours')
    if (saidHours === undefined) note('BPMN_HOURS_NOT_SAID', 'tệp không ghi thời gian, tạm để 0 giờ.')
    const agencyCode = (task['agency'] as string | undefined) ?? null
    if (kind === 'sub_dossier' && agencyCode === null) note('BPMN_AGENCY_NOT_SAID', 'hồ sơ con chưa ghi cơ quan nhận.')
    const saidReturn = task['returnTo'] as string | undefined
    const returnNo = saidReturn === undefined ? null : Number(saidReturn)
    if (returnNo !== null && !Number.isInteger(returnNo)) this.fault('BPMN_ATTRIBUTE_WRONG', task, 'returnTo')
    return {
      no,
      name,
      kind,
      role: role ?? 'case_officer',
      agencyCode,
      unitName: (task['unit'] as string | undefined) ?? (saidRole === undefined ? lane : null),
      hours,
      returnNo,
      refusal: this.refusal(task, role),
      onward: this.onwardOf.get(task) ?? { kind: 'end' },
    }
  }

  private refusal(task: ModdleElement, role: Role | null): RefusalPath | null {
    const said = task['refusal'] as string | undefined
    if (said === undefined)
      return role === 'signatory' && task['role'] === undefined ? { reasons: [customaryReason], appeal: customaryAppeal } : null
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
