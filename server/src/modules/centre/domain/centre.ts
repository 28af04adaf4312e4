import type { CentreId, CounterId } from '#kernel/ids.ts'

/** Quầy: a desk where an officer receives and returns; `field` is the line of procedures (lĩnh vực) it serves. */
export type Counter = {
  readonly id: CounterId
  readonly number: number
  readonly name: string
  readonly field: string
}

/**
 * Of the province, or of a commune (xã, phường, đặc khu): local government has these two levels.
 * @law 118/2025/NĐ-CP Điều 7, 8 (chưa đối chiếu lời văn)
 */
export const centreLevels = ['province', 'commune'] as const
export type CentreLevel = (typeof centreLevels)[number]

/** Codes of centres, such as `TTHCC` or `HCC-TAMKY`. */
export const centreCodePattern = /^[A-Z0-9][A-Z0-9.-]{1,39}$/u

/** Trung tâm Phục vụ hành chính công, Bộ phận Một cửa: the place where people come. */
export type Centre = {
  readonly id: CentreId
  readonly code: string
  readonly level: CentreLevel
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly openingHoursNote: string
  /** Codes of the agencies it receives for as their own; empty: all of them. */
  readonly agencyCodes: readonly string[]
  /** By number. */
  readonly counters: readonly Counter[]
}
