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
  LOGIN_UNUSABLE: {
    kind: 'invalid',
    english: 'A login is 2 to 60 lower-case letters, digits, dots, dashes or underscores.',
    vietnamese: 'Tên đăng nhập chưa dùng được: dùng 2–60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối.',
  },
  LOGIN_TAKEN: {
    kind: 'conflict',
    english: 'Another account has this login.',
    vietnamese: 'Tên đăng nhập này đã có người dùng. Xin chọn tên khác, hoặc tìm tài khoản đó trong danh sách.',
  },
  ACCOUNT_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such account.',
    vietnamese: 'Không tìm thấy tài khoản này.',
  },
  ACCOUNT_IS_YOURS: {
    kind: 'forbidden',
    english: 'Nobody runs their own account: rights and new passwords come from somebody else.',
    vietnamese: 'Ông/bà không tự giao quyền, khoá hay cấp lại mật khẩu cho chính mình. Xin nhờ người quản trị khác.',
  },
  ACCOUNT_NOT_YOURS_TO_RUN: {
    kind: 'forbidden',
    english:
      'The account has a right that the caller may not give: an operator runs accounts within their reach, a manager those at their counters.',
    vietnamese: 'Tài khoản này có vai trò ngoài phạm vi ông/bà quản lý. Xin liên hệ quản trị vận hành.',
  },
  ACCOUNT_IS_DEMONSTRATION: {
    kind: 'conflict',
    english: 'A demonstration account has the published password and keeps it.',
    vietnamese: 'Đây là tài khoản trình diễn, mật khẩu không đổi được. Xin tạo tài khoản riêng cho cán bộ.',
  },
  ROLE_REACH_INCOMPLETE: {
    kind: 'invalid',
    english: 'The role needs a centre or an agency, or is not one of the staff; details.fault says which.',
    vietnamese: 'Chưa giao được vai trò: {why}.',
  },
  ROLE_NOT_YOURS_TO_GIVE: {
    kind: 'forbidden',
    english: 'An operator gives roles within their reach; the manager of a centre gives those at its counters.',
    vietnamese: 'Vai trò hoặc phạm vi này vượt quá quyền của ông/bà. Xin liên hệ quản trị vận hành.',
  },
  ROLE_HELD_ALREADY: {
    kind: 'conflict',
    english: 'The account holds this role with this reach already.',
    vietnamese: 'Tài khoản đã có vai trò này trong phạm vi này.',
  },
  ROLE_NOT_HELD: {
    kind: 'not_found',
    english: 'The account does not hold this grant, or it has ended.',
    vietnamese: 'Tài khoản không có vai trò này, hoặc vai trò đã kết thúc.',
  },
  PLACE_UNKNOWN: {
    kind: 'invalid',
    english: 'No agency, unit or centre has this code.',
    vietnamese: 'Không có {kind} mang mã {code}.',
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
