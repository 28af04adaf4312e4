import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const identityRefusals = {
  SIGN_IN_FAILED: {
    kind: 'unauthenticated',
    english: 'Unknown login, wrong password or disabled account; deliberately not said which.',
    vietnamese: 'Tên đăng nhập hoặc mật khẩu chưa đúng. Xin kiểm tra lại; nếu quên, liên hệ quản trị vận hành.',
  },
  SIGN_IN_LIMITED: {
    kind: 'too_many',
    english: 'Too many failed sign-ins for this login; wait.',
    vietnamese: 'Đăng nhập sai quá nhiều lần. Xin đợi {minutes} phút rồi thử lại.',
  },
  SESSION_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such session of the caller.',
    vietnamese: 'Không có phiên đăng nhập này.',
  },
  OFFICER_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such officer, or one the caller has nothing to do with.',
    vietnamese: 'Không tìm thấy cán bộ này, hoặc cán bộ ngoài phạm vi phụ trách của ông/bà.',
  },
  ABSENCE_NOT_YOURS: {
    kind: 'forbidden',
    english: 'Absence is recorded by the officer or by whoever directs them.',
    vietnamese: 'Chỉ cán bộ đó hoặc người phụ trách trực tiếp mới được ghi nhận việc vắng mặt.',
  },
  ABSENCE_DAYS_WRONG: {
    kind: 'invalid',
    english: 'The days are not in order, lie in the past, or reach over a year.',
    vietnamese: 'Ngày vắng mặt chưa hợp lệ: ngày cuối không trước ngày đầu, không ở quá khứ và không quá một năm.',
  },
  DELEGATION_REFUSED: {
    kind: 'conflict',
    english: 'The role cannot be given so; details.fault says why.',
    vietnamese: 'Không giao làm thay được: {why}.',
    law: '30/2020/NĐ-CP Điều 13',
  },
  DELEGATION_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such delegation or absence in force that the caller may end.',
    vietnamese: 'Không có việc giao làm thay hoặc ngày vắng mặt này đang hiệu lực.',
  },
} as const satisfies RefusalCatalogue
