/** A bank notice with the money on it that nothing has used yet. */
export type NoticeLeft = {
  readonly id: string
  readonly bankReference: string
  /** RFC 3339. */
  readonly paidAt: string
  /** Whole đồng. */
  readonly leftDong: number
}

export type NoticePart = { readonly noticeId: string; readonly bankReference: string; readonly amountDong: number }

/** The sum of several notices, in whole đồng. */
export function sumLeft(notices: readonly NoticeLeft[]): number {
  return notices.reduce((sum, { leftDong }) => sum + leftDong, 0)
}

/**
 * Which part of which notice settles a sum: the oldest money is used first, and the remainder stays on the last notice.
 * @returns nothing where the notices hold less than the sum
 */
export function partsFrom(notices: readonly NoticeLeft[], owedDong: number): readonly NoticePart[] {
  if (sumLeft(notices) < owedDong) return []
  const inOrder = [...notices].sort((a, b) => (a.paidAt === b.paidAt ? (a.id < b.id ? -1 : 1) : a.paidAt < b.paidAt ? -1 : 1))
  const parts: NoticePart[] = []
  let open = owedDong
  for (const { id, bankReference, leftDong } of inOrder) {
    const amountDong = Math.min(open, leftDong)
    if (amountDong > 0) parts.push({ noticeId: id, bankReference, amountDong })
    open -= amountDong
  }
  return parts
}
