import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const identityRefusals = {
  SIGN_IN_FAILED: {
    kind: 'unauthenticated',
    english: 'Unknown login, wrong password or disabled account; the answer deliberately does not say which.',
    vietnamese: 'Tên đăng nhập hoặc mật khẩu chưa đúng. Xin kiểm tra lại; nếu quên, liên hệ quản trị vận hành.',
  },
  SIGN_IN_LIMITED: {
    kind: 'too_many',
    english: 'Too many wrong passwords or codes. details.seconds and Retry-After give the waiting time, which grows with each failure.',
    vietnamese: 'Nhập sai quá nhiều lần. Xin ông/bà đợi {seconds} giây rồi thử lại.',
  },
  SIGN_IN_BUSY: {
    kind: 'busy',
    english: 'Too many sign-ins are waiting; Retry-After gives the time of a retry.',
    vietnamese: 'Nhiều người đang đăng nhập cùng lúc. Xin ông/bà thử lại sau {seconds} giây.',
  },
  ONE_TIME_PASSWORD_OVER: {
    kind: 'unauthenticated',
    english: 'The one-time password has expired; ask for a new one.',
    vietnamese: 'Mật khẩu một lần chỉ dùng trong {days} ngày và đã hết hạn. Xin liên hệ quản trị vận hành để được cấp lại.',
  },
  SETUP_DONE: {
    kind: 'conflict',
    english: 'The locality already has an account; the set-up code is no longer valid.',
    vietnamese: 'Địa phương này đã có tài khoản quản trị. Xin đăng nhập; nếu chưa có tài khoản, liên hệ quản trị vận hành.',
  },
  SETUP_CODE_WRONG: {
    kind: 'forbidden',
    english: 'This is not the set-up code printed at the last start of the server.',
    vietnamese: 'Mã thiết lập chưa đúng. Mã nằm trong nhật ký của lần khởi động máy chủ gần nhất; xin nhập lại.',
  },
  SETUP_CODE_OVER: {
    kind: 'forbidden',
    english: 'The set-up code has expired; the next start of the server prints a new one.',
    vietnamese: 'Mã thiết lập chỉ dùng trong {hours} giờ và đã hết hạn. Xin khởi động lại máy chủ để có mã mới.',
  },
  SECURITY_LOG_NOT_YOURS: {
    kind: 'forbidden',
    english: 'The security log is for inspectors and operators of the whole locality.',
    vietnamese: 'Nhật ký an ninh chỉ dành cho thanh tra, quản trị vận hành của toàn địa phương.',
  },
  SESSION_ENDED: {
    kind: 'unauthenticated',
    english: 'Somebody ended the session; details.because gives the reason.',
    vietnamese: 'Phiên làm việc đã kết thúc: {why}.',
  },
  PASSWORD_WRONG: {
    kind: 'forbidden',
    english: 'The current password is wrong.',
    vietnamese: 'Mật khẩu đang dùng chưa đúng. Xin nhập lại.',
  },
  PASSWORD_UNUSABLE: {
    kind: 'invalid',
    english:
      'The new password is too short, too long, commonly guessed, derived from the person, or the old one; details.fault says which.',
    vietnamese: 'Mật khẩu mới chưa dùng được: {why}.',
  },
  CODE_WRONG: {
    kind: 'forbidden',
    english: 'The code is not the current one of the application, or was already used; a recovery code is valid once.',
    vietnamese: 'Mã chưa đúng hoặc đã dùng rồi. Xin đợi mã mới trong ứng dụng rồi nhập lại.',
  },
  PASSKEY_WRONG: {
    kind: 'forbidden',
    english: 'The answer does not match the challenge, or the passkey does not belong to the account.',
    vietnamese: 'Khoá truy cập chưa được nhận. Xin thử lại, hoặc dùng cách khác.',
  },
  PASSKEY_NOT_HERE: {
    kind: 'conflict',
    english: 'Browsers support no passkeys at this address: it must be a name, with https or localhost.',
    vietnamese: 'Địa chỉ này không dùng được khoá truy cập. Xin mở trang bằng tên miền https của Trung tâm, hoặc dùng ứng dụng tạo mã.',
  },
  PASSKEYS_TOO_MANY: {
    kind: 'conflict',
    english: 'The account has reached its limit of passkeys.',
    vietnamese: 'Tài khoản đã có {most} khoá truy cập. Xin bớt một khoá không dùng nữa.',
  },
  SECOND_FACTOR_ASKED_FOR: {
    kind: 'forbidden',
    english: 'The account must confirm with its second factor; its password is not enough.',
    vietnamese: 'Tài khoản có lớp xác thực thứ hai. Xin dùng mã trong ứng dụng, khoá truy cập hoặc mã dự phòng.',
  },
  SECOND_FACTOR_NOT_THERE: {
    kind: 'not_found',
    english: 'The account does not have this second factor.',
    vietnamese: 'Tài khoản chưa có lớp xác thực này.',
  },
  TOTP_THERE_ALREADY: {
    kind: 'conflict',
    english: 'The account already has an authenticator application; remove it first.',
    vietnamese: 'Tài khoản đã có ứng dụng tạo mã. Muốn dùng máy khác, xin bỏ ứng dụng cũ trước.',
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
    english: 'Nobody may manage their own account; another person must change its rights or password.',
    vietnamese: 'Ông/bà không tự giao quyền, khoá hay cấp lại mật khẩu cho chính mình. Xin nhờ người quản trị khác.',
  },
  ACCOUNT_NOT_YOURS_TO_RUN: {
    kind: 'forbidden',
    english:
      'The account has a right that the caller may not grant. An operator manages accounts within the own reach, a manager those at the own counters.',
    vietnamese: 'Tài khoản này có vai trò ngoài phạm vi ông/bà quản lý. Xin liên hệ quản trị vận hành.',
  },
  ACCOUNT_IS_DEMONSTRATION: {
    kind: 'conflict',
    english: 'The published password of a demonstration account cannot be changed.',
    vietnamese: 'Đây là tài khoản trình diễn, mật khẩu không đổi được. Xin tạo tài khoản riêng cho cán bộ.',
  },
  ROLE_REACH_INCOMPLETE: {
    kind: 'invalid',
    english: 'The role needs a centre or an agency, or is not a staff role; details.fault says which.',
    vietnamese: 'Chưa giao được vai trò: {why}.',
  },
  ROLE_NOT_YOURS_TO_GIVE: {
    kind: 'forbidden',
    english: 'An operator may grant roles within the own reach; the manager of a centre may grant those at its counters.',
    vietnamese: 'Vai trò hoặc phạm vi này vượt quá quyền của ông/bà. Xin liên hệ quản trị vận hành.',
  },
  ROLE_HELD_ALREADY: {
    kind: 'conflict',
    english: 'The account already has this role with this reach.',
    vietnamese: 'Tài khoản đã có vai trò này trong phạm vi này.',
  },
  ROLE_NOT_HELD: {
    kind: 'not_found',
    english: 'The account does not have this grant, or the grant has ended.',
    vietnamese: 'Tài khoản không có vai trò này, hoặc vai trò đã kết thúc.',
  },
  PLACE_UNKNOWN: {
    kind: 'invalid',
    english: 'No agency, unit or centre has this code.',
    vietnamese: 'Không có {kind} mang mã {code}.',
  },
  OFFICER_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such officer, or the officer is outside the reach of the caller.',
    vietnamese: 'Không tìm thấy cán bộ này, hoặc cán bộ ngoài phạm vi phụ trách của ông/bà.',
  },
  ABSENCE_NOT_YOURS: {
    kind: 'forbidden',
    english: 'Only the officer or a person who directs them may record an absence.',
    vietnamese: 'Chỉ cán bộ đó hoặc người phụ trách trực tiếp mới được ghi nhận việc vắng mặt.',
  },
  ABSENCE_DAYS_WRONG: {
    kind: 'invalid',
    english: 'The days are not in order, are in the past, or span more than a year.',
    vietnamese: 'Ngày vắng mặt chưa hợp lệ: ngày cuối không trước ngày đầu, không ở quá khứ và không quá một năm.',
  },
  ABSENCE_THERE_ALREADY: {
    kind: 'conflict',
    english: 'An absence of the officer already covers some of these days; end it first.',
    vietnamese: 'Cán bộ này đã được ghi nhận vắng mặt vào một số ngày trong khoảng đó. Xin kết thúc lần ghi trước nếu cần đổi ngày.',
  },
  DELEGATION_REFUSED: {
    kind: 'conflict',
    english: 'The role cannot be delegated in this way; details.fault gives the reason.',
    vietnamese: 'Không giao làm thay được: {why}.',
    law: '30/2020/NĐ-CP Điều 13',
  },
  DELEGATION_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such delegation or absence in force that the caller may end.',
    vietnamese: 'Không có việc giao làm thay hoặc ngày vắng mặt này đang hiệu lực.',
  },
} as const satisfies RefusalCatalogue
