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
  /** What the applicant's supplement does to the time already used. */
  readonly onSupplement: 'restart' | 'pause'
}

export const defaultDeadlineSettings: DeadlineSettings = {
  receiptOutsideHours: 'next_opening',
  firstDay: 'not_counted',
  lastDayOff: 'next_working_day',
  dueTime: 'clock_hour',
  onSupplement: 'pause',
}

type SettingChoices = {
  readonly [Name in keyof DeadlineSettings]: {
    readonly name: string
    readonly law: string
    readonly choices: { readonly [Choice in DeadlineSettings[Name]]: string }
  }
}

/**
 * What each setting means, for people, and what it rests on.
 *
 * @law 91/2015/QH13 Điều 147 khoản 2: the first day is not counted
 * @law 91/2015/QH13 Điều 148 khoản 3: a period in months ends on the corresponding day, or the last of the month
 * @law 91/2015/QH13 Điều 148 khoản 5: a period whose last day is a day off ends on the next working day
 * @law 91/2015/QH13 Điều 148 khoản 6: the last day ends at 24:00
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
    law: 'Theo quy định của từng thủ tục; chưa đối chiếu quy định chung',
    choices: { restart: 'Tính lại từ đầu', pause: 'Tính tiếp phần còn lại' },
  },
}
