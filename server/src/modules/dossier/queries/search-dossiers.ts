import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { handlingRoles, watchingRoles } from '#kernel/actor.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Queryable } from '#platform/db/database.ts'
import { askedWordsFrom, hasRareWord, pickRarestWord } from '../domain/name-words.ts'
import type { AskedWord } from '../domain/name-words.ts'
import { readDossierQuestion } from '../domain/dossier-question.ts'
import type { DossierQuestion } from '../domain/dossier-question.ts'
import { stateNameFrom } from '../domain/english.ts'
import type { DossierState } from '../domain/dossier-states.ts'
import { local } from './clocks.ts'
import { matchNameWords } from './name-match.ts'
import { reachedBy } from './reach-sql.ts'

const shown = 30
/** Days back in which a number alone is looked for: people use it for a recent dossier. */
const daysBack = 45
/** For a common name, only this many of the newest dossiers are searched. */
const newestOfAWord = 3000
/** Of names that have several words in whatever order, as many. */
const newestInAnyOrder = 1000

/**
 * Finds dossiers by a code or its end, a citizen number, a passport, a telephone in any form, or by words of a name in any order;
 * newest first. Where names in which the words follow one another fill the list, or one of them is the whole name, no others are looked for.
 * Overseers find by code only: looking people up by name is not their business.
 */
export async function searchDossiers(
  db: Queryable,
  actor: Actor,
  q: string,
): Promise<{ code: string; applicantName: string; stateName: string; agencyName: string; receivedAt: string }[]> {
  const question = readDossierQuestion(q)
  if (question.kind === 'nothing') return []
  const workers = [...handlingRoles, 'centre_manager'] as const
  const [mine, watched] = [reachedBy(actor, workers), reachedBy(actor, watchingRoles)]
  const found = (match: RawBuilder<unknown>, by: 'workers' | 'anyone'): RawBuilder<unknown> => sql`
    (select d.code, d.applicant_name, d.applicant_folded, d.state, d.accepted_at, d.agency_id, d.received_at
    from dossier.dossier d
    where ${match} and (${mine ?? sql`true`} ${by === 'anyone' ? sql`or ${watched ?? sql`true`}` : sql``})
    order by d.received_at desc limit ${sql.lit(shown)})`
  const newest = async (matches: readonly Match[]): Promise<Row[]> => {
    const { rows } = await sql<Row>`
    select f.code, f.applicant_name as "applicantName", f.applicant_folded as folded, f.state,
      f.accepted_at as "acceptedAt", a.name as "agencyName", f.received_at as "receivedAt"
    from (${sql.join(
      matches.map(({ match, by }) => found(match, by)),
      sql` union `,
    )}) f
    join agency.v_agency a on a.id = f.agency_id
    order by f.received_at desc limit ${sql.lit(shown)}`.execute(db)
    return rows
  }
  const rows = await newest(matchesOf(question))
  if (question.kind === 'words') {
    const words = askedWordsFrom(question.words)
    // Somebody of exactly that name answers the question.
    const isAnswered = rows.length === shown || rows.some(({ folded }) => folded === question.words)
    if (words.length > 1 && !isAnswered) {
      const known = new Set(rows.map(({ code }) => code))
      rows.push(...(await newest(matchesInAnyOrder(words))).filter(({ code }) => !known.has(code)))
      rows.sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))
    }
  }
  return rows.slice(0, shown).map(({ state, acceptedAt, folded: _folded, ...row }) => ({
    ...row,
    receivedAt: local(row.receivedAt) ?? '',
    stateName: stateNameFrom({ state, acceptedAt }),
  }))
}

type Row = {
  code: string
  applicantName: string
  folded: string
  state: DossierState
  acceptedAt: string | null
  agencyName: string
  receivedAt: string
}
type Match = { readonly match: RawBuilder<unknown>; readonly by: 'workers' | 'anyone' }

function matchesOf(question: Exclude<DossierQuestion, { kind: 'nothing' }>): readonly Match[] {
  // Agencies, and centres that receive in their own name: with what a code begins.
  const beginnings = sql`(select code from agency.v_agency union select code from centre.v_centre) b`
  switch (question.kind) {
    case 'code':
      return [
        { match: sql`d.code = ${question.code}`, by: 'anyone' },
        { match: sql`d.applicant_id_number = any(${question.orNumbers}::text[])`, by: 'workers' },
      ]
    case 'ending':
      return [{ match: sql`d.code = any(array(select b.code || '-' || ${question.ending}::text from ${beginnings}))`, by: 'anyone' }]
    case 'number':
      return [
        {
          match: sql`d.code = any(array(select b.code || '-' || to_char(platform.today() - back, 'YYMMDD') || '-' || ${question.number}::text
            from ${beginnings}, generate_series(0, ${sql.lit(daysBack)}) back))`,
          by: 'anyone',
        },
      ]
    case 'person':
      return [
        { match: sql`d.applicant_id_number = any(${question.idNumbers}::text[])`, by: 'workers' },
        { match: sql`d.applicant_phone = any(${question.phones}::text[])`, by: 'workers' },
      ]
    case 'words': {
      const last = lastFrom(question.words)
      // `like` could not use the index: under row-level security it is evaluated only after the policy. These operators may go first.
      // Common words are the beginning of many names: PostgreSQL plans by them whether to read the names or the newest dossiers.
      if (!hasRareWord(askedWordsFrom(question.words)))
        return [
          { match: sql`(d.applicant_folded ~>=~ ${question.words} and d.applicant_folded ~<~ ${last})`, by: 'workers' },
          calledBy(question.words, last, newestOfAWord),
        ]
      return [namedFrom(question.words, last, newestOfAWord), calledBy(question.words, last, newestOfAWord)]
    }
  }
}

/** Behind everything that begins with these words. */
function lastFrom(words: string): string {
  return `${words}\u{10ffff}`
}

/** Names with all these words, wherever: one range of each index, of the rarest word, in which the index alone judges the others. */
function matchesInAnyOrder(words: readonly AskedWord[]): readonly Match[] {
  const rarest = pickRarestWord(words)
  if (!rarest) return []
  // Of several words, a whole one has another behind it.
  const from = rarest.isWhole ? `${rarest.word} ` : rarest.word
  const last = lastFrom(from)
  const [called, named] = [matchNameWords(sql`w.words`, words), matchNameWords(sql`f.applicant_folded`, words)]
  return [calledBy(from, last, newestInAnyOrder, called), namedFrom(from, last, newestInAnyOrder, named)]
}

/**
 * A value that only the execution knows. By the words themselves PostgreSQL would plan again at every search, which takes three times
 * as long as the search.
 */
const later = (text: string): RawBuilder<string> => sql<string>`(select ${text}::text)`

/** The newest dossiers of names that begin in this range, from the index alone. */
function namedFrom(from: string, last: string, most: number, also: RawBuilder<unknown> = sql`true`): Match {
  return {
    match: sql`d.id in (select f.id from dossier.dossier f
      where f.applicant_folded ~>=~ ${later(from)} and f.applicant_folded ~<~ ${later(last)} and ${also}
      order by f.id desc limit ${sql.lit(most)})`,
    by: 'workers',
  }
}

/** The same of names turned round, which begin with another of their words. */
function calledBy(from: string, last: string, most: number, also: RawBuilder<unknown> = sql`true`): Match {
  return {
    match: sql`d.id in (select w.dossier_id from dossier.called_by w
      where w.words >= ${later(from)} collate "C" and w.words < ${later(last)} collate "C" and ${also}
      order by w.dossier_id desc limit ${sql.lit(most)})`,
    by: 'workers',
  }
}
