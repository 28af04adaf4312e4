import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Synonym } from '../domain/query-variants.ts'

const pack = z.strictObject({
  synonyms: z.array(
    z.strictObject({
      phrase: z.string().trim().min(1),
      means: z.string().trim().min(1),
      doneAt: z.string().trim().min(1).nullable().default(null),
    }),
  ),
})

/** The synonyms shipped for the whole country, `packs/vietnam/synonyms.yaml`; throws with the place of a fault. */
export function shippedSynonyms(): readonly Synonym[] {
  return pack.parse(parse(readFileSync(new URL('../../../../../packs/vietnam/synonyms.yaml', import.meta.url), 'utf8'))).synonyms
}
