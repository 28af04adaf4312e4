import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const practiceRefusals = {
  ONLY_IN_PRACTICE: {
    kind: 'conflict',
    english: 'The request belongs to practice and was sent to the real centre.',
    vietnamese: 'Việc này chỉ làm được ở nơi chạy thử, không phải ở hệ thống thật.',
    inEnglish: 'This can be done in practice only, not in the real system.',
  },
  PRACTICE_NOT_OPEN: {
    kind: 'conflict',
    english: 'This installation has no practice, or the request was sent to practice itself.',
    vietnamese: 'Nơi chạy thử chưa được mở trên máy chủ này. Người vận hành mở bằng thiết lập MOTCUA_PRACTICE_PORT.',
    inEnglish: 'Practice is not open on this server. The operator opens it with the setting MOTCUA_PRACTICE_PORT.',
  },
  PRACTICE_TICKET_SPENT: {
    kind: 'gone',
    english: 'A ticket for practice is valid once and for one minute.',
    vietnamese: 'Vé vào nơi chạy thử đã dùng hoặc đã quá một phút. Xin bấm “Chạy thử” lần nữa.',
    inEnglish: 'The ticket to practice was used or is more than a minute old. Please press “Practise” again.',
  },
  PRACTICE_PERSON_UNKNOWN: {
    kind: 'not_found',
    english: 'No practice account with this login.',
    vietnamese: 'Nơi chạy thử không có vai này.',
    inEnglish: 'Practice has no such person.',
  },
  PRACTICE_CLOCK_BACK: {
    kind: 'conflict',
    english: 'A practice clock can only move forward.',
    vietnamese: 'Giờ chạy thử chỉ đi tới: đang là {now}, không lùi về {to} được.',
    inEnglish: 'The practice clock only moves forward: it is {now} and cannot go back to {to}.',
  },
  PRACTICE_CLOCK_LEAP: {
    kind: 'conflict',
    english: 'One request may move a practice clock by at most a month, because it cannot go back.',
    vietnamese: 'Mỗi lần chỉ tới nhiều nhất {days} ngày, vì giờ chạy thử không lùi lại được: đang là {now}. Xin chọn ngày gần hơn.',
    inEnglish: 'The clock moves {days} days at most at once, because it cannot go back: it is {now}. Please choose a nearer day.',
  },
  PRACTICE_CLOCK_TOO_FAR: {
    kind: 'conflict',
    english: 'A practice clock may run at most five years ahead.',
    vietnamese: 'Giờ chạy thử đi trước giờ thật nhiều nhất là 5 năm.',
    inEnglish: 'The clock of practice may be 5 years ahead of real time at most.',
  },
  PROCEDURE_NOT_TRIABLE: {
    kind: 'conflict',
    english: 'The procedure lacks data that a trial needs.',
    vietnamese: 'Chưa chạy thử được thủ tục {code}: {reason}',
    inEnglish: 'Procedure {code} cannot be tried yet: {reason}',
  },
} as const satisfies RefusalCatalogue
