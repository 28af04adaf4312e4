import { dutyAt } from '#identity'
import type { Actor } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { defaultDeadlineSettings, inForce, isChoice } from '../domain/deadline-settings.ts'
import type { DeadlineSettings, SettingName } from '../domain/deadline-settings.ts'
import { lastYear } from '../domain/holidays.ts'
import { calendarRefusals } from '../domain/refusals.ts'
import { insertDeadlineSetting, loadDeadlineSettings, loadVersion, lockCalendar, renewVersion } from '../store/calendar-store.ts'

/**
 * Chooses how time is counted in the locality where laws leave a choice. Dossiers whose clock has started keep what
 * they started with; only clocks that start on its first day or later follow.
 * @param entry.basis the decision it rests on, in Vietnamese
 * @param entry.fromOn first day, `YYYY-MM-DD`; today when left out
 */
export async function setDeadlineSetting<Name extends SettingName>(
  db: Queryable,
  entry: {
    readonly name: Name
    readonly value: DeadlineSettings[Name]
    readonly fromOn?: string
    readonly basis: string
    readonly reason?: string
    readonly accountId: string | null
    readonly byName?: string
  },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCalendar(tx)
    await insertDeadlineSetting(tx, {
      ...entry,
      fromOn: entry.fromOn ?? null,
      basis: tidy(entry.basis),
      reason: tidy(entry.reason ?? ''),
      byName: entry.byName ?? '',
    })
    await renewVersion(tx)
  })
}

/** A choice as a person makes it. */
export type ProposedSetting = { readonly name: SettingName; readonly value: string; readonly fromOn: string }

export function maySetDeadlines(actor: Actor): boolean {
  return actor.accountId !== null && dutyAt(actor, ['operator'], { agencyId: null, centreId: null }) !== null
}

/**
 * The same by a person, with the checks a person needs: the choice exists, its day is not over, and it changes something.
 * @throws Refused DEADLINE_SETTING_NOT_YOURS, DEADLINE_SETTING_UNKNOWN, DEADLINE_SETTING_IN_PAST, DEADLINE_SETTING_UNCHANGED
 */
export async function chooseDeadlineSetting(
  tx: Queryable,
  actor: Actor,
  entry: ProposedSetting & { readonly basis: string; readonly reason: string },
): Promise<void> {
  await lockCalendar(tx)
  await mustBeChoosable(tx, actor, entry)
  await insertDeadlineSetting(tx, {
    ...entry,
    basis: tidy(entry.basis),
    reason: tidy(entry.reason),
    accountId: actor.accountId,
    byName: actor.displayName,
  })
  await renewVersion(tx)
}

/** @throws Refused as `chooseDeadlineSetting` */
export async function mustBeChoosable(db: Queryable, actor: Actor, { name, value, fromOn }: ProposedSetting): Promise<void> {
  const refuse = (code: keyof typeof calendarRefusals, field: string, message: string): never => {
    throw new Refused(refusalFrom(calendarRefusals, code, {}, [{ field: `/body/${field}`, message }]))
  }
  if (!maySetDeadlines(actor)) throw new Refused(refusalFrom(calendarRefusals, 'DEADLINE_SETTING_NOT_YOURS'))
  if (!isChoice(name, value)) refuse('DEADLINE_SETTING_UNKNOWN', 'value', 'Xin chọn một trong các cách tính đã nêu')
  // The last year of the calendar is left for limits that run into it.
  if (Number(fromOn.slice(0, 4)) >= lastYear) refuse('OUTSIDE_CALENDAR', 'fromOn', `Chậm nhất là năm ${lastYear - 1}`)
  const { today } = await loadVersion(db)
  if (fromOn < today) refuse('DEADLINE_SETTING_IN_PAST', 'fromOn', 'Không trước ngày hôm nay')
  const current = inForce(await loadDeadlineSettings(db), name, fromOn)?.value ?? defaultDeadlineSettings[name]
  if (current === value) refuse('DEADLINE_SETTING_UNCHANGED', 'value', 'Đang là cách tính này')
}
