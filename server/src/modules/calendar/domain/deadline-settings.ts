/**
 * Where laws leave a choice, or practice differs from the letter, the choice is a named setting: one value for a
 * locality or a procedure, never an `if` somewhere.
 */
export type DeadlineSettings = {
  /** A dossier that arrives when the office is closed. */
  readonly receiptOutsideHours: 'next_opening' | 'as_received'
  /** Whether the day (or hour) of receipt is day one. */
  readonly firstDay: 'not_counted' | 'counted'
  /** A period in calendar hours, days or months whose last day is a day off. */
  readonly lastDayOff: 'next_working_day' | 'stays'
  /** The moment of the last day at which a period in days or months ends. */
  readonly dueTime: 'clock_hour' | 'end_of_office_hours' | 'end_of_day'
  /** The effect of the applicant's supplement on the time already used: the decree's rule is `restart`; `pause` is a choice made here. */
  readonly onSupplement: 'restart' | 'pause'
}

export const defaultDeadlineSettings: DeadlineSettings = {
  receiptOutsideHours: 'next_opening',
  firstDay: 'not_counted',
  lastDayOff: 'next_working_day',
  dueTime: 'clock_hour',
  onSupplement: 'restart',
}

type SettingChoices = {
  readonly [Name in keyof DeadlineSettings]: {
    readonly name: string
    readonly law: string
    readonly choices: { readonly [Choice in DeadlineSettings[Name]]: string }
  }
}

/**
 * The meaning of each setting in words, and its legal ground.
 *
 * @law 91/2015/QH13 Điều 147 khoản 2: the first day is not counted
 * @law 91/2015/QH13 Điều 148 khoản 3: a period in months ends on the corresponding day, or the last of the month
 * @law 91/2015/QH13 Điều 148 khoản 5: a period whose last day is a day off ends on the next working day
 * @law 91/2015/QH13 Điều 148 khoản 6: the last day ends at 24:00
 * @law 61/2018/NĐ-CP Điều 19 khoản 4: after a supplement the limit is counted again from receipt of the complete dossier; that
 *   118/2025/NĐ-CP keeps these words was not verified, and no text was found for going on with what is left
 */
export const deadlineSettingChoices: SettingChoices = {
  receiptOutsideHours: {
    name: 'Hồ sơ đến ngoài giờ làm việc',
    law: 'Thông lệ của hệ thống một cửa cấp tỉnh; không thấy quy định riêng',
    choices: {
      next_opening: 'Tính như nhận lúc mở cửa gần nhất',
      as_received: 'Tính từ đúng lúc nhận',
    },
  },
  firstDay: {
    name: 'Ngày nhận hồ sơ',
    law: 'Bộ luật Dân sự 2015 Điều 147 khoản 2',
    choices: { not_counted: 'Không tính vào thời hạn', counted: 'Tính là ngày thứ nhất' },
  },
  lastDayOff: {
    name: 'Ngày cuối trùng ngày nghỉ',
    law: 'Bộ luật Dân sự 2015 Điều 148 khoản 5',
    choices: { next_working_day: 'Lùi đến ngày làm việc tiếp theo', stays: 'Giữ nguyên' },
  },
  dueTime: {
    name: 'Giờ hẹn trả trong ngày cuối',
    law: 'Bộ luật Dân sự 2015 Điều 148 khoản 6 (24 giờ); hẹn theo giờ nhận là thông lệ của hệ thống một cửa',
    choices: {
      clock_hour: 'Đúng giờ nhận hồ sơ',
      end_of_office_hours: 'Hết giờ làm việc',
      end_of_day: '24 giờ',
    },
  },
  onSupplement: {
    name: 'Khi người nộp bổ sung hồ sơ',
    law: '61/2018/NĐ-CP Điều 19 khoản 4 (tính lại từ đầu; chưa đối chiếu 118/2025/NĐ-CP); tính tiếp phần còn lại là thiết lập của tỉnh hoặc của thủ tục',
    choices: { restart: 'Tính lại từ đầu', pause: 'Tính tiếp phần còn lại (thiết lập của tỉnh)' },
  },
}

export type SettingName = keyof DeadlineSettings
export const settingNames = Object.keys(defaultDeadlineSettings) as readonly SettingName[]

