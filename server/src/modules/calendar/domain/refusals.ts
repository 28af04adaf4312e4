import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const calendarRefusals = {
  DECREE_DAY_INVALID: {
    kind: 'invalid',
    english: 'A decreed day is outside 1976–2100, has no name or no basis, or its part of the day ends before it begins.',
    vietnamese: 'Ngày {day} trong văn bản chưa đúng: {fault}',
    inEnglish: 'The day {day} of the decree is not right: {fault}',
  },
  OFFICE_HOURS_INVALID: {
    kind: 'invalid',
    english: 'Sessions of a day overlap, are out of order or end before they begin.',
    vietnamese: 'Giờ làm việc chưa đúng: {fault}',
    inEnglish: 'The office hours are not right: {fault}',
  },
  OFFICE_HOURS_OVERLAP: {
    kind: 'conflict',
    english: 'Other office hours of the same office already begin on or after that day.',
    vietnamese: 'Đơn vị đã có giờ làm việc khác bắt đầu từ ngày {fromOn}. Xin chọn ngày hiệu lực sau ngày đó.',
    inEnglish: 'The office has other hours from {fromOn}. Please choose a later day.',
  },
  DECREE_CHANGES_NOTHING: {
    kind: 'conflict',
    english: 'The calendar already equals the content of the decree.',
    vietnamese: 'Lịch làm việc đã đúng như văn bản này, không có gì thay đổi.',
    inEnglish: 'The calendar already contains this decree; nothing changes.',
  },
  DECREE_NOT_FOUND: {
    kind: 'not_found',
    english: 'No decree of the calendar has this number.',
    vietnamese: 'Không có văn bản điều chỉnh lịch này.',
    inEnglish: 'There is no such decree of the calendar.',
  },
  DECREE_NOT_YOURS: {
    kind: 'forbidden',
    english:
      'Only an operator of the whole locality may enter days off of the locality and office hours of an agency; the manager of a centre may also enter its office hours.',
    vietnamese:
      'Ngày nghỉ chung và giờ làm việc của cơ quan do quản trị vận hành của tỉnh nhập; giờ làm việc của Trung tâm do lãnh đạo Trung tâm đó hoặc quản trị vận hành nhập.',
    inEnglish:
      'Days off and the hours of agencies are entered by the operator of the province; the hours of a centre by its manager or the operator.',
  },
  DEADLINE_SETTING_NOT_YOURS: {
    kind: 'forbidden',
    english: 'Only an operator of the whole locality may choose how time is counted.',
    vietnamese: 'Cách tính thời hạn của địa phương do quản trị vận hành của tỉnh chọn, theo văn bản căn cứ.',
    inEnglish: 'How limits are counted in the locality is chosen by the operator of the province, by a written basis.',
  },
  DEADLINE_SETTING_UNKNOWN: {
    kind: 'invalid',
    english: 'The setting has no such value (GET /deadline-settings).',
    vietnamese: 'Cách tính này không có trong các lựa chọn.',
    inEnglish: 'This way of counting is not among the choices.',
  },
  DEADLINE_SETTING_IN_PAST: {
    kind: 'invalid',
    english: 'A choice applies to clocks that start on its day or later; that day may not be in the past.',
    vietnamese: 'Cách tính mới chỉ áp dụng cho hồ sơ bắt đầu tính thời hạn từ ngày đó; ngày bắt đầu không được ở quá khứ.',
    inEnglish: 'A new way of counting applies to dossiers whose limit begins from that day on; the day may not be in the past.',
  },
  DEADLINE_SETTING_UNCHANGED: {
    kind: 'conflict',
    english: 'On that day the setting already has this value.',
    vietnamese: 'Đến ngày đó cách tính đã như vậy, không có gì thay đổi.',
    inEnglish: 'That day already uses this way of counting; nothing changes.',
  },
  LIMIT_INVALID: {
    kind: 'invalid',
    english: 'The limit is negative, not a number, or a fraction of a day or month.',
    vietnamese: 'Thời hạn chưa đúng: {fault}',
    inEnglish: 'The time limit is not right: {fault}',
  },
  RECEIPT_INVALID: {
    kind: 'invalid',
    english: 'The value is neither an existing date nor a date-time, or it is a date where the unit needs an hour.',
    vietnamese: 'Thời điểm nhận chưa đúng: {fault}',
    inEnglish: 'The time of receipt is not right: {fault}',
  },
  OUTSIDE_CALENDAR: {
    kind: 'invalid',
    english: 'The day asked for, or the due date, is outside 1976–2100.',
    vietnamese: 'Lịch làm việc chỉ có từ năm 1976 đến năm 2100.',
    inEnglish: 'The calendar covers the years 1976 to 2100 only.',
  },
} as const satisfies RefusalCatalogue
