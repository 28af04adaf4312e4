import { dayFrom, isoOf, marksBetween, nationalCalendar } from '#calendar'
import type { ProofContent } from './clock-proof.ts'

type Act = ProofContent['record']['acts'][number]

/** Which acts may begin a turn of each effect. */
const begins: Readonly<Record<ProofContent['turns'][number]['effect'], readonly string[]>> = {
  pause: ['suspend', 'request_supplement'],
  restart: ['restart_clock', 'request_supplement'],
  extend: ['approve_extension'],
}
/** Acts that end a stop, beside those that end or finish the dossier. */
const ends = ['resume', 'supplement', 'confirm_payment', 'record_result', 'refuse', 'withdraw', 'stop', 'deem_refused', 'deem_approved']

/** Statements of a proof that do not follow from its own record and the law known to the checker: in Vietnamese, empty when all do. */
export function faultsOfProofRecord(content: ProofContent): string[] {
  return [
    ...faultsOfClocks(content),
    ...faultsOfChain(content),
    ...faultsOfStart(content),
    ...faultsOfTurns(content),
    ...faultsOfRepeatedTurns(content),
    ...faultsOfHolidays(content),
  ]
}

/** A dossier has one limit by law and one day promised; a file that leaves one out, or has two to choose from, proves no date. */
function faultsOfClocks({ clocks }: ProofContent): string[] {
  return (['legal', 'committed'] as const).flatMap((kind) => {
    const count = clocks.filter((clock) => clock.kind === kind).length
    const name = kind === 'legal' ? 'đồng hồ của hạn theo luật' : 'đồng hồ của ngày hẹn'
    return count === 1 ? [] : [count === 0 ? `tệp không có ${name}` : `tệp có ${count} ${name}`]
  })
}

/** Acts are numbered without a gap, follow one another in time, and the last one's seal is the head. */
function faultsOfChain({ format, record, receivedAt }: ProofContent): string[] {
  const { acts, headHash } = record
  const [first, last] = [acts[0], acts.at(-1)]
  if (!first || !last) return ['nhật ký trong tệp không có thao tác nào']
  const faults: string[] = []
  if (acts.some((act, i) => act.seq !== i + 1)) faults.push('nhật ký trong tệp thiếu thao tác: số thứ tự không liên tục từ 1')
  if (acts.some((act, i) => millis(act.at) < millis(acts[i - 1]?.at ?? act.at)))
    faults.push('thao tác trong tệp không theo thứ tự thời gian')
  if (first.kind !== 'file' || millis(first.at) !== millis(receivedAt))
    faults.push('nhật ký không bắt đầu bằng việc nộp hồ sơ lúc tiếp nhận')
  if (/^0+$/u.test(headHash)) faults.push('mã băm cuối không phải của một nhật ký')
  if (format !== 'motcua-proof/1') {
    if (acts.some((act) => act.hash === undefined)) faults.push('có thao tác không có mã băm')
    else if (last.hash !== headHash) faults.push('mã băm cuối không phải mã băm của thao tác cuối')
    if (new Set(acts.map((act) => act.hash)).size !== acts.length) faults.push('hai thao tác có cùng một mã băm')
  }
  return faults
}

/** The clocks begin with acceptance, or with the competent agency's receipt of a dossier filed elsewhere. */
function faultsOfStart({ acceptedAt, clockFrom, clocks, record }: ProofContent): string[] {
  const accepts = record.acts.filter((act) => act.kind === 'accept')
  // The first receipt is the agency's; a later one is the counter's, of the result that came back.
  const received = record.acts.find((act) => act.kind === 'receive')
  const faults: string[] = []
  if (acceptedAt === null || accepts.length !== 1 || !isAt(accepts[0], acceptedAt))
    faults.push('thời điểm tiếp nhận không phải thời điểm của thao tác tiếp nhận')
  for (const { kind, startedAt } of clocks) {
    const name = kind === 'legal' ? 'hạn theo luật' : 'ngày hẹn'
    const follows =
      clockFrom === 'acceptance'
        ? acceptedAt !== null && millis(startedAt) === millis(acceptedAt)
        : received !== undefined && isAt(received, startedAt)
    if (!follows) faults.push(`${name}: đồng hồ không bắt đầu từ lúc tiếp nhận`)
  }
  return faults
}

