/** The four faces. There is no neutral one: the question asks for an answer. */
export const faces = ['very_good', 'good', 'bad', 'very_bad'] as const
export type Face = (typeof faces)[number]

/** The answers of a person: about the result, and about how they were treated. */
export type Answers = { readonly result: Face; readonly attitude: Face; readonly comment: string | null }

/** Characters of a comment, in the form in which it is stored. */
export const longestComment = 1000

/** Days a link can be used, the day of return included. */
export const linkDays = 30

export type FaceCounts = Readonly<Record<Face, number>>

/** A day's satisfaction, as published. Every figure of it counts at least five people, or none. */
export type Satisfaction = {
  /** Ratings counted on the day: each counted once in `result` and once in `attitude`. Ballots are counted at least five together, so some lag behind. */
  readonly count: number
  /** Invitations given on the day. */
  readonly asked: number
  /** Of those invitations, how many have been answered by now. */
  readonly answered: number
  readonly result: FaceCounts
  readonly attitude: FaceCounts
  /** Share of counted ratings without a bad face in either question, in per cent to one decimal. */
  readonly percent: number | null
  /** Share of the day's invitations that were answered: a score without it says little. */
  readonly responsePercent: number | null
}

export type RatingCount = { readonly result: Face; readonly attitude: Face; readonly n: number }

/** Counts of equal ratings → what is published. */
export function satisfactionOf(ratings: readonly RatingCount[], asked: number, answered: number): Satisfaction {
  const none = (): Record<Face, number> => ({ very_good: 0, good: 0, bad: 0, very_bad: 0 })
  const result = none()
  const attitude = none()
  let count = 0
  let content = 0
  for (const rating of ratings) {
    count += rating.n
    result[rating.result] += rating.n
    attitude[rating.attitude] += rating.n
    if (isContent(rating.result) && isContent(rating.attitude)) content += rating.n
  }
  return {
    count,
    asked,
    answered,
    result,
    attitude,
    percent: share(content, count),
    responsePercent: share(answered, asked),
  }
}

function isContent(face: Face): boolean {
  return face === 'very_good' || face === 'good'
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 10
}
