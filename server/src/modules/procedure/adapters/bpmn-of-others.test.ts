import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bpmnCorpus, judgeBpmnFile } from '../../../testing/bpmn-corpus.ts'
import { sharedFolder } from '../../../testing/shared-folder.ts'
import { readBpmn } from './read-bpmn.ts'
import type { ReadBpmn } from './read-bpmn.ts'

const uri = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/** s → a → b → e, with what else is given in the process and beside it. */
function file({ process = '', beside = '', a = 'Thẩm định', head = '<?xml version="1.0" encoding="UTF-8"?>', flows = '' } = {}): string {
  return `${head}
<definitions xmlns="${uri}" xmlns:tool="http://tool.example/1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="x">${beside}
<process id="p"><startEvent id="s"/><task id="a" name="${a}"/><task id="b" name="Ký duyệt"/><endEvent id="e"/>
${flows || '<sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="b"/><sequenceFlow id="f3" sourceRef="b" targetRef="e"/>'}
${process}</process></definitions>`
}

function namesOf(read: ReadBpmn): readonly string[] {
  if ('faults' in read) throw new Error(read.faults.map(({ message }) => message).join(' '))
  return read.process.steps.map(({ name }) => name)
}

function faultsOf(read: ReadBpmn): readonly { readonly code: string; readonly elementId: string | null; readonly message: string }[] {
  return 'faults' in read ? read.faults : []
}

describe('elements the process does not depend on do not cause a refusal', () => {
  test.each([
    ['an id that begins with a digit, on a text', file({ process: '<documentation id="6729bd01-f475">x</documentation>' })],
    ['an id with signs, on a part beside the process', file({ beside: '<signal id="&quot;&lt;img src=1>"/>' })],
    ['an id that begins with a digit, on a step', file().replaceAll('"a"', '"9a"')],
    ['a type that is not there', file({ beside: '<itemDefinition id="i" structureRef="java:x.Y"/>' })],
    [
      'a message flow to a message that is not there',
      file({ beside: '<collaboration id="c"><messageFlow id="m" sourceRef="zz" targetRef="a" messageRef="none"/></collaboration>' }),
    ],
    ['a drawing of something deleted', file({ beside: '<tool:shape bpmnElement="gone"/>' })],
    ['elements of a tool inside texts', file({ process: '<documentation><html xmlns=""><b>x</b></html></documentation>' })],
    ['an attribute of a tool that nobody knows', file().replace('<task id="a"', '<task tool:mark="1" id="a"')],
    ['two equal ids where nothing is read', file({ beside: '<signal id="x"/><signal id="x"/>' })],
  ])('%s', (_what, xml) => {
    expect(namesOf(readBpmn(xml))).toEqual(['Thẩm định', 'Ký duyệt'])
  })

  test('a lane that lists a deleted step is noted with the id that is missing', () => {
    const read = readBpmn(
      file({
        process:
          '<laneSet id="l"><lane id="l1" name="Văn thư"><flowNodeRef>a</flowNodeRef><flowNodeRef>Gone_1</flowNodeRef></lane></laneSet>',
      }),
    )
    expect(namesOf(read)).toHaveLength(2)
    expect('notes' in read ? read.notes.find(({ code }) => code === 'BPMN_LANE_REFERENCE_BROKEN')?.message : '').toContain('Gone_1')
  })
})

