import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BpmnFault } from '../domain/bpmn-faults.ts'
import { bpmnFaults } from '../domain/bpmn-faults.ts'
import { compile, processOfSteps } from '../domain/process.ts'
import { arbitraryProcess, twoOpinions } from '../testing/process-examples.ts'
import { readBpmn } from './read-bpmn.ts'
import { writeBpmn } from './write-bpmn.ts'

const of = { code: '1.001193', name: 'Thủ tục đăng ký khai sinh' }

async function taken(xml: string) {
  const read = await readBpmn(xml, (lane) => (lane === 'Lãnh đạo' ? 'signatory' : null))
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read
}
async function refused(xml: string): Promise<[BpmnFault['code'], string | null][]> {
  const read = await readBpmn(xml)
  if (!('faults' in read)) throw new Error('it was taken')
  for (const { message } of read.faults) expect(message).not.toMatch(/[{}]/u)
  return read.faults.map(({ code, elementId }) => [code, elementId])
}

describe('export and import', () => {
  test('every well-formed process is unchanged after export and import', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProcess, async (process) => {
        expect((await taken(await writeBpmn(process, of, false))).process).toEqual(process)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test.each([{ kind: 'all' }, { kind: 'any' }, { kind: 'quorum', count: 2 }] as const)(
    'branches joined by $kind keep their drawing',
    async (join) => {
      const xml = await writeBpmn(twoOpinions(join), of)
      expect(xml.match(/<bpmndi:BPMNShape/gu)?.length).toBe(10)
      expect(xml).toContain('<dc:Bounds')
      expect(await taken(xml)).toEqual({ process: twoOpinions(join), notes: [] })
    },
  )

  test('the steps of a version keep quotes and ampersands in their names', async () => {
    const process = processOfSteps([
      { no: 3, name: 'Thẩm định “A & B” <gấp>', role: 'case_officer', unitName: 'Phòng "Hộ tịch"', hours: 2.5 },
      { no: 7, name: 'Ký', role: 'signatory', unitName: null, hours: 1 },
    ])
    expect((await taken(await writeBpmn(process, of))).process).toEqual(process)
  })
})

/** Files as other tools write them: foreign namespaces, prefixes, comments, with and without a drawing. All written for this test. */
const bpmn = (body: string, attributes = '', root = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://example.org" ${attributes}>${root}
<bpmn:process id="p" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`
const flow = (id: string, from: string, to: string, condition = ''): string =>
  `<bpmn:sequenceFlow id="${id.replace(/^(?=\d)/u, 'n')}" sourceRef="${from}" targetRef="${to}">${condition ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>` : ''}</bpmn:sequenceFlow>`
const tasks = (...ids: string[]): string => ids.map((id) => `<bpmn:userTask id="${id}" name="Việc ${id}"/>`).join('')
const ends = '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>'

describe('accepted files of other tools', () => {
  const good: readonly [string, string, number][] = [
    [
      'attributes and elements of an engine',
      bpmn(
        `${ends}<bpmn:userTask id="a" name="Xem" camunda:assignee="demo"><bpmn:extensionElements><camunda:formData><camunda:formField id="x"/></camunda:formData></bpmn:extensionElements></bpmn:userTask>${flow('f', 's', 'a')}${flow('g', 'a', 'e')}`,
        'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Platform"',
      ),
      1,
    ],
    [
      'another engine, with task headers',
      bpmn(
        `${ends}<bpmn:task id="a"><bpmn:extensionElements><zeebe:taskDefinition type="x"/></bpmn:extensionElements></bpmn:task>${flow('f', 's', 'a')}${flow('g', 'a', 'e')}`,
        'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
      ),
      1,
    ],
    [
      'the default namespace, without a prefix',
      bpmn(`${ends}${tasks('a')}${flow('f', 's', 'a')}${flow('g', 'a', 'e')}`)
        .replaceAll('bpmn:', '')
        .replace('xmlns:bpmn', 'xmlns')
        .replace('tFormal', 'bpmn:tFormal'),
      1,
    ],
    [
      'another prefix',
      bpmn(`${ends}${tasks('a', 'b')}${flow('f', 's', 'a')}${flow('g', 'a', 'b')}${flow('h', 'b', 'e')}`)
        .replaceAll('bpmn:', 'semantic:')
        .replace('xmlns:bpmn', 'xmlns:semantic'),
      2,
    ],
    [
      'comments, notes and data beside the work',
      bpmn(
        `<!-- ghi chú -->${ends}${tasks('a')}<bpmn:dataObjectReference id="dr" dataObjectRef="do"/><bpmn:dataObject id="do"/>${flow('f', 's', 'a')}${flow('g', 'a', 'e')}<bpmn:textAnnotation id="n"><bpmn:text>xem lại</bpmn:text></bpmn:textAnnotation><bpmn:association id="as" sourceRef="a" targetRef="n"/>`,
      ),
      1,
    ],
    [
      'lanes',
      bpmn(
        `<bpmn:laneSet id="ls"><bpmn:lane id="l1" name="Lãnh đạo"><bpmn:flowNodeRef>b</bpmn:flowNodeRef></bpmn:lane><bpmn:lane id="l2" name="Phòng A"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>${ends}${tasks('a', 'b')}${flow('f', 's', 'a')}${flow('g', 'a', 'b')}${flow('h', 'b', 'e')}`,
      ),
      2,
    ],
    [
      'a choice that comes together in a gateway',
      bpmn(
        `${ends}${tasks('a', 'b', 'c')}<bpmn:exclusiveGateway id="x" default="d0"/><bpmn:exclusiveGateway id="m"/>${flow('f', 's', 'x')}${flow('c1', 'x', 'a', 'channel = "online"')}${flow('d0', 'x', 'b')}${flow('m1', 'a', 'm')}${flow('m2', 'b', 'm')}${flow('g', 'm', 'c')}${flow('h', 'c', 'e')}`,
      ),
      3,
    ],
    [
      'a choice whose other case is not marked',
      bpmn(
        `${ends}${tasks('a', 'b')}<bpmn:exclusiveGateway id="x"/>${flow('f', 's', 'x')}${flow('c1', 'x', 'a', 'supplementCount &gt; 0')}${flow('d0', 'x', 'b')}${flow('m1', 'a', 'e')}${flow('m2', 'b', 'e')}`,
      ),
      2,
    ],
    [
      'parallel work begun by the start, and two ends',
      bpmn(
        `${ends}<bpmn:endEvent id="e2"/>${tasks('a', 'b', 'c')}<bpmn:parallelGateway id="x"/><bpmn:parallelGateway id="j"/><bpmn:exclusiveGateway id="y" default="o"/>${flow('f', 's', 'x')}${flow('c1', 'x', 'a')}${flow('c2', 'x', 'b')}${flow('m1', 'a', 'j')}${flow('m2', 'b', 'j')}${flow('g', 'j', 'y')}${flow('o', 'y', 'e2')}${flow('h', 'y', 'c', 'given(channel)')}${flow('k', 'c', 'e')}`,
      ),
      3,
    ],
    [
      'a gateway that joins and splits at once',
      bpmn(
        `${ends}${tasks('a', 'b', 'c', 'd')}<bpmn:parallelGateway id="x"/><bpmn:parallelGateway id="j"/><bpmn:parallelGateway id="k"/>${flow('f', 's', 'x')}${flow('1', 'x', 'a')}${flow('2', 'x', 'b')}${flow('3', 'a', 'j')}${flow('4', 'b', 'j')}${flow('5', 'j', 'c')}${flow('6', 'j', 'd')}${flow('7', 'c', 'k')}${flow('8', 'd', 'k')}${flow('9', 'k', 'e')}`,
      ),
      4,
    ],
    [
      'an inclusive split with its join',
      bpmn(
        `${ends}${tasks('a', 'b')}<bpmn:inclusiveGateway id="x"/><bpmn:inclusiveGateway id="j"/>${flow('f', 's', 'x')}${flow('1', 'x', 'a', 'channel = "post"')}${flow('2', 'x', 'b')}${flow('3', 'a', 'j')}${flow('4', 'b', 'j')}${flow('9', 'j', 'e')}`,
      ),
      2,
    ],
    [
      'a call activity and an empty subprocess',
      bpmn(
        `${ends}<bpmn:callActivity id="a" name="Hỏi" calledElement="other"/><bpmn:subProcess id="b" name="Hỏi nữa"/>${flow('f', 's', 'a')}${flow('g', 'a', 'b')}${flow('h', 'b', 'e')}`,
      ),
      2,
    ],
    [
      'a pool around it',
      bpmn(
        `${ends}${tasks('a')}${flow('f', 's', 'a')}${flow('g', 'a', 'e')}`,
        '',
        '<bpmn:collaboration id="c"><bpmn:participant id="pp" processRef="p"/></bpmn:collaboration>',
      ),
      1,
    ],
  ]
  test.each(good)('%s', async (_name, xml, steps) => {
    const { process, notes } = await taken(xml)
    expect(process.steps).toHaveLength(steps)
    expect(compile(process)).toHaveProperty('compiled')
    // Data that the file does not contain is reported, not invented.
    expect(notes.filter(({ code }) => code === 'BPMN_HOURS_NOT_SAID')).toHaveLength(steps)
    expect((await taken(await writeBpmn(process, of))).process).toEqual(process)
  })

  test('a lane gives the role where it is one, and the unit otherwise', async () => {
    const { process, notes } = await taken(good.find(([name]) => name === 'lanes')![1])
    expect(process.steps.map(({ role, unitName }) => [role, unitName])).toEqual([
      ['case_officer', 'Phòng A'],
      ['signatory', 'Lãnh đạo'],
    ])
    expect(notes.filter(({ code }) => code === 'BPMN_ROLE_NOT_SAID').map(({ stepNo }) => stepNo)).toEqual([1])
    expect(process.steps[1]?.refusal?.appeal).not.toBeNull()
  })
})

describe('refused files, by name and element', () => {
  const line = `${ends}${tasks('a')}${flow('f', 's', 'a')}${flow('g', 'a', 'e')}`
  const cases: readonly [BpmnFault['code'], string | null, string][] = [
    ['BPMN_TOO_LARGE', null, bpmn(`<!--${'x'.repeat(5_000_000)}-->${line}`)],
    ['BPMN_DOCTYPE', null, `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>${bpmn(line)}`],
    ['BPMN_MALFORMED', null, bpmn(line).slice(0, -40)],
    ['BPMN_MALFORMED', null, ''],
    ['BPMN_NOT_BPMN', null, '<html><body/></html>'],
    ['BPMN_NO_PROCESS', null, bpmn('')],
    [
      'BPMN_SEVERAL_PROCESSES',
      null,
      bpmn(line).replace('</bpmn:process>', '</bpmn:process><bpmn:process id="q"><bpmn:task id="z"/></bpmn:process>'),
    ],
    ['BPMN_TOO_DEEP', null, bpmn('<bpmn:documentation>'.repeat(40_000))],
    ['BPMN_TOO_MANY_ELEMENTS', null, bpmn('<bpmn:documentation/>'.repeat(60_000))],
    ['BPMN_MALFORMED', null, bpmn(`<!--${'-'.repeat(1_900_000)}`)],
    ['BPMN_TOO_MANY_ELEMENTS', null, bpmn(tasks(...Array.from({ length: 1001 }, (_, n) => `t${n}`)))],
    ['BPMN_REFERENCE_BROKEN', 'g', bpmn(`${ends}${tasks('a')}${flow('f', 's', 'a')}${flow('g', 'a', 'nowhere')}`)],
    ['BPMN_ELEMENT_NOT_COVERED', 'x', bpmn(`${line}<bpmn:serviceTask id="x"/>`)],
    ['BPMN_ELEMENT_NOT_COVERED', 'b', bpmn(`${line}<bpmn:boundaryEvent id="b" attachedToRef="a"/>`)],
    ['BPMN_ELEMENT_NOT_COVERED', 'x', bpmn(`${line}<bpmn:eventBasedGateway id="x"/>`)],
    [
      'BPMN_EVENT_NOT_COVERED',
      's',
      bpmn(line.replace('<bpmn:startEvent id="s"/>', '<bpmn:startEvent id="s"><bpmn:timerEventDefinition id="t"/></bpmn:startEvent>')),
    ],
    [
      'BPMN_REPETITION_NOT_COVERED',
      'a',
      bpmn(
        line.replace(
          '<bpmn:userTask id="a" name="Việc a"/>',
          '<bpmn:userTask id="a"><bpmn:multiInstanceLoopCharacteristics/></bpmn:userTask>',
        ),
      ),
    ],
    [
      'BPMN_SUBPROCESS_WITH_CONTENT',
      'a',
      bpmn(line.replace('<bpmn:userTask id="a" name="Việc a"/>', '<bpmn:subProcess id="a"><bpmn:task id="in"/></bpmn:subProcess>')),
    ],
    ['BPMN_START_NOT_ONE', null, bpmn(`${line}<bpmn:startEvent id="s2"/>`)],
    ['BPMN_START_NOT_FIRST', 's', bpmn(`${line}${flow('h', 'a', 's')}`)],
    ['BPMN_NO_WAY_ON', 'a', bpmn(`${ends}${tasks('a')}${flow('f', 's', 'a')}`)],
    ['BPMN_IMPLICIT_SPLIT', 'a', bpmn(`${line}${tasks('b')}${flow('h', 'a', 'b')}${flow('k', 'b', 'e')}`)],
    ['BPMN_CONDITION_ON_PLAIN_FLOW', 'g', bpmn(`${ends}${tasks('a')}${flow('f', 's', 'a')}${flow('g', 'a', 'e', 'given(channel)')}`)],
    [
      'BPMN_CONDITION_MISSING',
      '1',
      bpmn(
        `${ends}${tasks('a', 'b')}<bpmn:exclusiveGateway id="x"/>${flow('f', 's', 'x')}${flow('1', 'x', 'a')}${flow('2', 'x', 'b')}${flow('3', 'a', 'e')}${flow('4', 'b', 'e')}`,
      ),
    ],
    [
      'BPMN_DEFAULT_MISSING',
      'x',
      bpmn(
        `${ends}${tasks('a', 'b')}<bpmn:exclusiveGateway id="x"/>${flow('f', 's', 'x')}${flow('1', 'x', 'a', 'given(x)')}${flow('2', 'x', 'b', 'given(y)')}${flow('3', 'a', 'e')}${flow('4', 'b', 'e')}`,
      ),
    ],
    [
      'BPMN_CONDITION_UNREADABLE',
      '1',
      bpmn(
        `${ends}${tasks('a', 'b')}<bpmn:exclusiveGateway id="x"/>${flow('f', 's', 'x')}${flow('1', 'x', 'a', `\${amount == 3}`)}${flow('2', 'x', 'b')}${flow('3', 'a', 'e')}${flow('4', 'b', 'e')}`,
      ),
    ],
    [
      'BPMN_CONDITION_ON_PARALLEL',
      '1',
      bpmn(
        `${ends}${tasks('a', 'b')}<bpmn:parallelGateway id="x"/><bpmn:parallelGateway id="j"/>${flow('f', 's', 'x')}${flow('1', 'x', 'a', 'given(x)')}${flow('2', 'x', 'b')}${flow('3', 'a', 'j')}${flow('4', 'b', 'j')}${flow('5', 'j', 'e')}`,
      ),
    ],
    [
      'BPMN_JOIN_UNBALANCED',
      'j',
      bpmn(
        `${ends}${tasks('a', 'b')}<bpmn:exclusiveGateway id="x" default="n2"/><bpmn:parallelGateway id="j"/>${flow('f', 's', 'x')}${flow('1', 'x', 'a', 'given(x)')}${flow('2', 'x', 'b')}${flow('3', 'a', 'j')}${flow('4', 'b', 'j')}${flow('5', 'j', 'e')}`,
      ),
    ],
    [
      'BPMN_JOIN_RULE_UNREADABLE',
      'j',
      bpmn(
        `${ends}${tasks('a', 'b')}<bpmn:parallelGateway id="x"/><bpmn:complexGateway id="j"/>${flow('f', 's', 'x')}${flow('1', 'x', 'a')}${flow('2', 'x', 'b')}${flow('3', 'a', 'j')}${flow('4', 'b', 'j')}${flow('5', 'j', 'e')}`,
      ),
    ],
    [
      'BPMN_BRANCH_ENDS',
      'e',
      bpmn(
        `${ends}${tasks('a', 'b')}<bpmn:parallelGateway id="x"/>${flow('f', 's', 'x')}${flow('1', 'x', 'a')}${flow('2', 'x', 'b')}${flow('3', 'a', 'e')}${flow('4', 'b', 'e')}`,
      ),
    ],
    [
      'BPMN_LOOP',
      'a',
      bpmn(
        `${ends}${tasks('a')}<bpmn:exclusiveGateway id="x" default="n2"/>${flow('f', 's', 'a')}${flow('g', 'a', 'x')}${flow('1', 'x', 'a', 'given(x)')}${flow('2', 'x', 'e')}`,
      ),
    ],
    ['BPMN_UNREACHABLE', 'b', bpmn(`${line}${tasks('b')}${flow('h', 'b', 'e')}`)],
    ['BPMN_ENCODING', null, `<?xml version="1.0" encoding="windows-1258"?>${bpmn(line.replace(/name="[^"]*"/u, 'name="\uFFFD"'))}`],
    ['BPMN_ID_TWICE', 'a', bpmn(`${line}${tasks('a')}`)],
    ['BPMN_TOO_LONG', `${'x'.repeat(60)}…`, bpmn(line.replace(/name="[^"]*"/u, `name="${'x'.repeat(301)}"`))],
    [
      'BPMN_STEP_TWICE',
      'a',
      bpmn(
        `${ends}${tasks('a', 'b', 'c')}<bpmn:parallelGateway id="g1"/>${flow('f', 's', 'g1')}${flow('g', 'g1', 'b')}${flow('h', 'g1', 'c')}${flow('i', 'b', 'a')}${flow('j', 'c', 'a')}${flow('k', 'a', 'e')}`,
      ),
    ],
    ['BPMN_ATTRIBUTE_WRONG', 'a', bpmn(line.replace('id="a"', 'id="a" motcua:role="king"'), 'xmlns:motcua="urn:motcua:process:1"')],
  ]
  test.each(cases)('%s at %s', async (code, element, xml) => {
    expect(await refused(xml)).toContainEqual([code, element?.replace(/^(?=\d)/u, 'n') ?? null])
  })

  test('every reason has a file in these tests', () => {
    expect(Object.keys(bpmnFaults).filter((code) => !cases.some(([each]) => each === code))).toEqual([])
  })

  test('a file cut anywhere is refused or accepted, and never throws', async () => {
    const xml = await writeBpmn(twoOpinions({ kind: 'quorum', count: 2 }), of)
    for (let cut = 0; cut < xml.length; cut += 397) expect(Object.keys(await readBpmn(xml.slice(0, cut))).length).toBeGreaterThan(0)
  })

  test('a chain of sixty choices is read in linear time', async () => {
    const rungs = Array.from(
      { length: 60 },
      (_, n) =>
        `<bpmn:exclusiveGateway id="x${n}" default="d${n}"/>${flow(`c${n}`, `x${n}`, `x${n + 1}`, 'given(x)')}${flow(`d${n}`, `x${n}`, `x${n + 1}`)}`,
    ).join('')
    const read = await readBpmn(
      bpmn(
        `${ends}${tasks('a')}${flow('f', 's', 'x0')}${rungs}<bpmn:exclusiveGateway id="x60"/>${flow('g', 'x60', 'a')}${flow('h', 'a', 'e')}`,
      ),
    )
    expect(read).toMatchObject({ faults: [{ code: 'BPMN_TOO_MANY_ELEMENTS' }] })
  })
})
