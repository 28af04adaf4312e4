/**
 * The events of the security log (nhật ký an ninh), by permanent codes: a code is never given another meaning, since other systems
 * read the lines. What happened to an account has the codes of the account's own log after `account.`.
 */
export const securityEvents = {
  'sign_in.done': 'Đăng nhập',
  'sign_in.failed': 'Đăng nhập sai',
  'sign_in.limited': 'Phải đợi vì nhập sai nhiều lần',
  'sign_in.ended': 'Đăng xuất',
  'citizen.signed_in': 'Công dân đăng nhập',
  'citizen.sign_in_failed': 'Công dân đăng nhập không thành',
  'citizen.signed_out': 'Công dân đăng xuất',
  'session.ended': 'Kết thúc phiên khác',
  'confirmation.done': 'Xác nhận lại danh tính',
  'confirmation.failed': 'Xác nhận lại danh tính sai',
  'delegation.given': 'Giao làm thay',
  'delegation.ended': 'Thôi giao làm thay',
  'officer.replaced': 'Thay thế cán bộ',
  'practice.entered': 'Vào nơi chạy thử',
  'practice.clock_moved': 'Chỉnh đồng hồ chạy thử',
  'slip.printed': 'In giấy tiếp nhận có mã tra cứu',
  'collector.changed': 'Đổi đơn vị thu, tài khoản nhận tiền',
  'export.done': 'Xuất dữ liệu',
  'access.refused': 'Truy cập bị từ chối',
  'input.refused': 'Dữ liệu gửi lên bị từ chối',
  'access.limited': 'Gửi yêu cầu quá nhiều',
  'account.created': 'Mở tài khoản',
  'account.one_time_password': 'Cấp mật khẩu một lần',
  'account.password_changed': 'Đổi mật khẩu',
  'account.disabled': 'Khoá tài khoản',
  'account.enabled': 'Mở khoá tài khoản',
  'account.role_given': 'Giao vai trò',
  'account.role_ended': 'Thu vai trò',
  'account.sessions_ended': 'Kết thúc mọi phiên của tài khoản',
  'account.totp_added': 'Thêm mã một lần',
  'account.totp_removed': 'Bỏ mã một lần',
  'account.passkey_added': 'Thêm khoá truy cập',
  'account.passkey_removed': 'Bỏ khoá truy cập',
  'account.recovery_codes': 'Lập mã dự phòng',
  'account.recovery_code_used': 'Dùng mã dự phòng',
  'account.second_factor_reset': 'Đặt lại lớp xác thực thứ hai',
} as const

export type SecurityEvent = keyof typeof securityEvents
