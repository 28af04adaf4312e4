import type { Limit, VersionDraftContent } from '#web-api'
import { feeText } from '../fee-text.ts'
import { t, tMaybe } from '../../text.ts'

/** One fact of a version as it was and as the draft has it; null where the side has nothing of it. */
export interface ReviewRow {
  key: string
  name: string
  before: string | null
  after: string | null
}

export interface ReviewSection {
  id: 'about' | 'terms' | 'channels' | 'papers' | 'clock' | 'steps'
  rows: readonly ReviewRow[]
}

/** Names by code, as far as they are known here. */
export interface NamesKnown {
  roles: ReadonlyMap<string, string>
  agencies: ReadonlyMap<string, string>
}

type Facts = readonly (readonly [key: string, name: string, text: string])[]

export function isChanged({ before, after }: ReviewRow): boolean {
  return before !== after
}

/** The whole draft, section by section, beside what it would replace. Without that, everything is new. */
export function compareVersions(
  before: VersionDraftContent | null,
  after: VersionDraftContent,
  names: NamesKnown,
): readonly ReviewSection[] {
  const parts = {
    about: aboutFacts,
    terms: (content: VersionDraftContent) => termFacts(content, names),
    channels: channelFacts,
    papers: paperFacts,
    clock: clockFacts,
    steps: (content: VersionDraftContent) => stepFacts(content, names),
  }
  return (Object.keys(parts) as (keyof typeof parts)[]).map((id) => ({ id, rows: pair(before ? parts[id](before) : [], parts[id](after)) }))
}

/** Rows of both are in the order of the draft; rows the draft no longer has come last. */
function pair(before: Facts, after: Facts): readonly ReviewRow[] {
  const was = new Map(before.map(([key, , text]) => [key, text]))
  const is = new Set(after.map(([key]) => key))
  return [
    ...after.map(([key, name, text]) => ({ key, name, before: was.get(key) ?? null, after: text })),
    ...before.filter(([key]) => !is.has(key)).map(([key, name, text]) => ({ key, name, before: text, after: null })),
  ]
}

const number = (value: number): string => String(value).replace('.', ',')
const limitText = (limit: Limit | null): string =>
  limit === null ? t('procedure.unknown') : t(`limit.${limit.unit}`, { amount: number(limit.amount) })
const orNone = (text: string | null | undefined): string => (text == null || text.trim() === '' ? t('review.none') : text)
const lines = (texts: readonly string[]): string => orNone(texts.join('\n'))

function aboutFacts({ about }: VersionDraftContent): Facts {
  return [
    ['name', t('procedure.name'), orNone(about.name)],
    ['sector', t('procedure.sector'), orNone(about.sector)],
    ['decision', t('procedure.decision'), orNone(about.decisionNumber)],
    [
      'serviceLevel',
      t('review.serviceLevel'),
      about.serviceLevel === null ? t('procedure.unknown') : t(`review.level.${about.serviceLevel}`),
    ],
    ['results', t('procedure.results'), lines(about.resultNames)],
    ['legalBases', t('procedure.legalBases'), lines(about.legalBases.map(({ number: no, title }) => `${no} ${title}`.trim()))],
    ['conditions', t('procedure.conditions'), orNone(about.conditions)],
    ['text', t('procedure.text'), lines(about.procedureText)],
  ]
}

function termFacts(content: VersionDraftContent, { agencies }: NamesKnown): Facts {
  return [
    [
      'agency',
      t('process.lead'),
      content.agencyCode === null ? t('procedure.unknown') : (agencies.get(content.agencyCode) ?? content.agencyCode),
    ],
    ['handling', t('procedure.handling'), content.handling === null ? t('procedure.unknown') : t(`handling.${content.handling}`)],
    ['legal', t('procedure.legalLimit'), limitText(content.legalLimit)],
    ['committed', t('procedure.committedLimit'), content.committedLimit === null ? t('review.none') : limitText(content.committedLimit)],
  ]
}

function channelFacts({ channels }: VersionDraftContent): Facts {
  return channels.flatMap(({ channel, limit, limitNote, fees }) => {
    const name = t(`channel.${channel}`)
    return [
      [`${channel} limit`, t('review.limitOf', { channel: name }), [limitText(limit), limitNote].filter(Boolean).join('. ')],
      [
        `${channel} fees`,
        t('review.feesOf', { channel: name }),
        fees.length === 0
          ? t('process.noFees')
          : fees.map((fee) => `${t(`review.fee.${fee.kind}`)}: ${feeText(fee) || t('procedure.unknown')}`).join('\n'),
      ],
    ] as const
  })
}

function paperFacts({ components }: VersionDraftContent): Facts {
  return components.map(({ no, group, name, originals, copies, templateName, required }) => [
    `paper ${no}`,
    t('process.paper.name', { no }),
    [
      group === '' ? name : `${group}: ${name}`,
      t('dossier.paperCount', { originals: originals ?? '?', copies: copies ?? '?' }),
      templateName === null ? '' : t('review.template', { name: templateName }),
      required ? t('review.required') : t('intake.papers.ifAny'),
    ]
      .filter(Boolean)
      .join(' · '),
  ])
}

function clockFacts({ clock }: VersionDraftContent): Facts {
  const choice = (name: 'firstDay' | 'dueTime' | 'onSupplement' | 'supplementLapse') =>
    [name, t(`clock.${name}`), clock[name] === undefined ? t('clock.asLocality') : (tMaybe(`clock.${name}.${clock[name]}`) ?? '')] as const
  return [
    choice('firstDay'),
    choice('dueTime'),
    choice('onSupplement'),
    [
      'supplementDays',
      t('clock.supplementDays'),
      clock.supplementDays === undefined ? t('clock.asLocality') : String(clock.supplementDays),
    ],
    choice('supplementLapse'),
    [
      'silence',
      t('clock.silence'),
      [t(`clock.silence.${clock.silence ?? 'none'}`), clock.silenceLaw ?? ''].filter((text) => text !== '').join('. '),
    ],
  ]
}

function stepFacts({ process }: VersionDraftContent, { roles, agencies }: NamesKnown): Facts {
  return [
    ['entry', t('review.entry'), process.entry],
    ...process.rows.map(
      (row) =>
        [
          `step ${row.no}`,
          t('review.step', { no: row.no }),
          [
            row.name,
            [
              tMaybe(`process.role.${row.role}`) ?? roles.get(row.role) ?? row.role,
              row.unitName,
              row.agencyCode === null ? null : t('review.agency', { name: agencies.get(row.agencyCode) ?? row.agencyCode }),
              t('procedure.hours', { hours: number(row.hours) }),
            ]
              .filter(Boolean)
              .join(' · '),
            t('review.next', { next: row.next }),
            row.returnNo === null ? '' : t('review.return', { no: row.returnNo }),
            row.refusalReasons.length === 0 ? '' : t('review.reasons', { reasons: row.refusalReasons.join('; ') }),
            row.appeal === null ? '' : t('process.appeal', { days: row.appeal.withinDays, to: row.appeal.to, law: row.appeal.law }),
          ]
            .filter((line) => line !== '')
            .join('\n'),
        ] as const,
    ),
  ]
}
