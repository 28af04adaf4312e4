import { sql } from 'kysely'
import { KeptRows } from '#kernel/kept-rows.ts'
import { findHome } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Synonym } from '../domain/query-variants.ts'
import type { Handling, Limit, PublishState, ServiceLevel } from '../domain/procedure.ts'
import { answerQuestion, listResembling } from '../domain/procedure-search.ts'
import type { Hit } from '../domain/procedure-search.ts'
import { buildSearchIndex } from '../domain/search-index.ts'
import type { MatterElsewhere, SearchIndex } from '../domain/search-index.ts'
import { limitText } from '../domain/time-limit.ts'

export type ProcedureSummary = {
  readonly code: string
  readonly name: string
  readonly agency: { readonly code: string; readonly name: string } | null
  readonly sector: string
  readonly handling: Handling | null
  readonly serviceLevel: ServiceLevel | null
  readonly legalLimit: Limit | null
  readonly committedLimit: Limit | null
  /** The limit shown to citizens: the committed one, else the legal one, in words. */
  readonly limitText: string
  readonly publishState: PublishState
  /** The least of the sums known; `null` when none is. */
  readonly feeFromDong: number | null
}

export type ProcedureSearch = {
  readonly q?: string | undefined
  readonly agencyCode?: string | undefined
  readonly sector?: string | undefined
  readonly handling?: Handling | undefined
  readonly state?: PublishState | undefined
  readonly withDrafts: boolean
  /** Also what merely resembles the question: for who picks from a list. */
  readonly resembling?: boolean | undefined
  readonly limit: number
  readonly offset: number
}

/**
 * @property nearest When nothing answers: up to five that come nearest.
 * @property elsewhere When nothing answers: what was asked for and where it is done, as far as the locality wrote it down.
 */
export type FoundProcedures = {
  readonly total: number
  readonly items: readonly ProcedureSummary[]
  readonly nearest: readonly ProcedureSummary[]
  readonly elsewhere: readonly MatterElsewhere[]
}

type Catalogue = { readonly summaries: readonly ProcedureSummary[]; readonly index: SearchIndex; readonly byName: readonly number[] }

// Received here before merely known, when the names fit as well.
const publishedBonus = 0.01

/**
 * Procedures in force today that answer `q`, best first; without `q`, all by name. The index lives in the
 * process, per content of the catalogue: one short query asks whether it still holds (see README, measured).
 */
export async function searchProcedures(db: Queryable, search: ProcedureSearch): Promise<FoundProcedures> {
  const { summaries, index, byName } = await currentCatalogue(db)
  const matches = (at: number): boolean => {
    const summary = summaries[at]
    return (
      summary !== undefined &&
      (search.withDrafts || summary.publishState !== 'draft') &&
      (search.state === undefined || summary.publishState === search.state) &&
      (search.agencyCode === undefined || summary.agency?.code === search.agencyCode) &&
      (search.sector === undefined || summary.sector === search.sector) &&
      (search.handling === undefined || summary.handling === search.handling)
    )
  }
  const q = search.q?.trim() ?? ''
  const summariesOf = (hits: readonly number[]): readonly ProcedureSummary[] => hits.flatMap((at) => summaries[at] ?? [])
  const ranked = (hits: readonly Hit[]): readonly number[] =>
    hits
      .filter(({ entry }) => matches(entry))
      .map(({ entry, score }) => ({ entry, score: score + (summaries[entry]?.publishState === 'published' ? publishedBonus : 0) }))
      .sort((a, b) => b.score - a.score)
      .map(({ entry }) => entry)
  const page = (found: readonly number[]) => ({
    total: found.length,
    items: summariesOf(found.slice(search.offset, search.offset + search.limit)),
  })
  if (q === '') return { ...page(byName.filter(matches)), nearest: [], elsewhere: [] }
  if (search.resembling) return { ...page(ranked(listResembling(index, q))), nearest: [], elsewhere: [] }
  const { found, nearest, elsewhere } = answerQuestion(index, q)
  return { ...page(ranked(found)), nearest: summariesOf(ranked(nearest)), elsewhere }
}

/** Sectors (lĩnh vực) of the procedures in force, with how many each has. */
export async function listSectors(db: Queryable): Promise<{ name: string; procedures: number }[]> {
  const { summaries } = await currentCatalogue(db)
  const counts = new Map<string, number>()
  for (const { sector, publishState } of summaries) {
    if (sector !== '' && publishState !== 'draft') counts.set(sector, (counts.get(sector) ?? 0) + 1)
  }
  const collator = new Intl.Collator('vi')
  return [...counts].map(([name, procedures]) => ({ name, procedures })).sort((a, b) => collator.compare(a.name, b.name))
}

