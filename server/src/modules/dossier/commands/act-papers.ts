import type { Json } from '#kernel/canonical-json.ts'
import type { ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import type { RefusingBody } from '../domain/act-record.ts'
import { pointsOf } from '../domain/supplement-points.ts'
import type { ActInput, Change, DossierFacts } from '../domain/act-facts.ts'
import { findAppealPath, silenceReason } from '../queries/appeal-path.ts'

/**
 * What an act records for the paper that follows from it: the papers asked for and what happens when the day passes (Mẫu 02),
 * who refuses and where one may complain (Mẫu 03). Pinned with the act, so that paper, letter and page say the same, whatever
 * becomes of the procedure later.
 */
export async function recordForPaper(
  tx: Queryable,
  change: Change,
  input: ActInput,
  facts: DossierFacts,
  version: ProcedureVersion,
): Promise<{ [key: string]: Json }> {
  switch (change.act) {
    case 'request_supplement':
      return { asked: askedPapers(input, facts), onLapse: version.clockRules?.supplementLapse ?? 'notify' }
    case 'supplement': {
      const { met, open } = pointsOf(facts.asked ?? [], input)
      return { answered: met.map(({ text }) => text), missing: open.map(({ text }) => text) }
    }
    case 'refuse': {
      const refusedBy: RefusingBody = facts.holderKind === 'counter' ? 'counter' : 'agency'
      return { refusedBy, appeal: { ...(await findAppealPath(tx, version, refusedBy, facts.stepNo)) } }
    }
    case 'deem_refused':
      return {
        refusedBy: 'system',
        reason: silenceReason(version),
        appeal: { ...(await findAppealPath(tx, version, 'system', facts.stepNo)) },
      }
    default:
      return {}
  }
}

/** The papers of the checklist that the defects name, each once, with how many the procedure asks. */
function askedPapers(input: ActInput, facts: DossierFacts): Json[] {
  const named = new Set((input.defects ?? []).map((defect) => defect.componentNo))
  return facts.required.filter((paper) => named.has(paper.no)).map(({ no, name, originals, copies }) => ({ no, name, originals, copies }))
}
