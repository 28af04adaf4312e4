import { actRules } from './dossier-acts.ts'
import { shownStateFrom, stateNames } from './dossier-states.ts'
import type { DossierAct } from './act-rows.ts'
import type { DossierState } from './dossier-states.ts'

/** One dossier as it is exported. Instants are ISO 8601 with their offset. */
export type ExportedCase = {
  readonly id: string
  readonly code: string
  readonly channel: string
  readonly state: DossierState
  readonly outcome: string | null
  readonly procedureCode: string
  readonly agencyCode: string
  readonly receivedAt: string
  readonly acceptedAt: string | null
  readonly finishedAt: string | null
  readonly endedAt: string | null
  readonly committedDueAt: string | null
  readonly legalDueAt: string | null
  /** Pseudonym of the holder. */
  readonly responsible: string | null
  readonly events: readonly {
    readonly seq: number
    readonly kind: DossierAct
    readonly at: string
    readonly role: string
    readonly resource: string | null
    /** The part (phần việc) the act was done on, and those it opened and closed; absent where the dossier had none. */
    readonly parts?: {
      readonly on: ExportedPart | null
      readonly opened: readonly ExportedPart[]
      readonly closed: readonly (ExportedPart & { readonly how: string })[]
    }
  }[]
}

/** `agency` is its code; `code` the number of a sub-dossier. */
export type ExportedPart = { readonly no: number; readonly step: number; readonly agency: string; readonly code: string | null }

/** Columns of an event log as process-mining tools flatten it, in their order. */
export const logColumns = [
  'case:channel',
  'case:concept:name',
  'case:deadline',
  'case:department',
  'case:enddate',
  'case:enddate_planned',
  'case:group',
  'case:responsible',
  'case:startdate',
  'concept:instance',
  'concept:name',
  'lifecycle:transition',
  'org:group',
  'org:resource',
  'time:timestamp',
] as const
export type LogColumn = (typeof logColumns)[number]

/** The instant a case ends in a log: when its result was recorded. Refused and withdrawn dossiers have no result, and no verdict of time. */
function resultAt(dossier: ExportedCase): string | null {
  return dossier.outcome === 'early' || dossier.outcome === 'on_time' || dossier.outcome === 'late' ? dossier.finishedAt : null
}

/** What an activity is called; an act this version does not know keeps its identifier. */
function activity(kind: DossierAct): string {
  return (actRules as Partial<typeof actRules>)[kind]?.past ?? kind
}

/** The rows of one dossier, one for each act, in the order of {@link logColumns}. */
export function logRows(dossier: ExportedCase): string[][] {
  const spaced = (at: string | null): string => at?.replace('T', ' ') ?? ''
  return dossier.events.map((event) =>
    logColumns.map((column) => {
      switch (column) {
        case 'case:channel':
          return dossier.channel
        case 'case:concept:name':
          return dossier.code
        case 'case:deadline':
          return spaced(dossier.legalDueAt)
        case 'case:department':
          return dossier.agencyCode
        case 'case:enddate':
          return spaced(resultAt(dossier))
        case 'case:enddate_planned':
          return spaced(dossier.committedDueAt)
        case 'case:group':
          return dossier.procedureCode
        case 'case:responsible':
          return dossier.responsible ?? ''
        case 'case:startdate':
          return spaced(dossier.receivedAt)
        case 'concept:instance':
          // A part has its own row of history: its number is exported with the act's.
          return event.parts?.on ? `${dossier.code}#${event.seq}.${event.parts.on.no}` : `${dossier.code}#${event.seq}`
        case 'concept:name':
          return activity(event.kind)
        case 'lifecycle:transition':
          return 'complete'
        case 'org:group':
          return event.role
        case 'org:resource':
          return event.resource ?? ''
        case 'time:timestamp':
          return spaced(event.at)
      }
    }),
  )
}

/**
 * The head of a log: extensions, what every trace and event has, how events are distinguished, and whose it is.
 * IEEE 1849-2016 (XES), in the order its schema demands.
 */