describe('unsupported elements it depends on are named', () => {
  test.each([
    ['BPMN_REFERENCE_BROKEN', 'f2', 'Gone_2', file().replace('targetRef="b"', 'targetRef="Gone_2"')],
    ['BPMN_ID_TWICE', 'a', 'a', file({ process: '<task id="a"/>' })],
    ['BPMN_ELEMENT_NOT_COVERED', 'k', 'Foo', file({ process: '<foo id="k"/>' })],
    ['BPMN_ELEMENT_NOT_COVERED', 'r', 'BoundaryEvent', file({ process: '<boundaryEvent id="r" attachedToRef="a"/>' })],
  ])('%s names %s', (code, elementId, word, xml) => {
    const found = faultsOf(readBpmn(xml)).find((each) => each.code === code)
    expect(found).toMatchObject({ code, elementId })
    expect(found?.message).toContain(word)
  })

  test('a step that two parallel branches enter is named, and so is one entered twice by the split', () => {
    const split = '<parallelGateway id="g"/><parallelGateway id="j"/><task id="c" name="C"/>'
    const flow = (id: string, from: string, to: string): string => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`
    const fake = file({
      process: split,
      flows: [
        flow('1', 's', 'g'),
        flow('2', 'g', 'a'),
        flow('3', 'g', 'b'),
        flow('4', 'a', 'c'),
        flow('5', 'b', 'c'),
        flow('6', 'c', 'e'),
      ].join(''),
    }).replace('<parallelGateway id="j"/>', '')
    expect(faultsOf(readBpmn(fake)).find(({ code }) => code === 'BPMN_STEP_TWICE')).toMatchObject({ elementId: 'c' })
    const doubled = file({
      process: split.replace('<task id="c" name="C"/>', ''),
      flows: [
        flow('1', 's', 'g'),
        flow('2', 'g', 'a'),
        flow('3', 'g', 'a'),
        flow('4', 'a', 'j'),
        flow('5', 'g', 'b'),
        flow('6', 'b', 'j'),
        flow('7', 'j', 'e'),
      ].join(''),
    })
    expect(faultsOf(readBpmn(doubled)).find(({ code }) => code === 'BPMN_STEP_TWICE')).toMatchObject({ elementId: 'a' })
  })

  test('a choice inside a branch may join in one step', () => {
    const flow = (id: string, from: string, to: string, when = ''): string =>
      `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${when && `<conditionExpression xsi:type="tFormalExpression">${when}</conditionExpression>`}</sequenceFlow>`
    const xml = file({
      process: '<parallelGateway id="g"/><parallelGateway id="j"/><exclusiveGateway id="x" default="n"/><task id="c" name="C"/>',
      flows: [
        flow('1', 's', 'g'),
        flow('2', 'g', 'x'),
        flow('y', 'x', 'a', 'given(x)'),
        flow('n', 'x', 'c'),
        flow('3', 'a', 'c'),
        flow('4', 'c', 'j'),
        flow('5', 'g', 'b'),
        flow('6', 'b', 'j'),
        flow('7', 'j', 'e'),
      ].join(''),
    })
    expect(faultsOf(readBpmn(xml)).filter(({ code }) => code === 'BPMN_STEP_TWICE')).toEqual([])
  })
})

describe('only text that is not XML is reported as such, with its place', () => {
  test.each([
    ['a tag that is not closed', file().replace('</process>', '')],
    ['a prefix that nobody declared', file({ process: '<zz:x/>' })],
    ['an entity that nobody declared', file({ a: 'a&nbsp;b' })],
    ['a number of no character', file({ a: 'a&#0;b' })],
    ['a sign that must be written otherwise', file({ a: 'a<b' })],
    ['an attribute said twice', file().replace('id="d"', 'id="d" id="e"')],
    ['nothing at all', ''],
  ])('%s', (_what, xml) => {
    const [first] = faultsOf(readBpmn(xml))
    expect(first?.code).toBe('BPMN_MALFORMED')
    expect(first?.message).toMatch(/dòng \d+, cột \d+/u)
  })

  test('XML of another kind is no BPMN', () => {
    expect(faultsOf(readBpmn('<a/>'))).toMatchObject([{ code: 'BPMN_NOT_BPMN' }])
    expect(faultsOf(readBpmn(file().replaceAll(uri, 'http://other')))).toMatchObject([{ code: 'BPMN_NOT_BPMN' }])
  })
})

describe('encodings', () => {
  const utf16 = (text: string, swap: boolean): Buffer => {
    const bytes = Buffer.from(text, 'utf16le')
    return swap ? bytes.swap16() : bytes
  }
  const head = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>`
  // "Thẩm" in windows-1258: â and the hook above, two bytes.
  const vietnamese = Buffer.concat(
    file({ head: head('windows-1258'), a: 'Th\u0000m' })
      .split('\u0000')
      .flatMap((part, index) => [...(index > 0 ? [Buffer.from([0xe2, 0xd2])] : []), Buffer.from(part.replace('ý duyệt', 'y'), 'latin1')]),
  )
  test.each<[string, Uint8Array, string]>([
    ['windows-1258, composed', vietnamese, 'Thẩm'],
    ['ISO-8859-1', Buffer.from(file({ head: head('ISO-8859-1'), a: 'Prüfung' }).replace('Ký duyệt', 'x'), 'latin1'), 'Prüfung'],
    ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(file({ head: head('UTF-16') }), false)]), 'Thẩm định'],
    ['UTF-16 the other way round, without one', utf16(file({ head: head('UTF-16') }), true), 'Thẩm định'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${file()}`), 'Thẩm định'],
  ])('%s is read as declared', (_what, bytes, name) => {
    expect(namesOf(readBpmn(bytes))[0]).toBe(name)
  })

  test('an encoding that nobody knows, or that the bytes are not in, is refused by name', () => {
    expect(faultsOf(readBpmn(Buffer.from(file({ head: head('TCVN-5712') }))))[0]?.message).toContain('TCVN-5712')
    expect(faultsOf(readBpmn(Buffer.concat([Buffer.from(file().slice(0, -20)), Buffer.from([0xff])])))[0]?.message).toContain('UTF-8')
  })

  test('a text that was decoded as something else before it came is refused by name', () => {
    expect(faultsOf(readBpmn(file({ head: head('windows-1258'), a: 'Th\uFFFDm' })))[0]).toMatchObject({ code: 'BPMN_ENCODING' })
  })
})

describe('names and bounds', () => {
  test('names are composed, in one line, without what is not seen', () => {
    const read = readBpmn(file({ a: `Tha\u0302\u0309m&#xD;&#xA;  \u200Bđi\u0323nh` }))
    expect(namesOf(read)[0]).toBe('Thẩm định')
  })

  test.each([
    ['a name of 333 letters', file({ a: 'ă'.repeat(333) }), /Bước 1.*300 ký tự/u],
    ['more steps than a table holds', chain(450), /200 bước/u],
    ['a way on that unfolds beyond its cell', ladder(8), /dài quá 8000 ký tự/u],
    [
      'hours beyond the bound',
      file().replace('<task id="a"', '<task xmlns:m="urn:motcua:process:1" m:hours="99999" id="a"'),
      /Bước 1.*10000 giờ/u,
    ],
  ])('%s: the refusal names the step and the bound', (_what, xml, words) => {
    const [first] = faultsOf(readBpmn(xml))
    expect(first?.code).toBe('BPMN_TOO_LONG')
    expect(first?.message).toMatch(words)
  })
})