function faultsOfTurns({ turns, record }: ProofContent): string[] {
  return turns.flatMap((turn): string[] => {
    const began = record.acts.some((act) => begins[turn.effect].includes(act.kind) && isAt(act, turn.fromAt) && fits(act, turn.cause))
    if (!began) return [`“${turn.name}” từ ${turn.fromAt} không có thao tác nào trong nhật ký`]
    const { toAt } = turn
    if (toAt === null || millis(toAt) === millis(turn.fromAt) || (turn.endsBy !== null && millis(toAt) === millis(turn.endsBy))) return []
    return record.acts.some((act) => ends.includes(act.kind) && isAt(act, toAt))
      ? []
      : [`“${turn.name}” kết thúc ${toAt} không có thao tác nào trong nhật ký`]
  })
}

/** A turn counts once: the same one twice, or one within another, would move the date twice for one act. */
function faultsOfRepeatedTurns({ turns }: ProofContent): string[] {
  return turns.flatMap((turn, index): string[] => {
    const earlier = turns.slice(0, index)
    if (earlier.some((each) => each.effect === turn.effect && millis(each.fromAt) === millis(turn.fromAt)))
      return [`“${turn.name}” từ ${turn.fromAt} được tính hai lần`]
    return earlier.some((each) => overlap(each, turn)) ? [`“${turn.name}” từ ${turn.fromAt} trùng thời gian với lần khác`] : []
  })
}

type Span = Pick<ProofContent['turns'][number], 'fromAt' | 'toAt'>

function overlap(one: Span, other: Span): boolean {
  const end = ({ toAt }: Span): number => (toAt === null ? Number.POSITIVE_INFINITY : millis(toAt))
  const begin = Math.max(millis(one.fromAt), millis(other.fromAt))
  // A new beginning and an extension take no time, so that nothing overlaps them.
  return [one, other].every((each) => end(each) > millis(each.fromAt)) && begin < Math.min(end(one), end(other))
}

/** A supplement is asked by its own act, and no other cause is. */
function fits(act: Act, cause: string): boolean {
  return (act.kind === 'request_supplement') === (cause === 'supplement')
}

/** A decree moves a holiday of several days by a few days; it does not invent one. */
const movedByDays = 10

/**
 * The public holidays of the law, as far as this checker knows it, are in the file, and no other is. Days a decree chooses (Tết, the second
 * day of 2 September) may lie near those known here.
 */
function faultsOfHolidays({ calendar }: ProofContent): string[] {
  const [from, to] = [dayFrom(calendar.fromOn), dayFrom(calendar.toOn)]
  const isHoliday = (day: { readonly kind: string }): boolean => day.kind === 'holiday'
  const stated = calendar.days.filter(isHoliday).map((day) => ({ day: dayFrom(day.on), name: day.name }))
  const known = marksBetween(nationalCalendar(), from - movedByDays, to + movedByDays).filter(isHoliday)
  const isNear = (days: readonly { day: number; name: string }[], wanted: { day: number; name: string }): boolean =>
    days.some((each) => each.name === wanted.name && Math.abs(each.day - wanted.day) <= movedByDays)
  return [
    ...known
      .filter((day) => day.day >= from && day.day <= to && !stated.some((each) => each.day === day.day) && !isNear(stated, day))
      .map((day) => `lịch trong tệp thiếu ngày nghỉ theo luật ${isoOf(day.day)} (${day.name})`),
    ...stated
      .filter((day) => !known.some((each) => each.day === day.day) && !isNear(known, day))
      .map((day) => `ngày nghỉ ${isoOf(day.day)} (${day.name}) trong tệp không phải ngày nghỉ theo luật`),
  ]
}

function isAt(act: { readonly at: string } | undefined, at: string): boolean {
  return act !== undefined && millis(act.at) === millis(at)
}

function millis(at: string): number {
  return Temporal.Instant.from(at).epochMilliseconds
}
