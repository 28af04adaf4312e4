import type { Actor } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { sql } from 'kysely'
import { getIssuedDocument, issueDocument, listIssuedDocuments, renderForm } from '#document'
import type { ApologyData, FormHead, FormName, FormParty, FormSigner, ReceiptSlipData } from '#document'
import { mayRead } from '#identity'
import { paidOn } from '#payment'
import { limitText } from '#procedure'
import type { Database, Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { beginningText } from '../domain/clock-begin.ts'
import { causeRule, causeRules, stopGrounds } from '../domain/dossier-acts.ts'
import type { Cause, StopGround } from '../domain/dossier-acts.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { findDossierRow } from '../queries/dossier-view.ts'
import { lookupSecret } from '../store/lookup-secret.ts'
import { calendarFor, due, dueOfBoth, limitsFor, settingsFor } from '../queries/clocks.ts'
import { feesOnSlip, headOf, resultPlace, slipHead } from '../queries/slip-facts.ts'
import { versionOf } from '../queries/load-facts.ts'

/** `id` is null for a draft: shown to whoever is to sign, neither numbered nor kept. */
export type IssuedForm = { readonly id: string | null; readonly bytes: Uint8Array }

type Asking = { readonly actor: Actor; readonly database: Database; readonly publicUrl: string }

/**
 * The form as it was issued, byte for byte. The first asking issues it, with its number in the series; after
 * that the kept bytes are given, whatever has changed since. Only a slip whose promise a decree or a move to another version has changed is issued
 * anew: it says which slip it takes the place of, and that one stays kept.
 * @throws Refused DOSSIER_NOT_FOUND, DOCUMENT_NOT_ISSUED when no act called for this form.
 */
export async function issueForm(tx: Queryable, { actor, database, publicUrl }: Asking, code: string, form: FormName): Promise<IssuedForm> {
  const row = await findDossierRow(tx, code)
  if (!row || !mayRead(actor, row)) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  // One number for one form, however many ask for it at once; the calendar first, as for every act.
  await sql`select platform.hold_calendar()`.execute(tx)
  await sql`select from dossier.dossier where id = ${row.id} for no key update`.execute(tx)
  const issued = await listIssuedDocuments(tx, row.id)
  const moved =
    form === 'receipt-slip'
      ? row.acts.findLast((act) => act.kind === 'reproject' || (act.kind === 'change_version' && movedTheDay(act.payload)))
      : undefined
  const latest = issued.findLast((each) => each.form === form)
  const isOvertaken =
    latest && moved && Temporal.Instant.compare(Temporal.Instant.from(latest.issuedAt), Temporal.Instant.from(moved.at)) < 0
  if (latest && !isOvertaken) {
    return await getIssuedDocument(tx, { dossierId: row.id, form })
  }
  const version = await versionOf(tx, row)
  const actOf = (kind: string) => row.acts.findLast((act) => act.kind === kind)
  const issuedBy = actor.accountId as AccountId
  const head = async (at: string): Promise<FormHead> => await headOf(tx, row.centreName, at)
  const party: FormParty = {
    name: row.applicantName,
    address: row.applicantAddress,
    phone: row.applicantPhone,
    email: row.applicantEmail,
    idNumber: row.applicantIdNumber,
  }
  const contact = { name: row.centreName, phone: row.centrePhone }
  const papers = row.papers.map((paper) => ({
    name: paper.name,
    originals: paper.originals,
    certifiedCopies: paper.certified,
    photocopies: paper.copies,
  }))

  const accepted = actOf('accept')
  const requested = actOf('request_supplement')
  const refused = actOf('refuse')
  if (form === 'receipt-slip' && accepted) {
    const limits = limitsFor(version, row.channel)
    const calendar = await calendarFor(tx, row)
    const settings = row.clocks[0]?.settings ?? settingsFor(version, calendar)
    const start = Temporal.Instant.from(accepted.at)
    // Promised at acceptance, of which the slip is the paper: a time that had not begun then has no date on it.
    const dueOn = (kind: 'legal' | 'committed'): string | null =>
      limits && row.clockFrom === 'acceptance' ? (due(calendar, limits[kind], start, [], settings).dueAt?.toString() ?? null) : null
    const data: ReceiptSlipData = {
      ...(await head(accepted.at)),
      ...slipHead(row.code, publicUrl, await lookupSecret(database, row.code)),
      applicant: party,
      owner: null,
      procedureName: version.name,
      papers,
      legalLimit: limits ? limitText(limits.legal) : null,
      committedLimit: limits ? limitText(limits.committed) : null,
      receivedAt: accepted.at,
      legalDueAt: dueOn('legal'),
      committedDueAt: dueOn('committed'),
      beginning: beginningText(row.clockFrom, row.agencyName, null) ?? undefined,
      resultPlace: resultPlace(row.resultMethod, row.centreName),
      ...feesOnSlip(version, row.channel),
      register: null,
      receivedBy: accepted.actorName,
      hotline: row.centrePhone,
    }
    const anew = moved ? { ...(await head(moved.at)), ...promiseMoved(moved.payload, latest) } : {}
    await issueDocument(tx, { form: 'receipt-slip', dossierId: row.id, issuedBy, data: { ...data, ...anew } })
  } else if (form === 'supplement-request' && requested) {
    const payload = JSON.parse(requested.payload) as { defects?: { text: string }[]; reason?: string }
    await issueDocument(tx, {
      form: 'supplement-request',
      dossierId: row.id,
      issuedBy,
      data: {
        ...(await head(requested.at)),
        dossierCode: row.code,
        applicant: party,
        procedureName: version.name,
        defects: (payload.defects ?? []).map((defect) => defect.text),
        papers: [],
        reason: payload.reason ?? 'Hồ sơ chưa đủ thành phần hoặc chưa đúng quy định.',
        supplementBy: null,
        contact,
        guidedBy: requested.actorName,
      },
    })
  } else if (form === 'refusal' && refused) {
    const payload = JSON.parse(refused.payload) as { reason?: string }
    await issueDocument(tx, {
      form: 'refusal',
      dossierId: row.id,
      issuedBy,
      data: {
        ...(await head(refused.at)),
        dossierCode: row.code,
        applicant: party,
        procedureName: version.name,
        reason: payload.reason ?? '',
        contact,
        receivedBy: refused.actorName,
      },
    })
  } else if (form === 'apology' && row.reappointments.some((each) => each.decision === null || each.decision === 'granted')) {
    const granted = row.reappointments.find((each) => each.decision === 'granted')
    const asked = granted ?? row.reappointments.find((each) => each.decision === null)
    const signed = granted && row.acts.findLast((act) => act.kind === 'approve_extension' || act.kind === 'apologise')
    if (!asked) throw new Error('a re-appointment that was there is gone')
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
      applicant: party,
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
      contact,
      copyTo: row.centreName,
      signer: signed ? signerOf(signed) : { style: null, name: null },
    }
    if (!signed) return { id: null, bytes: renderForm('apology', { ...data, number: null }) }
    await issueDocument(tx, { form: 'apology', dossierId: row.id, issuedBy, data })
  } else if (form === 'stop-notice' && row.state === 'stopped') {
    const stopped = actOf('stop')
    if (!stopped) throw new Error('a dossier was stopped by no act')
    const { ground, reason } = JSON.parse(stopped.payload) as { ground: StopGround; reason?: string }
    const stoppedBy = stopped.actorAccountId === null ? 'system' : stopped.actorRole === 'counter_officer' ? 'counter' : 'agency'
    await issueDocument(tx, {
      form: 'stop-notice',
      dossierId: row.id,
      issuedBy,
      data: {
        ...(await headOf(tx, stoppedBy === 'counter' ? row.centreName : row.agencyName, stopped.at)),
        dossierCode: row.code,
        applicant: party,
        procedureName: version.name,
        receivedAt: row.acceptedAt ?? row.receivedAt,
        stoppedAt: stopped.at,
        ground: stopGrounds[ground].name,
        law: stopGrounds[ground].law,
        reason: reason ?? '',
        papers,
        returnPlace: row.centreName,
        paidDong: await paidOn(tx, row.id),
        contact,
        stoppedBy,
        signer: stoppedBy === 'system' ? { style: null, name: null } : signerOf(stopped),
      },
    })
  } else {
    throw new Refused(refusalFrom(dossierRefusals, 'DOCUMENT_NOT_ISSUED'))
  }
  return await getIssuedDocument(tx, { dossierId: row.id, form })
}