/** One choice a locality has made; of several the one that begins last counts, and of those the one entered last. */
export type SettingEntry = {
  readonly name: SettingName
  readonly value: string
  /** First day, `YYYY-MM-DD`, on which clocks that start follow it. */
  readonly fromOn: string
}

/** Whether a value is one the setting offers. */
export function isChoice(name: SettingName, value: string): boolean {
  return Object.hasOwn(deadlineSettingChoices[name].choices, value)
}

/** The meaning of each value in words. */
export function choiceText(name: SettingName, value: string): string {
  return (deadlineSettingChoices[name].choices as Readonly<Record<string, string>>)[value] ?? value
}

/**
 * The choices in force on a day: what a clock that starts then is pinned with.
 * @param entries in the order in which they were entered
 */
export function settingsOn(entries: readonly SettingEntry[], day: string): DeadlineSettings {
  const chosen = settingNames.flatMap((name) => {
    const entry = inForce(entries, name, day)
    return entry ? [[name, entry.value] as const] : []
  })
  return { ...defaultDeadlineSettings, ...Object.fromEntries(chosen) }
}

/** The entry of a setting that counts on a day; `undefined` while nothing was chosen and the default holds. */
export function inForce<Entry extends SettingEntry>(entries: readonly Entry[], name: SettingName, day: string): Entry | undefined {
  return entries
    .filter((entry) => entry.name === name && entry.fromOn <= day)
    .reduce<Entry | undefined>((last, entry) => (last && last.fromOn > entry.fromOn ? last : entry), undefined)
}

/** A dossier by which a choice is explained; days are of a plain week, by name, so that they do not age. */
export type SettingExample = {
  readonly title: string
  /** Weekday (1 is Monday) and hour of the receipt. */
  readonly weekday: number
  readonly hour: string
  readonly limit: { readonly amount: number; readonly unit: 'working_days' | 'days' | 'working_hours' | 'months' }
  /** A supplement asked and given, in days after the receipt, where the setting is about one. */
  readonly supplement?: { readonly askedAfter: number; readonly givenAfter: number }
}

/** Examples of each setting: one case that it changes, and one that it does not. */
export const settingExamples: Readonly<Record<SettingName, readonly SettingExample[]>> = {
  receiptOutsideHours: [
    { title: 'nhận 18:20 thứ Năm, 3 ngày làm việc', weekday: 4, hour: '18:20', limit: { amount: 3, unit: 'working_days' } },
    { title: 'nhận 9:00 thứ Bảy, 4 giờ làm việc', weekday: 6, hour: '09:00', limit: { amount: 4, unit: 'working_hours' } },
    { title: 'nhận 15:40 thứ Sáu, 3 ngày làm việc', weekday: 5, hour: '15:40', limit: { amount: 3, unit: 'working_days' } },
  ],
  firstDay: [
    { title: 'nhận 15:40 thứ Sáu, 3 ngày làm việc', weekday: 5, hour: '15:40', limit: { amount: 3, unit: 'working_days' } },
    { title: 'nhận 9:00 thứ Hai, 10 ngày', weekday: 1, hour: '09:00', limit: { amount: 10, unit: 'days' } },
  ],
  lastDayOff: [
    { title: 'nhận 9:00 thứ Hai, 5 ngày', weekday: 1, hour: '09:00', limit: { amount: 5, unit: 'days' } },
    { title: 'nhận 15:40 thứ Sáu, 3 ngày làm việc', weekday: 5, hour: '15:40', limit: { amount: 3, unit: 'working_days' } },
  ],
  dueTime: [
    { title: 'nhận 15:40 thứ Sáu, 3 ngày làm việc', weekday: 5, hour: '15:40', limit: { amount: 3, unit: 'working_days' } },
    { title: 'nhận 9:00 thứ Hai, 1 tháng', weekday: 1, hour: '09:00', limit: { amount: 1, unit: 'months' } },
  ],
  onSupplement: [
    {
      title: 'nhận 9:00 thứ Hai, 5 ngày làm việc, yêu cầu bổ sung thứ Tư, bổ sung thứ Năm',
      weekday: 1,
      hour: '09:00',
      limit: { amount: 5, unit: 'working_days' },
      supplement: { askedAfter: 2, givenAfter: 3 },
    },
    {
      title: 'nhận 15:40 thứ Sáu, 3 ngày làm việc, không phải bổ sung',
      weekday: 5,
      hour: '15:40',
      limit: { amount: 3, unit: 'working_days' },
    },
  ],
}
