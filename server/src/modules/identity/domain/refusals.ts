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
} as const satisfies RefusalCatalogue
