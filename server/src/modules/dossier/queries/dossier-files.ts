import { sql } from 'kysely'
import type { Actor, Role } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import { writeIn } from '#kernel/in-english.ts'
import type { Language } from '#kernel/language.ts'
import { reasonFrom, Refused, refusalFrom } from '#kernel/refusal.ts'
import {
  documentRefusals,
  getArrivingFile,
  listArrivingFiles,
  mediaTypes,
  signatureProblems,
  signatureStateOf,
  signatureStates,
} from '#document'
import type { ArrivingFile, SignatureProblem, SignatureReport } from '#document'
import { mayOpenPapers, roleNames } from '#identity'
import type { Sight } from '#identity'
import { owedOn } from '#payment'
import type { Queryable } from '#platform/db/database.ts'
import { pastOfActFrom } from '../domain/english.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import type { DossierState } from '../domain/dossier-states.ts'
import { decideFile, filePurposes, fileRules, mostFiles } from '../domain/file-rules.ts'
import type { FilePurpose } from '../domain/file-rules.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { local } from './clocks.ts'
import { dutyOf, requiredPapers, versionOf } from './load-facts.ts'
import { sightOfDossier } from './may-look.ts'

/** The place of a dossier, for the rules of its files. */
export type FilePlace = {
  readonly id: DossierId
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly state: DossierState
  readonly acceptedAt: string | null
  readonly holderKind: 'counter' | 'agency' | 'applicant' | 'outside' | 'none'
  readonly handling: 'on_the_spot' | 'forwarded' | 'same_day'
  readonly procedureVersionId: ProcedureVersionId
  /** How the caller sees it. */
  readonly sight: Sight
}

/** @throws Refused DOSSIER_NOT_FOUND when there is none, or none the caller may see */
export async function filePlace(db: Queryable, actor: Actor, code: string): Promise<FilePlace> {
  const { rows } = await sql<
    Omit<FilePlace, 'sight'>
  >`select id, agency_id as "agencyId", centre_id as "centreId", state, accepted_at as "acceptedAt",
      holder_kind as "holderKind", handling,
      procedure_version_id as "procedureVersionId"
    from dossier.dossier where code = ${code}`.execute(db)
  const place = rows[0]
  const sight = place ? await sightOfDossier(db, actor, place) : null
  if (!place || !sight) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  return { ...place, sight }
}

type Rests = { readonly fileId: string; readonly seq: number; readonly act: DossierAct }

async function restingOn(db: Queryable, dossierId: DossierId): Promise<readonly Rests[]> {
  const { rows } = await sql<Rests>`select f.file_id as "fileId", f.seq, a.kind as act
    from dossier.act_file f
    join dossier.act a on a.locality_id = f.locality_id and a.dossier_id = f.dossier_id and a.seq = f.seq
    where f.dossier_id = ${dossierId} order by f.seq`.execute(db)
  return rows
}

/** The act that rests on a file, if one does. */
export async function actOnFile(db: Queryable, dossierId: DossierId, fileId: string): Promise<DossierAct | null> {
  return (await restingOn(db, dossierId)).find((each) => each.fileId === fileId)?.act ?? null
}

/** Files of a dossier as staff see them, with what each may have done to it, and what may be added. */
export async function listDossierFiles(db: Queryable, actor: Actor, code: string, language: Language = 'vi') {
  const place = await filePlace(db, actor, code)
  const [files, rests, version] = [await listArrivingFiles(db, place.id), await restingOn(db, place.id), await versionOf(db, place)]
  const components = requiredPapers(version)
  const duty = dutyOf(actor, place)
  const rulings = new Map(filePurposes.map((purpose) => [purpose, decideFile(place, purpose, duty)]))
  const reasonAgainst = (purpose: FilePurpose): string | null => {
    const ruling = rulings.get(purpose)
    return typeof ruling === 'object' ? reasonFrom(ruling, language) : null
  }
  return {
    items: files.map((file) => {
      const acts = rests.filter((each) => each.fileId === file.id).map(({ seq, act }) => ({ seq, actName: pastOfActFrom(act, place) }))
      const [first] = acts
      const purpose = file.purpose as FilePurpose
      const keepsWhy = file.withdrawal
        ? writeIn(language, 'Tệp đã được gỡ.')
        : first
          ? reasonFrom(refusalFrom(dossierRefusals, 'FILE_IN_USE', { act: first.actName }), language)
          : reasonAgainst(purpose)
      return {
        ...fileView(file, components, language),
        code,
        url: `/api/v1/dossiers/${code}/files/${file.id}`,
        acts,
        mayWithdraw: { allowed: keepsWhy === null, reason: keepsWhy },
      }
    }),
    mayAdd: filePurposes.map((purpose) => ({
      purpose,
      name: fileRules[purpose].name,
      allowed: reasonAgainst(purpose) === null,
      reason: reasonAgainst(purpose),
      law: fileRules[purpose].law,
    })),
    components: components.map(({ no, name }) => ({ no, name })),
    kinds: Object.values(mediaTypes).map(({ name }) => name),
    extensions: Object.values(mediaTypes).flatMap(({ extensions }) => extensions.map((each) => `.${each}`)),
    mostFiles,
    mayOpen: mayOpenPapers(place.sight),
  }
}

