import type { Actor } from '#kernel/actor.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import type { ActInput } from '../domain/act-facts.ts'
import type { IntakeAnswer } from '../domain/intake-answers.ts'
import { doAct } from './do-act.ts'
import { fileDossier } from './file-dossier.ts'
import type { FiledDossier } from './file-dossier.ts'
import type { FileDossier } from '../queries/judge-filing.ts'

/**
 * Files a dossier and answers it with a request to complete (Mẫu 02) or a refusal to receive (Mẫu 03), in one transaction: where
 * the answer cannot be given, there is no dossier either.
 * @throws Refused every code of `fileDossier` and of `doAct`
 * @law 61/2018/NĐ-CP Điều 17 khoản 2
 */
export async function answerFiling(
  tx: Queryable,
  database: Database,
  actor: Actor,
  requestId: string,
  input: Omit<FileDossier, 'accept'>,
  answer: { readonly act: IntakeAnswer; readonly input: ActInput },
): Promise<Pick<FiledDossier, 'code' | 'lookupSecret'>> {
  const { code, lookupSecret } = await fileDossier(tx, database, actor, requestId, { ...input, accept: false })
  await doAct(tx, actor, requestId, { code, ...answer })
  return { code, lookupSecret }
}
