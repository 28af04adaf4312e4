/**
 * A second opinion on where a dossier is after each act: written by hand from the regulation, act by act, and sharing no code with
 * the engine. It knows only state, holder and class; that it is this plain is what it is for.
 * `random-lives.test.ts` asks it after every act of every life.
 */
type Step = { readonly no: number; readonly role: string; readonly returnNo: number | null }
type Told = {
  readonly act: string
  readonly atMs: number
  readonly cause?: string | undefined
  /** The promised instant as the act leaves it. */
  readonly promisedMs: number | null
}

const waitingWith: Readonly<Record<string, string>> = {
  financial_duty: 'applicant',
  outside_opinion: 'outside',
  field_verification: 'agency',
  force_majeure: 'agency',
}

export class NaiveJudge {
  state = 'filed'
  holder = 'counter'
  outcome: string | null = null
  readonly #isForwarded: boolean
  readonly #steps: readonly Step[]
  #before = ''
  #at = 0

  constructor(handling: string, steps: readonly Step[]) {
    this.#isForwarded = handling === 'forwarded'
    this.#steps = steps
  }

  /** An act was done. */
  did({ act, atMs, cause, promisedMs }: Told): void {
    if (act === 'accept') this.state = 'accepted'
    if (act === 'request_supplement') this.#waits('awaiting_supplement', 'applicant')
    if (act === 'suspend') this.#waits('suspended', waitingWith[cause ?? ''] ?? 'agency')
    if (act === 'supplement' || act === 'resume' || act === 'confirm_payment') {
      this.state = this.#before
      this.holder = this.state === 'filed' ? 'counter' : 'agency'
    }
    if (act === 'receive') {
      this.holder = this.state === 'accepted' ? 'agency' : 'counter'
      if (this.state === 'accepted') this.state = 'in_progress'
    }
    // At the agency a step changes hands inside it; at the centre each step is at the side of its role.
    if (act === 'complete_step' && !this.#isForwarded) this.#stepTo(this.#at + 1)
    if (act === 'return_to_previous_step' && !this.#isForwarded) this.#stepTo(this.#indexBefore())
    if (act === 'approve' || act === 'deem_approved') this.state = 'approved'
    if (act === 'approve' && !this.#isForwarded) this.holder = 'counter'
    if (act === 'record_result') {
      this.state = 'result_recorded'
      this.outcome = classOf(atMs, promisedMs)
    }
    if (act === 'return_result') this.#ends('returned')
    if (act === 'refuse' || act === 'deem_refused') this.#ends('refused')
    if (act === 'withdraw') this.#ends('withdrawn')
    if (act === 'stop') this.#ends('stopped')
  }

  #waits(state: string, holder: string): void {
    this.#before = this.state
    this.state = state
    this.holder = holder
  }

  #ends(state: string): void {
    this.state = state
    this.holder = 'none'
    if (state !== 'returned') this.outcome = state
  }

  #stepTo(index: number): void {
    this.#at = Math.min(index, this.#steps.length - 1)
    this.holder = this.#steps[this.#at]?.role === 'counter_officer' ? 'counter' : 'agency'
  }

  #indexBefore(): number {
    const named = this.#steps.findIndex((step) => step.no === this.#steps[this.#at]?.returnNo)
    return named === -1 ? this.#at - 1 : named
  }
}

/** By whole seconds and by days of Vietnam, seven hours east; an instant at midnight belongs to the day that ends. */
function classOf(finishedMs: number, promisedMs: number | null): string {
  if (promisedMs === null) return 'on_time'
  if (Math.floor(finishedMs / 1000) > Math.floor(promisedMs / 1000)) return 'late'
  const day = (ms: number): number => Math.floor((ms + 7 * 3_600_000) / 86_400_000)
  return day(finishedMs) < day(promisedMs - (promisedMs % 1000) - 1) ? 'early' : 'on_time'
}