const problemView = (code: SignatureProblem) => ({
  code,
  weight: signatureProblems[code].weight,
  text: signatureProblems[code].vietnamese,
  english: signatureProblems[code].english,
})

function reportView({ verdict, problems, signatures }: SignatureReport) {
  return {
    verdict,
    problems: problems.map(problemView),
    signatures: signatures.map((each) => ({
      signerName: each.signer?.name ?? null,
      organisation: each.signer?.organisation ?? null,
      issuer: each.signer?.issuer ?? null,
      serial: each.signer?.serial ?? null,
      validFrom: local(each.signer?.validFrom ?? null),
      validTo: local(each.signer?.validTo ?? null),
      signedAt: local(each.signedAt),
      stamp: each.timestamp ? { ...each.timestamp, at: local(each.timestamp.at) ?? '' } : null,
      revocation: each.revocation,
      coversWholeDocument: each.coversWholeDocument,
      verdict: each.verdict,
      state: signatureStateOf(each.verdict),
      stateName: signatureStates[signatureStateOf(each.verdict)],
      problems: each.problems.map(problemView),
    })),
  }
}

/** The results of every check of a file's signatures. */
export function signatureView(file: Pick<ArrivingFile, 'checks'>) {
  const [last] = file.checks
  const state = signatureStateOf(last?.report.verdict ?? null)
  return {
    state,
    stateName: signatureStates[state],
    checkedAt: local(last?.at ?? null),
    report: last ? reportView(last.report) : null,
    checks: file.checks.map((check) => {
      const then = signatureStateOf(check.report.verdict)
      return { at: local(check.at) ?? '', by: check.by, state: then, stateName: signatureStates[then] }
    }),
  }
}

function fileView(file: ArrivingFile, components: readonly { readonly no: number; readonly name: string }[], language: Language) {
  const purpose = file.purpose as FilePurpose
  return {
    id: file.id,
    name: file.name,
    purpose,
    purposeName: fileRules[purpose].name,
    componentNo: file.componentNo,
    componentName: components.find((each) => each.no === file.componentNo)?.name ?? null,
    mediaType: file.mediaType,
    typeName: mediaTypes[file.mediaType].name,
    size: file.size,
    sha256: file.sha256,
    uploadedAt: local(file.uploadedAt) ?? '',
    uploadedBy: file.uploadedByName,
    uploadedRole: roleNames[file.uploadedRole as Role],
    withdrawal: file.withdrawal && { ...file.withdrawal, at: local(file.withdrawal.at) ?? '' },
    quarantine: file.quarantine && {
      since: local(file.quarantine.since) ?? '',
      found: file.quarantine.found,
      text: reasonFrom(
        refusalFrom(documentRefusals, file.quarantine.found === null ? 'FILE_NOT_SCANNED' : 'FILE_FOUND_INFECTED', {
          name: file.name,
          what: file.quarantine.found,
        }),
        language,
      ),
    },
    signature: signatureView(file),
  }
}

/**
 * A file to be opened. Who only watches sees which files there are and what their signatures are worth, as they see numbers covered.
 * @throws Refused DOSSIER_NOT_FOUND, FILE_NOT_FOUND, FILE_CONTENT_NOT_YOURS
 */
export async function fileToOpen(db: Queryable, actor: Actor, code: string, id: string): Promise<{ place: FilePlace; file: ArrivingFile }> {
  const place = await filePlace(db, actor, code)
  const file = await getArrivingFile(db, place.id, id)
  if (!mayOpenPapers(place.sight)) throw new Refused(refusalFrom(dossierRefusals, 'FILE_CONTENT_NOT_YOURS'))
  return { place, file }
}

/**
 * The result files an applicant may take: those the result was recorded with, once it was returned, or recorded for
 * online delivery, and nothing is owed any more.
 */
export async function resultFiles(db: Queryable, id: DossierId): Promise<readonly ArrivingFile[]> {
  const files = await listResultFiles(db, id)
  return files.length > 0 && (await owedOn(db, id)) > 0 ? [] : files
}

/** The files with which the result of a dossier was recorded, once it left the centre. */
export async function listResultFiles(db: Queryable, id: DossierId): Promise<readonly ArrivingFile[]> {
  const { rows } = await sql<{ fileId: string }>`
    select f.file_id as "fileId"
    from dossier.dossier d
    join dossier.act a on a.locality_id = d.locality_id and a.dossier_id = d.id and a.kind = 'record_result'
    join dossier.act_file f on f.locality_id = a.locality_id and f.dossier_id = a.dossier_id and f.seq = a.seq
    where d.id = ${id}
      and (d.state = 'returned' or (d.state = 'result_recorded' and d.result_method = 'online'))`.execute(db)
  if (rows.length === 0) return []
  const recorded = new Set(rows.map(({ fileId }) => fileId))
  return (await listArrivingFiles(db, id)).filter((file) => file.purpose === 'result' && recorded.has(file.id))
}