export function xesHead(log: { readonly name: string; readonly exportedAt: string }): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
\t<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
\t<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
\t<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
\t<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
\t<extension name="Identity" prefix="identity" uri="http://www.xes-standard.org/identity.xesext"/>
\t<global scope="trace">
\t\t<string key="concept:name" value="UNKNOWN"/>
\t\t<id key="identity:id" value="00000000-0000-0000-0000-000000000000"/>
\t\t<date key="startdate" value="1970-01-01T00:00:00.000Z"/>
\t\t<string key="channel" value="UNKNOWN"/>
\t\t<string key="department" value="UNKNOWN"/>
\t\t<string key="procedure" value="UNKNOWN"/>
\t\t<string key="state" value="UNKNOWN"/>
\t</global>
\t<global scope="event">
\t\t<string key="concept:name" value="UNKNOWN"/>
\t\t<string key="concept:instance" value="UNKNOWN"/>
\t\t<string key="lifecycle:transition" value="complete"/>
\t\t<string key="org:role" value="UNKNOWN"/>
\t\t<date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>
\t\t<string key="act" value="UNKNOWN"/>
\t</global>
\t<classifier name="Activity" keys="concept:name"/>
\t<classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>
\t<classifier name="Resource" keys="org:resource"/>
\t<string key="concept:name" value="${xml(log.name)}"/>
\t<string key="lifecycle:model" value="standard"/>
\t<date key="exported" value="${dateTime(log.exportedAt)}"/>
`
}

export const xesTail = '</log>\n'

/** One dossier as a trace. */
export function xesTrace(dossier: ExportedCase): string {
  const string = (key: string, value: string | null): string => (value === null ? '' : `<string key="${key}" value="${xml(value)}"/>`)
  const date = (key: string, at: string | null): string => (at === null ? '' : `<date key="${key}" value="${dateTime(at)}"/>`)
  const attributes = [
    string('concept:name', dossier.code),
    `<id key="identity:id" value="${xml(dossier.id)}"/>`,
    date('startdate', dossier.receivedAt),
    date('enddate', resultAt(dossier)),
    date('enddate_planned', dossier.committedDueAt),
    date('deadline', dossier.legalDueAt),
    date('closed', dossier.endedAt),
    string('channel', dossier.channel),
    string('department', dossier.agencyCode),
    string('procedure', dossier.procedureCode),
    string('responsible', dossier.responsible),
    string('state', dossier.state),
    string('stateName', (stateNames as Partial<typeof stateNames>)[shownStateFrom(dossier)] ?? null),
    string('outcome', dossier.outcome),
  ].filter((each) => each !== '')
  const events = dossier.events.map((event) =>
    [
      '\t\t<event>',
      string('concept:name', activity(event.kind)),
      string('concept:instance', `${dossier.code}#${event.seq}`),
      string('lifecycle:transition', 'complete'),
      string('org:role', event.role),
      string('org:resource', event.resource),
      date('time:timestamp', event.at),
      string('act', event.kind),
      ...partAttributes(event.parts),
      '</event>\n',
    ].join(''),
  )
  return `\t<trace>\n${attributes.map((each) => `\t\t${each}\n`).join('')}${events.join('')}\t</trace>\n`
}

/** Parts of an event: one attribute for the one it was done on, and one for each that opened or closed with it. */
function partAttributes(parts: ExportedCase['events'][number]['parts']): string[] {
  if (!parts) return []
  const told = (key: string, part: ExportedPart & { readonly how?: string }): string =>
    `<int key="${key}" value="${part.no}"><int key="step" value="${part.step}"/><string key="agency" value="${xml(part.agency)}"/>${
      part.code === null ? '' : `<string key="code" value="${xml(part.code)}"/>`
    }${part.how === undefined ? '' : `<string key="how" value="${xml(part.how)}"/>`}</int>`
  return [
    ...(parts.on ? [told('part', parts.on)] : []),
    ...parts.opened.map((part) => told(`part:opened:${part.no}`, part)),
    ...parts.closed.map((part) => told(`part:closed:${part.no}`, part)),
  ]
}

/** As `xs:dateTime` wants it: milliseconds always, the offset kept. */
function dateTime(at: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/u.exec(at)
  if (!parts) throw new RangeError(`not an instant with its offset: ${at}`)
  const [, day, time, fraction = '', offset] = parts
  return `${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`
}

/** Text in an XML attribute. Characters XML 1.0 cannot hold at all become the replacement character. */
export function xml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\t\n\r]/gu, (character) => `&#${character.codePointAt(0)};`)
}