function chain(steps: number): string {
  const tasks = Array.from({ length: steps }, (_, index) => `<task id="t${index}" name="Bước ${index}"/>`)
  const flows = tasks.map(
    (_, index) => `<sequenceFlow id="w${index}" sourceRef="${index === 0 ? 's' : `t${index - 1}`}" targetRef="t${index}"/>`,
  )
  return `<definitions xmlns="${uri}"><process id="p"><startEvent id="s"/><endEvent id="e"/>${tasks.join('')}${flows.join('')}<sequenceFlow id="w" sourceRef="t${steps - 1}" targetRef="e"/></process></definitions>`
}

/** Choices one behind the other without a step between: each doubles what the cell before them must say. */
function ladder(rungs: number): string {
  const parts: string[] = ['<sequenceFlow id="in" sourceRef="s" targetRef="g0"/>']
  for (let index = 0; index < rungs; index += 1) {
    const next = index === rungs - 1 ? 'a' : `g${index + 1}`
    parts.push(
      `<exclusiveGateway id="g${index}" default="d${index}"/><exclusiveGateway id="m${index}"/>`,
      `<sequenceFlow id="c${index}" sourceRef="g${index}" targetRef="m${index}"><conditionExpression>given(${'x'.repeat(30)})</conditionExpression></sequenceFlow>`,
      `<sequenceFlow id="d${index}" sourceRef="g${index}" targetRef="m${index}"/><sequenceFlow id="o${index}" sourceRef="m${index}" targetRef="${next}"/>`,
    )
  }
  return `<definitions xmlns="${uri}"><process id="p"><startEvent id="s"/><task id="a" name="A"/><endEvent id="e"/>${parts.join('')}<sequenceFlow id="z" sourceRef="a" targetRef="e"/></process></definitions>`
}

const corpus = bpmnCorpus()
describe.skipIf(corpus === null)('files of many vendors (read from the shared folder; skipped where it is absent)', () => {
  test('every answer agrees with its file', () => {
    const wrong = (corpus?.files ?? [])
      .map((each) => judgeBpmnFile(each, readFileSync(join(corpus?.folder ?? '', each.file))))
      .filter(({ fault }) => fault !== null)
    expect(wrong.map(({ file: name, fault }) => `${name}: ${fault}`)).toEqual([])
  }, 120_000)

  test('the small cases of the shared folder', () => {
    const folder = sharedFolder('data/cases/core') ?? ''
    const cases: readonly [string, RegExp][] = [
      ['M1-documentation-id-starting-with-digit/documentation-id-digit.bpmn', /^Thẩm định/u],
      ['M3-irrelevant-broken-references/bizagi-missing-messageRef.bpmn', /^Thẩm định/u],
      ['M3-irrelevant-broken-references/bonita-type-ref.bpmn', /^A/u],
      ['M4-lane-names-missing-node/lane-missing-node.bpmn', /^Thẩm định/u],
      ['M5-declared-encoding-not-utf8/windows-1258.bpmn', /^Thẩm định/u],
      ['M7-fake-join-inside-parallel/fake-join-in-parallel.bpmn', /BPMN_STEP_TWICE C/u],
      ['M11-long-step-name-500/name-333.bpmn', /BPMN_TOO_LONG/u],
      ['M12-step-names-not-tidied/name-nfd.bpmn', /^Thẩm định/u],
      ['M8-accepted-shapes/camunda-modeler-606-undeclared-prefix.bpmn', /BPMN_MALFORMED/u],
    ]
    for (const [name, right] of cases) {
      if (!existsSync(join(folder, name))) continue
      const read = readBpmn(readFileSync(join(folder, name)))
      const said =
        'faults' in read
          ? read.faults.map(({ code, elementId }) => `${code} ${elementId}`).join()
          : read.process.steps.map((step) => step.name).join()
      expect(said, name).toMatch(right)
    }
  })
})