/** The name under a paper, with whose place it was signed in. */
function signerOf(act: { readonly actorName: string; readonly payload: string }): FormSigner {
  const { onBehalfOf } = JSON.parse(act.payload) as { onBehalfOf?: { style: string } }
  return { style: onBehalfOf ? `${onBehalfOf.style}. Thủ trưởng` : null, name: act.actorName }
}

/** What a slip promises after a decree: what its act recorded, in place of the slip before it if there was one. */
function promiseMoved(
  payload: string,
  replaced: { readonly number: string; readonly issuedAt: string } | undefined,
): Pick<ReceiptSlipData, 'committedDueAt' | 'legalDueAt' | 'replaces'> {
  const { committedDueAt, legalDueAt, decree, reason } = JSON.parse(payload) as {
    committedDueAt: string | null
    legalDueAt: string | null
    decree: { name: string; basis: string }
    reason: string
  }
  const replaces = replaced && {
    number: replaced.number,
    issuedAt: replaced.issuedAt,
    reason: `${decree.name} (${decree.basis}). ${reason}`,
  }
  return { committedDueAt, legalDueAt, replaces }
}

/** Moving to another version seldom changes the day; only then is the slip overtaken. */
function movedTheDay(payload: string): boolean {
  const { was, committedDueAt } = JSON.parse(payload) as { was?: { committedDueAt: string | null }; committedDueAt?: string | null }
  return was !== undefined && was.committedDueAt !== committedDueAt
}
