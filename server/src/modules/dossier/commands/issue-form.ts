import type { Actor } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { getIssuedDocument, issueDocument, listIssuedDocuments } from '#document'
import type { FormName, ReceiptSlipData } from '#document'
import { mayRead } from '#identity'
import type { ProcedureVersion } from '#procedure'
import type { Database, Queryable } from '#platform/db/database.ts'
import { runningClock } from '#platform/db/database.ts'
import { readAnyRecord } from '../domain/act-record.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { findOvertakingAct, replacementReason } from '../domain/slip-promise.ts'
import { calendarFor, loadClocks } from '../queries/clocks.ts'
import { dueOfBoth } from '../domain/clocks.ts'
import { findDossierRow } from '../queries/dossier-record.ts'
import {
  apologyData,
  headAt,
  lastActOf,
  receiptSlipData,
  refusalData,
  printDraft,
  stopNoticeData,
  supplementRequestData,
} from '../queries/form-data.ts'
import type { FormSource } from '../queries/form-data.ts'
import { versionOf } from '../queries/load-facts.ts'
import { holdDossier, lockDossier } from '../store/dossier-store.ts'
import { caughtUp } from './reproject.ts'

/** `id` is null for a draft: shown to the signatory, neither numbered nor stored. */
export type IssuedForm = { readonly id: string | null; readonly bytes: Uint8Array }

type Asking = { readonly actor: Actor; readonly database: Database; readonly publicUrl: string }

/**
 * The form as it was issued, byte for byte. The first request issues it, with its number in the series; later requests
 * get the stored bytes, whatever has changed since. Only a slip whose promised day has moved is issued again, whatever moved it: the new one
 * names the slip it replaces and the reason, and the old one remains stored.
 * @throws Refused DOSSIER_NOT_FOUND, DOCUMENT_NOT_ISSUED when no act called for this form.
 */
export async function issueForm(tx: Queryable, asking: Asking, code: string, form: FormName): Promise<IssuedForm> {
  // One number for one form, however many ask for it at once; the calendar first, as for every act.
  const place = await holdDossier(tx, code, null)
  if (!place || !mayRead(asking.actor, place)) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const row = form === 'receipt-slip' ? await upToDate(tx, code) : await findDossierRow(tx, code)
  if (!row) throw new Error('a dossier that was just there is gone')
  const issued = (await listIssuedDocuments(tx, row.id)).findLast((each) => each.form === form)
  const overtaking = form === 'receipt-slip' ? findOvertakingAct(row.acts, issued?.issuedAt ?? null) : null
  // An old slip contains the secret and its data were not stored: it is issued again without the secret.
  const isOfBefore = form === 'receipt-slip' && issued?.hasData === false
  if (!issued || overtaking || isOfBefore) return await issueAnew(tx, asking, row, form, { overtaking, issued })
  return await getIssuedDocument(tx, { dossierId: row.id, form })
}

/** The dossier with its day by the current calendar: a decree whose run has not reached it yet is applied to it first. */
async function upToDate(tx: Queryable, code: string): Promise<FormSource | null> {
  const locked = await lockDossier(tx, code)
  if (locked) await caughtUp(tx, locked, await loadClocks(tx, locked.id), await calendarFor(tx, locked), await runningClock(tx))
  return await findDossierRow(tx, code)
}

type Overtaken = {
  readonly overtaking: ReturnType<typeof findOvertakingAct>
  readonly issued: { readonly number: string; readonly issuedAt: string } | undefined
}

/** Issues and keeps the form; a draft is not kept. */
async function issueAnew(
  tx: Queryable,
  { actor, database, publicUrl }: Asking,
  row: FormSource,
  form: FormName,
  overtaken: Overtaken,
): Promise<IssuedForm> {
  const version = await versionOf(tx, row)
  const of = { dossierId: row.id, issuedBy: actor.accountId as AccountId }
  const notIssued = new Refused(refusalFrom(dossierRefusals, 'DOCUMENT_NOT_ISSUED'))
  switch (form) {
    case 'receipt-slip': {
      const data = await slipNow(tx, { database, publicUrl }, row, version, overtaken)
      if (!data) throw notIssued
      return await issueDocument(tx, { form, ...of, data })
    }
    case 'supplement-request': {
      const requested = lastActOf(row, 'request_supplement')
      if (!requested) throw notIssued
      return await issueDocument(tx, { form, ...of, data: await supplementRequestData(tx, row, version, requested) })
    }
    case 'refusal': {
      const refused = lastActOf(row, 'refuse', 'deem_refused')
      if (!refused) throw notIssued
      return await issueDocument(tx, { form, ...of, data: await refusalData(tx, row, version, refused) })
    }
    case 'apology': {
      const apology = await apologyData(tx, row, version)
      if (!apology) throw notIssued
      if (!apology.isSigned) return { id: null, bytes: await printDraft(apology.data) }
      return await issueDocument(tx, { form, ...of, data: apology.data })
    }
    case 'stop-notice': {
      const stopped = row.state === 'stopped' ? lastActOf(row, 'stop') : undefined
      if (!stopped) throw notIssued
      return await issueDocument(tx, { form, ...of, data: await stopNoticeData(tx, row, version, stopped) })
    }
  }
}

async function slipNow(
  tx: Queryable,
  from: { readonly database: Database; readonly publicUrl: string },
  row: FormSource,
  version: ProcedureVersion,
  { overtaking, issued }: Overtaken,
): Promise<ReceiptSlipData | null> {
  const accepted = lastActOf(row, 'accept')
  if (!accepted) return null
  const data = await receiptSlipData(tx, from, row, version, accepted)
  if (!overtaking) return data
  const { act, promisedAt } = overtaking
  return {
    ...data,
    ...(await headAt(tx, row, act.at)),
    committedDueAt: promisedAt,
    // Most acts record the promise only; the date of the law follows from the same clocks.
    legalDueAt: readAnyRecord(act).legalDueAt ?? dueOfBoth(await calendarFor(tx, row), row).legal?.toString() ?? null,
    replaces: issued && { number: issued.number, issuedAt: issued.issuedAt, reason: replacementReason(act) },
  }
}
