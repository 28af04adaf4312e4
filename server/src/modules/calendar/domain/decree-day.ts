/** The kind of a day that differs from the plain week. */
export type DayKind = 'holiday' | 'compensation' | 'swapped_off' | 'makeup_workday'

export const dayKinds = ['holiday', 'compensation', 'swapped_off', 'makeup_workday'] as const satisfies DayKind[]

export const dayKindNames: Readonly<Record<DayKind, string>> = {
  holiday: 'nghỉ lễ, Tết',
  compensation: 'nghỉ bù',
  swapped_off: 'nghỉ hoán đổi',
  makeup_workday: 'làm bù',
}

/** A holiday that returns every year; a decree may set its days for one year. */
export type Occasion = 'new_year' | 'tet' | 'hung_kings' | 'reunification' | 'labour' | 'national' | 'vietnamese_culture'

export const occasions = [
  'new_year',
  'tet',
  'hung_kings',
  'reunification',
  'labour',
  'national',
  'vietnamese_culture',
] as const satisfies Occasion[]

/**
 * One day as set by a dated decision: a yearly announcement, a swap, a make-up Saturday, half a day off.
 * It overrides what the rules say of that day.
 */
export type DecreeDay = {
  /** Day number. */
  readonly day: number
  /** `revoked` withdraws an earlier entry and makes the day an ordinary weekday again, overriding the rules. */
  readonly kind: DayKind | 'revoked'
  /** Vietnamese, as people know it. */
  readonly name: string
  /** The deciding document, in Vietnamese; marked if it was not seen. */
  readonly basis: string
  /**
   * The holiday this day belongs to. One decreed `holiday` of an occasion replaces all days the rules give it that
   * year; one decreed `compensation` of an occasion replaces the compensation the rules give it.
   */
  readonly occasion?: Occasion | undefined
  /** For a make-up day: the day off it pays for, whose office hours it takes. */
  readonly swapsWith?: number | undefined
  /**
   * Half days. Off only between these minutes of the day; for a make-up day, worked only between them.
   * Absent: the whole day.
   */
  readonly part?: { readonly fromMinute: number; readonly toMinute: number } | undefined
}

/** A day that differs from the plain week, by rule or by decree. */
export type MarkedDay = DecreeDay & { readonly kind: DayKind }