/** One sector (lĩnh vực) with what is received in it, by name. */
export type CatalogueSector = {
  readonly sector: string
  readonly procedures: readonly Pick<ProcedureSummary, 'code' | 'name' | 'agency'>[]
}

/** Every procedure published today, by sector and by name. */
export async function listCatalogue(db: Queryable): Promise<CatalogueSector[]> {
  const { summaries, byName } = await currentCatalogue(db)
  const published = byName.flatMap((at) => summaries[at] ?? []).filter(({ publishState }) => publishState === 'published')
  const collator = new Intl.Collator('vi')
  return [...Map.groupBy(published, ({ sector }) => sector)]
    .map(([sector, procedures]) => ({ sector, procedures: procedures.map(({ code, name, agency }) => ({ code, name, agency })) }))
    .sort((a, b) => collator.compare(a.sector, b.sector))
}

// A stamp names one content of the catalogue, so the key needs nothing else but the day and the agencies' names.
const catalogues = new KeptRows<string, Promise<Catalogue>>(4)

async function currentCatalogue(db: Queryable): Promise<Catalogue> {
  const { rows } = await sql<{ key: string | null; today: string }>`
    select (select stamp from procedure.revision)::text || ' '
           || (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date::text || ' '
           || coalesce((select hashtextextended(string_agg(code || name, '|' order by code), 0)::text
           from agency.v_agency), '') as key,
           (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date::text as today
  `.execute(db)
  const key = rows[0]?.key ?? null
  const today = rows[0]?.today
  if (today === undefined) throw new Error('the database gave no day')
  if (key === null) return await loadCatalogue(db, today)
  const home = findHome(db)
  const kept = catalogues.get(home, key)
  if (kept) return await kept
  const loading = loadCatalogue(db, today)
  catalogues.set(home, key, loading)
  loading.catch(() => catalogues.delete(home, key)) // the caller below sees the failure; the next one tries again
  return await loading
}

type SummaryRow = Omit<ProcedureSummary, 'legalLimit' | 'committedLimit' | 'limitText'> & {
  readonly legalAmount: number | null
  readonly legalUnit: Limit['unit'] | null
  readonly committedAmount: number | null
  readonly committedUnit: Limit['unit'] | null
  readonly implementingAgency: string | null
}

async function loadCatalogue(db: Queryable, today: string): Promise<Catalogue> {
  const { rows } = await sql<SummaryRow>`
    select p.code, v.name, v.sector, v.handling, v.service_level as "serviceLevel", v.publish_state as "publishState",
           v.legal_amount::float8 as "legalAmount", v.legal_unit as "legalUnit",
           v.committed_amount::float8 as "committedAmount", v.committed_unit as "committedUnit",
           case when a.id is not null then jsonb_build_object('code', a.code, 'name', a.name) end as agency,
           v.implementing_agency as "implementingAgency", f.least as "feeFromDong"
    from procedure.procedure p
    join procedure.procedure_version v on v.procedure_id = p.id and v.set_aside = 0 and v.valid_during @> ${today}::date
    left join agency.v_agency a on a.id = v.agency_id
    left join (select version_id, min(amount_dong) as least from procedure.version_fee
      group by version_id) f on f.version_id = v.id
    order by p.code
  `.execute(db)
  const { rows: synonyms } =
    await sql<Synonym>`select phrase, means, done_at as "doneAt" from procedure.synonym order by phrase_key, means`.execute(db)
  const summaries = rows.map(summaryFrom)
  const index = buildSearchIndex(
    rows.map(({ code, name, sector, agency, implementingAgency }) => ({
      code,
      name,
      also: `${sector} ${agency?.name ?? implementingAgency ?? ''}`,
    })),
    synonyms,
  )
  const collator = new Intl.Collator('vi')
  const byName = summaries.map((_, at) => at).sort((a, b) => collator.compare(summaries[a]?.name ?? '', summaries[b]?.name ?? ''))
  return { summaries, index, byName }
}

function summaryFrom(row: SummaryRow): ProcedureSummary {
  const { legalAmount, legalUnit, committedAmount, committedUnit, implementingAgency: _unused, ...rest } = row
  const legalLimit = limitOf(legalAmount, legalUnit)
  const committedLimit = limitOf(committedAmount, committedUnit)
  const promised = committedLimit ?? legalLimit
  return { ...rest, legalLimit, committedLimit, limitText: promised ? limitText(promised) : 'Chưa xác định' }
}

function limitOf(amount: number | null, unit: Limit['unit'] | null): Limit | null {
  return amount === null || unit === null ? null : { amount, unit }
}
