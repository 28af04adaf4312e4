import { hash } from 'node:crypto'
import type { DigestOf } from '../domain/compare-record.ts'

/**
 * How a field of an applicant is sealed with the filing: a digest bound to the dossier and the field, so that equal values of two dossiers
 * are not equal in the log. It hides nothing from somebody who can guess the value; the log is no more open than the row.
 */
export function applicantDigest(code: string): DigestOf {
  return (field, value) => hash('sha256', JSON.stringify([code, field, value])).slice(0, 32)
}
