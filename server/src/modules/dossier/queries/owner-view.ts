import type { Language } from '#kernel/language.ts'
import { reasonFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { roleNames } from '#identity'
import type { Duty } from '../domain/act-facts.ts'
import { isRefusal } from '../domain/act-facts.ts'
import { decideAct } from '../domain/decide-act.ts'
import { actsInEnglish } from '../domain/english.ts'
import { actRules } from '../domain/dossier-acts.ts'
import { ownerActs } from '../domain/owner-acts.ts'
import type { OwnerAct } from '../domain/owner-acts.ts'
import { findDossierRecord } from './dossier-record.ts'
import { askedView } from './dossier-timeline.ts'
import { assess, requiredPapers } from './load-facts.ts'

export type OwnerView = {
  readonly actions: readonly { readonly act: OwnerAct; readonly name: string; readonly allowed: boolean; readonly reason: string | null }[]
  /** The requested points that are still open. */
  readonly asked: readonly {
    readonly no: number
    readonly text: string
    readonly componentNo: number | null
    readonly componentName: string | null
  }[]
  readonly contact: { readonly address: string; readonly phone: string; readonly email: string | null }
}

/** As a citizen, independent of the holder: the act table says which acts are a citizen's. */
const owner: Duty = { accountId: null, roleOf: (roles) => (roles.includes('citizen') ? 'citizen' : null), roleNames }

/** What the owner of a dossier may do to it now, and what they are asked for. `null`: there is no such dossier. */
export async function findOwnerView(db: Queryable, code: string, language: Language): Promise<OwnerView | null> {
  const found = await findDossierRecord(db, code)
  if (!found) return null
  const { record, moment } = found
  const { facts, version } = await assess(db, record, moment.now, moment.calendar)
  const components = requiredPapers(version)
  return {
    actions: ownerActs.map((act) => {
      const decision = decideAct(facts, act, owner)
      return {
        act,
        name: language === 'en' ? actsInEnglish[act] : actRules[act].name,
        allowed: !isRefusal(decision),
        reason: isRefusal(decision) ? reasonFrom(decision, language) : null,
      }
    }),
    asked:
      record.state === 'awaiting_supplement'
        ? askedView(record).map(({ no, text, componentNo }) => ({
            no,
            text,
            componentNo,
            componentName: components.find((each) => each.no === componentNo)?.name ?? null,
          }))
        : [],
    contact: { address: record.applicantAddress, phone: record.applicantPhone, email: record.applicantEmail },
  }
}
