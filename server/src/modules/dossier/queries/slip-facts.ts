import type { FormHead } from '#document'
import { feeName } from '#procedure'
import type { ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { placeOfPaper } from './place-of-paper.ts'

/** What identifies a dossier on its slip, and where to track it. */
export function slipHead(code: string, publicUrl: string, secret: string | null) {
  return {
    dossierCode: code,
    // The secret is not in the QR: a person who photographs a slip from afar must not be able to track the dossier.
    trackingUrl: `${publicUrl}/tra-cuu?ma=${encodeURIComponent(code)}`,
    trackingAddress: `${publicUrl.replace(/^https?:\/\//u, '')}/tra-cuu`,
    lookupSecret: secret,
    setCount: 1,
  }
}

/** The head of a printed form: locality, centre, and when it is issued. */
export async function headOf(db: Queryable, centreName: string, issuedAt: string): Promise<FormHead> {
  return { ...(await placeOfPaper(db)), centreName, issuedAt }
}

/** Where the result is handed over, by the way of delivery asked for. */
export function resultPlace(method: string, centreName: string): string {
  if (method === 'post') return 'Dịch vụ bưu chính công ích'
  if (method === 'online') return 'Bản điện tử, trên cổng thông tin'
  return `Quầy trả kết quả, ${centreName}`
}

/** What a slip says of money: the charges of the channel, and when they are taken. */
export function feesOnSlip(version: ProcedureVersion, channel: string) {
  const fees = feesOf(version, channel)
  return { fees, feePayment: fees.length > 0 ? 'Thu khi nộp hồ sơ' : null }
}

function feesOf(version: ProcedureVersion, channel: string) {
  const fees = version.channels.find((each) => each.channel === channel)?.fees ?? []
  return fees
    .filter((fee) => fee.amountDong !== 0)
    .map((fee) => {
      const { name, rest } = feeName(fee)
      return { name, amountDong: fee.amountDong, note: rest || null }
    })
}
