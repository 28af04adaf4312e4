import { layoutProcess } from 'bpmn-auto-layout'
import type { ModdleElement } from 'bpmn-moddle'
import { printCondition } from '../domain/process-condition.ts'
import type { Condition } from '../domain/process-condition.ts'
import type { Onward, Process } from '../domain/process.ts'
import { bpmnDialect } from './bpmn-dialect.ts'

/**
 * A process as BPMN 2.0, with its drawing unless `isDrawn` is false. `readBpmn` gives the same process back.
 * @param of code and name of the procedure
 */
export async function writeBpmn(process: Process, of: { readonly code: string; readonly name: string }, isDrawn = true): Promise<string> {
  const moddle = bpmnDialect()
  const nodes: ModdleElement[] = []
  const flows: ModdleElement[] = []
  const add = (type: string, id: string, attributes: Record<string, unknown> = {}): ModdleElement => {
    const node = moddle.create(type, { id, ...attributes, incoming: [], outgoing: [] })
    nodes.push(node)
    return node
  }
  const flow = (from: ModdleElement, to: ModdleElement, when: Condition | null): ModdleElement => {
    const each = moddle.create('bpmn:SequenceFlow', {
      id: `flow_${flows.length + 1}`,
      sourceRef: from,
      targetRef: to,
      ...(when
        ? { name: printCondition(when), conditionExpression: moddle.create('bpmn:FormalExpression', { body: printCondition(when) }) }
        : {}),
    })
    flows.push(each)
    ;(from['outgoing'] as ModdleElement[]).push(each)
    ;(to['incoming'] as ModdleElement[]).push(each)
    return each
  }

  const start = add('bpmn:StartEvent', 'start', { name: 'Nhận bàn giao' })
  const tasks = new Map(
    process.steps.map((step) => [
      step.no,
      add(step.kind === 'sub_dossier' ? 'bpmn:CallActivity' : 'bpmn:UserTask', `step_${step.no}`, {
        name: step.name,
        'motcua:no': String(step.no),
        'motcua:role': step.role,
        'motcua:hours': String(step.hours),
        ...(step.agencyCode === null ? {} : { 'motcua:agency': step.agencyCode }),
        ...(step.unitName === null ? {} : { 'motcua:unit': step.unitName }),
        ...(step.returnNo === null ? {} : { 'motcua:returnTo': String(step.returnNo) }),
        ...(step.refusal === null ? {} : { 'motcua:refusal': JSON.stringify(step.refusal) }),
      }),
    ]),
  )
  let end: ModdleElement | null = null
  let gateways = 0
  const splits = new Map<string, ModdleElement>()
  const lead = (from: ModdleElement, onward: Onward, join: ModdleElement | null, when: Condition | null): ModdleElement => {
    switch (onward.kind) {
      case 'end':
        end ??= add('bpmn:EndEvent', 'end', { name: 'Xong' })
        return flow(from, end, when)
      case 'step': {
        const task = tasks.get(onward.no)
        if (!task) throw new Error(`no step ${onward.no}`)
        return flow(from, task, when)
      }
      case 'join':
        if (!join) throw new Error('a join outside a split')
        return flow(from, join, when)
      case 'choose': {
        gateways += 1
        const gateway = add('bpmn:ExclusiveGateway', `choice_${gateways}`)
        const into = flow(from, gateway, when)
        for (const branch of onward.branches) lead(gateway, branch.onward, join, branch.when)
        gateway['default'] = lead(gateway, onward.otherwise, join, null)
        return into
      }
      case 'split': {
        const key = `${join?.id ?? ''} ${JSON.stringify(onward)}`
        const same = splits.get(key)
        if (same) return flow(from, same, when)
        gateways += 1
        const isConditional = onward.branches.some((branch) => branch.when !== null)
        const gateway = add(isConditional ? 'bpmn:InclusiveGateway' : 'bpmn:ParallelGateway', `split_${gateways}`)
        splits.set(key, gateway)
        const into = flow(from, gateway, when)
        const id = `join_${gateways}`
        const rule = onward.join
        const meeting =
          rule.kind === 'all'
            ? add(isConditional ? 'bpmn:InclusiveGateway' : 'bpmn:ParallelGateway', id)
            : add('bpmn:ComplexGateway', id, {
                name: rule.kind === 'any' ? 'Chờ một nhánh' : `Chờ ${rule.count} nhánh`,
                'motcua:join': rule.kind,
                activationCondition: moddle.create('bpmn:FormalExpression', { body: `arrived >= ${rule.kind === 'any' ? 1 : rule.count}` }),
              })
        for (const branch of onward.branches) lead(gateway, branch.onward, meeting, branch.when)
        lead(meeting, onward.afterwards, join, null)
        return into
      }
    }
  }
  lead(start, process.entry, null, null)
  // Steps of the branches are connected in place, so each must know the join it leads to.
  const joinOf = new Map<number, ModdleElement | null>()
  const learn = (onward: Onward, join: ModdleElement | null): void => {
    if (onward.kind === 'step' && !joinOf.has(onward.no)) {
      joinOf.set(onward.no, join)
      const step = process.steps.find((each) => each.no === onward.no)
      const task = tasks.get(onward.no)
      if (!step || !task) return
      lead(task, step.onward, join, null)
      learn(step.onward, join)
    }
    if (onward.kind === 'choose')
      for (const each of [...onward.branches.map((branch) => branch.onward), onward.otherwise]) learn(each, join)
    if (onward.kind === 'split') {
      const gateway = splits.get(`${join?.id ?? ''} ${JSON.stringify(onward)}`)
      const meeting = nodes.find((node) => node.id === gateway?.id?.replace('split_', 'join_')) ?? null
      for (const branch of onward.branches) learn(branch.onward, meeting)
      learn(onward.afterwards, join)
    }
  }
  learn(process.entry, null)
  // A gateway that splits would wait for every way into it; ways that come together by choice meet before it.
  for (const split of splits.values()) {
    const ways = split['incoming'] as ModdleElement[]
    if (ways.length < 2) continue
    const merge = add('bpmn:ExclusiveGateway', String(split.id).replace('split_', 'merge_'))
    split['incoming'] = []
    for (const way of ways) way['targetRef'] = merge
    ;(merge['incoming'] as ModdleElement[]).push(...ways)
    flow(merge, split, null)
  }

  const definitions = moddle.create('bpmn:Definitions', {
    id: 'definitions',
    targetNamespace: 'urn:motcua:process',
    exporter: 'Motcua',
    rootElements: [
      moddle.create('bpmn:Process', {
        id: `process_${of.code.replace(/[^\w-]/gu, '_')}`,
        name: of.name,
        isExecutable: false,
        flowElements: [...nodes, ...flows],
      }),
    ],
  })
  const { xml } = await moddle.toXML(definitions, { format: true })
  return isDrawn ? await layoutProcess(xml) : xml
}
