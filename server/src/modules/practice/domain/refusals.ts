import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const practiceRefusals = {
  ONLY_IN_PRACTICE: {
    kind: 'conflict',
    english: 'The request belongs to practice and was sent to the real centre.',
    vietnamese: 'Việc này chỉ làm được ở nơi chạy thử, không phải ở hệ thống thật.',
  },
  PRACTICE_NOT_OPEN: {
    kind: 'conflict',
    english: 'This installation has no practice, or the request was sent to practice itself.',
    vietnamese: 'Nơi chạy thử chưa được mở trên máy chủ này. Người vận hành mở bằng thiết lập MOTCUA_PRACTICE_PORT.',
  },
  PRACTICE_TICKET_SPENT: {
    kind: 'gone',
    english: 'A ticket for practice is valid once and for one minute.',
    vietnamese: 'Vé vào nơi chạy thử đã dùng hoặc đã quá một phút. Xin bấm “Chạy thử” lần nữa.',
  },
  PRACTICE_PERSON_UNKNOWN: {
    kind: 'not_found',
    english: 'No practice account with this login.',
    vietnamese: 'Nơi chạy thử không có vai này.',
  },
  PRACTICE_CLOCK_BACK: {
    kind: 'conflict',
    english: 'A practice clock can only move forward.',
    vietnamese: 'Giờ chạy thử chỉ đi tới: đang là {now}, không lùi về {to} được.',
  },
  PRACTICE_CLOCK_LEAP: {
    kind: 'conflict',
    english: 'One request may move a practice clock by at most a month, because it cannot go back.',
    vietnamese: 'Mỗi lần chỉ tới nhiều nhất {days} ngày, vì giờ chạy thử không lùi lại được: đang là {now}. Xin chọn ngày gần hơn.',
  },
  PRACTICE_CLOCK_TOO_FAR: {
    kind: 'conflict',
    english: 'A practice clock may run at most five years ahead.',
    vietnamese: 'Giờ chạy thử đi trước giờ thật nhiều nhất là 5 năm.',
  },
  PROCEDURE_NOT_TRIABLE: {
    kind: 'conflict',
    english: 'The procedure lacks data that a trial needs.',
    vietnamese: 'Chưa chạy thử được thủ tục {code}: {reason}',
  },
} as const satisfies RefusalCatalogue
