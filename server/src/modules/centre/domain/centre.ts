import type { CentreId, CounterId } from '#kernel/ids.ts'

/** Quầy: a desk where an officer receives and returns; `field` is the line of procedures (lĩnh vực) it serves. */
export type Counter = {
  readonly id: CounterId
  readonly number: number
  readonly name: string
  readonly field: string
}

/** Trung tâm Phục vụ hành chính công, Bộ phận Một cửa: the place where people come. */
export type Centre = {
  readonly id: CentreId
  readonly code: string
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly openingHoursNote: string
  /** Codes of the agencies it receives for as their own; empty: all of them. */
  readonly agencyCodes: readonly string[]
  /** By number. */
  readonly counters: readonly Counter[]
}
