import { printForm } from '#document'
import type {
  ApologyData,
  FormHead,
  FormParty,
  FormSigner,
  ReceiptSlipData,
  RefusalData,
  StopNoticeData,
  SupplementRequestData,
} from '#document'
import { paidOn } from '#payment'
import { limitText } from '#procedure'
import type { ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { readAnyRecord, readRecord } from '../domain/act-record.ts'
import type { ActRecord, RefusingBody } from '../domain/act-record.ts'
import { reasonIsTheList, supplementWords } from '../domain/applicant-words.ts'
import { beginningText } from '../domain/clock-begin.ts'
import { causeRule, causeRules, stopGrounds } from '../domain/clock-causes.ts'
import type { Cause } from '../domain/clock-causes.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import { findAppealPath, silenceReason } from './appeal-path.ts'
import { calendarFor, limitsFor, settingsFor } from './clocks.ts'
import { due, dueOfBoth } from '../domain/clocks.ts'
import type { DossierRecord } from './dossier-record.ts'
import { registerPlace } from './register-book.ts'
import { feesOnSlip, headOf, resultPlace, slipHead } from './slip-facts.ts'

/** A dossier with everything its papers are made of. */
export type FormSource = DossierRecord
type Act = FormSource['acts'][number]

export function lastActOf(row: FormSource, ...kinds: readonly DossierAct[]): Act | undefined {
  return row.acts.findLast((act) => kinds.includes(act.kind))
}

/** Who stood at the counter: the person authorised, where there is one; their own address and e-mail are not asked for. */
function partyAtCounter(row: FormSource): FormParty {
  return row.representativeName === null
    ? { ...ownerOf(row), ...(row.applicantPerson === null ? {} : { name: row.applicantPerson }) }
    : {
        name: row.representativeName,
        address: '',
        phone: row.applicantPhone,
        email: row.applicantEmail,
        idNumber: row.representativeIdNumber,
        authorisation: row.representativeAuthorisation,
      }
}

/** Whose dossier it is: letters and notices go to them, even if another person carried the papers. */
function ownerOf(row: FormSource): FormParty {
  return {
    name: row.applicantName,
    address: row.applicantAddress,
    phone: row.applicantPhone,
    email: row.applicantEmail,
    idNumber: row.applicantIdNumber,
  }
}

function contactOf(row: FormSource): { readonly name: string; readonly phone: string } {
  return { name: row.centreName, phone: row.centrePhone }
}

function papersOf(row: FormSource) {
  return row.papers.map((paper) => ({
    name: paper.name,
    originals: paper.originals,
    certifiedCopies: paper.certified,
    photocopies: paper.copies,
  }))
}

/** Mẫu 01 as promised at acceptance. What came later is written over it by `promiseMoved`. */
export async function receiptSlipData(
  tx: Queryable,
  { publicUrl }: { readonly publicUrl: string },
  row: FormSource,
  version: ProcedureVersion,
  accepted: Act,
): Promise<ReceiptSlipData> {
  const limits = limitsFor(version, row.channel)
  const calendar = await calendarFor(tx, row)
  const settings = row.clocks[0]?.settings ?? settingsFor(version, calendar)
  const start = Temporal.Instant.from(accepted.at)
  // A time that had not begun at acceptance has no date on it.
  const dueOn = (kind: 'legal' | 'committed'): string | null =>
    limits && row.clockFrom === 'acceptance' ? (due(calendar, limits[kind], start, [], settings).dueAt?.toString() ?? null) : null
  return {
    ...(await headOf(tx, row.centreName, accepted.at)),
    ...slipHead(row.code, publicUrl, null),
    applicant: partyAtCounter(row),
    owner:
      row.representativeName === null && row.applicantPerson === null ? null : { name: row.applicantName, address: row.applicantAddress },
    procedureName: version.name,
    papers: papersOf(row),
    legalLimit: limits ? limitText(limits.legal) : null,
    committedLimit: limits ? limitText(limits.committed) : null,
    receivedAt: accepted.at,
    legalDueAt: dueOn('legal'),
    committedDueAt: dueOn('committed'),
    beginning: beginningText(row.clockFrom, row.agencyName, null) ?? undefined,
    resultPlace: resultPlace(row.resultMethod, row.centreName),
    ...feesOnSlip(version, row.channel),
    register: await registerPlace(tx, row.id),
    receivedBy: accepted.actorName,
    hotline: row.centrePhone,
  }
}

/** Mẫu 02 as it was asked: every field of it comes from the act's record. */
export async function supplementRequestData(
  tx: Queryable,
  row: FormSource,
  version: ProcedureVersion,
  requested: Act,
): Promise<SupplementRequestData> {
  const record: ActRecord<'request_supplement'> = readRecord({ kind: 'request_supplement', payload: requested.payload })
  const words = supplementWords(record)
  return {
    ...(await headOf(tx, row.centreName, requested.at)),
    dossierCode: row.code,
    applicant: ownerOf(row),
    procedureName: version.name,
    defects: (record.defects ?? []).map((defect) => defect.text),
    papers: (record.asked ?? []).map(({ name, originals, copies }) => ({ name, originals, certifiedCopies: 0, photocopies: copies })),
    reason: record.reason ?? reasonIsTheList,
    supplementBy: record.supplementBy ?? null,
    consequence: [words.clock, words.lapse].filter((sentence) => sentence !== null).join(' '),
    contact: contactOf(row),
    guidedBy: requested.actorName,
  }
}

/** Mẫu 03 in the name of the body that refused, with where one may complain about that refusal. */
export async function refusalData(tx: Queryable, row: FormSource, version: ProcedureVersion, refused: Act): Promise<RefusalData> {
  const record = readAnyRecord(refused)
  const refusedBy = record.refusedBy ?? refuserOf(refused)
  return {
    ...(await headOf(tx, refusedBy === 'counter' ? row.centreName : row.agencyName, refused.at)),
    dossierCode: row.code,
    applicant: ownerOf(row),
    procedureName: version.name,
    reason: record.reason ?? (refusedBy === 'system' ? silenceReason(version) : ''),
    appeal: record.appeal ?? (await findAppealPath(tx, version, refusedBy, record.step ?? null)),
    contact: contactOf(row),
    refusedBy,
    signer: refusedBy === 'system' ? { style: null, name: null } : signerOf(refused),
  }
}

/** Of acts sealed before they recorded it. */
function refuserOf(act: Act): RefusingBody {
  if (act.kind === 'deem_refused') return 'system'
  return act.actorRole === 'counter_officer' ? 'counter' : 'agency'
}

/** Mẫu 04: signed when the extension or the apology was, a draft while it waits. `null` when there is nothing to write. */
export async function apologyData(
  tx: Queryable,
  row: FormSource,
  version: ProcedureVersion,
): Promise<{ readonly data: ApologyData; readonly isSigned: boolean } | null> {
  const granted = row.reappointments.find((each) => each.decision === 'granted')
  const asked = granted ?? row.reappointments.find((each) => each.decision === null)
  if (!asked) return null
  const signed = granted && lastActOf(row, 'approve_extension', 'apologise')
  const writtenAt = signed?.at ?? (await databaseNow(tx)).toString()
  const isBefore = (instant: string): boolean =>
    Temporal.Instant.compare(Temporal.Instant.from(instant), Temporal.Instant.from(writtenAt)) < 0
  // The date of the law as it stood when the letter was signed: later turns are not its business.
  const stops = row.stops
    .filter((stop) => isBefore(stop.fromAt))
    .map((stop) => (stop.toAt !== null && !isBefore(stop.toAt) ? { ...stop, toAt: null } : stop))
  const because = asked.cause in causeRules ? `${causeRule(asked.cause as Cause).name}.` : ''
  const data: ApologyData = {
    ...(await headOf(tx, row.agencyName, writtenAt)),
    dossierCode: row.code,
    applicant: ownerOf(row),
    procedureName: version.name,
    sectorName: version.sector,
    receivedAt: row.acceptedAt ?? row.receivedAt,
    dueBefore: asked.dueBefore,
    legalDueAt: dueOfBoth(await calendarFor(tx, row), { clocks: row.clocks, stops }).legal?.toString() ?? null,
    isLate: asked.kind === 'apology',
    reason: [because, asked.reason].filter((part) => part !== '').join('\n'),
    days: asked.kind === 'extension' ? asked.days : null,
    dueAfter: asked.dueAfter,
    isDraft: signed === undefined,
    contact: contactOf(row),
    copyTo: row.centreName,
    signer: signed ? signerOf(signed) : { style: null, name: null },
  }
  return { data, isSigned: signed !== undefined }
}

/** The apology as the signatory reads it before signing: neither numbered nor kept. */
export async function printDraft(data: ApologyData): Promise<Uint8Array> {
  return await printForm('apology', { ...data, number: null }, 'preview')
}

/** Mẫu 05, by the side that stopped it. */
export async function stopNoticeData(tx: Queryable, row: FormSource, version: ProcedureVersion, stopped: Act): Promise<StopNoticeData> {
  const { ground, reason } = readRecord({ kind: 'stop', payload: stopped.payload })
  if (ground === undefined) throw new Error('a dossier was stopped on no ground')
  const stoppedBy = stopped.actorAccountId === null ? 'system' : stopped.actorRole === 'counter_officer' ? 'counter' : 'agency'
  return {
    ...(await headOf(tx, stoppedBy === 'counter' ? row.centreName : row.agencyName, stopped.at)),
    dossierCode: row.code,
    applicant: ownerOf(row),
    procedureName: version.name,
    receivedAt: row.acceptedAt ?? row.receivedAt,
    stoppedAt: stopped.at,
    ground: stopGrounds[ground].name,
    law: stopGrounds[ground].law,
    reason: reason ?? '',
    papers: papersOf(row),
    returnPlace: row.centreName,
    paidDong: await paidOn(tx, row.id),
    contact: contactOf(row),
    stoppedBy,
    signer: stoppedBy === 'system' ? { style: null, name: null } : signerOf(stopped),
  }
}

/** The name under a paper, with whose place it was signed in. */
function signerOf(act: Act): FormSigner {
  const { onBehalfOf } = readAnyRecord(act)
  return { style: onBehalfOf ? `${onBehalfOf.style}. Thủ trưởng` : null, name: act.actorName }
}

/** The head of a slip that takes the place of another, dated by the act that moved the day. */
export async function headAt(tx: Queryable, row: FormSource, at: string): Promise<FormHead> {
  return await headOf(tx, row.centreName, at)
}
