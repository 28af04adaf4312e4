import type { Holding } from './dossier.ts'
import type { Life } from './dossier-life.ts'
import { outcomeOf } from './outcome.ts'

/** What is wrong with a life, by the invariants of ARCHITECTURE.md; empty when nothing is. */
export function faultsOf(life: Life): string[] {
  const faults: string[] = []
  const same = (a: Temporal.Instant | null | undefined, b: Temporal.Instant | null | undefined): boolean =>
    a?.epochMilliseconds === b?.epochMilliseconds
  const { facts, holdings, stops } = life
  const open = holdings.filter((each) => each.toAt === null)
  if (open.length !== (life.endedAt === null ? 1 : 0)) faults.push(`1: ${open.length} open holdings, ${life.endedAt ? 'ended' : 'open'}`)
  if (open[0] && open[0].kind !== facts.holderKind) faults.push(`1: held by ${open[0].kind}, facts say ${facts.holderKind}`)
  const heldStep = facts.holderKind === 'agency' ? (facts.run?.heldStep ?? facts.stepNo) : facts.stepNo
  if (open[0] && open[0].stepNo !== heldStep) faults.push(`1: step ${open[0].stepNo} is held, facts say ${heldStep}`)
  if ((facts.holderKind === 'none') !== (life.endedAt !== null)) faults.push('1: an ended dossier has no holder, an open one has')
  const claim = facts.hands?.claim
  if (claim && life.endedAt !== null) faults.push('1: a claim on an ended dossier')
  if (claim && facts.holderKind === 'agency' && open[0]?.accountId !== claim.accountId)
    faults.push(`1: claimed by ${claim.accountId}, held by ${open[0]?.accountId ?? 'nobody by name'}`)
  faults.push(...faultsOfParts(life, open[0]))
  if (!same(holdings[0]?.fromAt, life.receivedAt)) faults.push('2: the first holding begins with the receipt')
  if (life.endedAt && !same(holdings.at(-1)?.toAt, life.endedAt)) faults.push('2: the last holding ends with the dossier')
  for (const [i, each] of holdings.entries()) {
    const before = holdings[i - 1]
    if (before && !same(before.toAt, each.fromAt)) faults.push(`2: holding ${i + 1} does not begin where the one before ends`)
    if (each.toAt && Temporal.Instant.compare(each.toAt, each.fromAt) < 0) faults.push(`2: holding ${i + 1} runs backwards`)
  }
  const [openStop, second] = stops.filter((stop) => stop.toAt === null)
  if (second) faults.push('1: stopped twice at once')
  if (openStop && (life.endedAt !== null || life.finishedAt !== null)) faults.push('1: a stop goes on after the end')
  if ((life.supplementBy !== null) !== (facts.state === 'awaiting_supplement'))
    faults.push('4: a day to supplement by, when and only when a supplement is awaited')
  if (life.payBy !== null && facts.state !== 'suspended') faults.push('4: a day to pay by, and nothing is waited for')
  if (life.counted.subDossiers !== life.parts.filter((part) => part.code !== null).length) faults.push('4: sub-dossiers are miscounted')
  if (life.acceptedAt && life.endedAt === null && life.clocks.length !== 2) faults.push('1: an accepted dossier has both clocks')
  if (life.acceptedAt && life.endedAt === null) {
    // A stop that begins after the due instant does not take it away: late is late.
    const stoppedInTime =
      openStop !== undefined &&
      openStop.endsBy === null &&
      (life.committedDueAt === null || Temporal.Instant.compare(life.committedDueAt, Temporal.Instant.from(openStop.fromAt)) > 0)
    if ((life.committedDueAt === null) !== stoppedInTime)
      faults.push('1: an open dossier has a due instant, or is lawfully stopped before it')
  }
  if ((life.outcome !== null) !== (life.endedAt !== null || life.finishedAt !== null))
    faults.push('3: an outcome, when and only when finished or ended')
  if (
    life.finishedAt &&
    life.outcome !== 'withdrawn' &&
    life.outcome !== 'stopped' &&
    life.outcome !== outcomeOf(life.finishedAt, life.committedDueAt)
  ) {
    faults.push('3: the outcome is not what the clock says')
  }
  if (life.acts.at(-1)?.state !== facts.state) faults.push('4: the last act led to another state')
  if (life.acts.filter((each) => each.kind === 'accept').length !== (life.acceptedAt ? 1 : 0))
    faults.push('4: accepted without the act, or the act without its mark')
  if (life.acts.some((each, i) => i > 0 && Temporal.Instant.compare(each.at, life.acts[i - 1]?.at ?? each.at) < 0))
    faults.push('4: acts are not in order of time')
  return faults
}

/** What is wrong with the parts of a life. */
function faultsOfParts({ facts, parts, endedAt }: Life, held: Holding | undefined): string[] {
  const { run } = facts
  const open = parts.filter((part) => part.closedAt === null)
  if (!run) return parts.length === 0 ? [] : ['1: parts without a process that has any']
  const faults: string[] = []
  const steps = open.map((part) => part.stepNo)
  if (run.parts.map((part) => `${part.no} ${part.stepNo}`).join() !== open.map((part) => `${part.no} ${part.stepNo}`).join())
    faults.push(`4: parts ${steps.join()} are open, facts say ${run.parts.map((part) => part.stepNo).join()}`)
  if (new Set(steps).size !== steps.length) faults.push(`1: a step is open twice: ${steps.join()}`)
  if (open.length > 0 && facts.stepNo !== null) faults.push(`1: stands at step ${facts.stepNo} and at parts ${steps.join()}`)
  if (endedAt !== null && (open.length > 0 || run.joins.length > 0)) faults.push('1: an ended dossier has parts')
  if (run.joins.length > 0 && open.length === 0) faults.push('1: a join waits for nobody')
  if (facts.state === 'in_progress' && open.length === 0 && facts.stepNo === null) faults.push('1: in progress at no step')
  if (facts.holderKind === 'agency' && open.length > 0) {
    const through = run.parts.find((part) => part.stepNo === held?.stepNo)
    if (!through || through.agencyId !== held?.agencyId) faults.push(`1: held through step ${held?.stepNo}, parts are ${steps.join()}`)
    else if ((through.claim?.accountId ?? null) !== held.accountId)
      faults.push('1: the officer is not who claimed the part it is held through')
  } else if (facts.holderKind === 'agency' && held?.agencyId !== facts.agencyId) faults.push('1: held by another agency without a part')
  for (const part of parts) if ((part.closedAt === null) !== (part.how === null)) faults.push(`1: part ${part.no} is half closed`)
  return faults
}
