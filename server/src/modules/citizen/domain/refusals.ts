import type { RefusalCatalogue } from '#kernel/refusal.ts'

/** Why this module says no. */
export const citizenRefusals = {
  CITIZEN_SIGN_IN_CLOSED: {
    kind: 'conflict',
    english: 'No identity provider is set, or it gives no answer now. Everything public works on.',
    vietnamese:
      'Hiện chưa đăng nhập được bằng tài khoản định danh. Ông/bà vẫn xem thủ tục, tra cứu hồ sơ bằng mã và đến quầy như bình thường; xin thử lại sau ít phút.',
  },
  CITIZEN_SIGN_IN_FAILED: {
    kind: 'invalid',
    english: 'What the identity provider sent back does not belong to a sign-in begun in this browser, was used before, or is too old.',
    vietnamese: 'Chưa đăng nhập được: lượt đăng nhập này đã cũ hoặc không bắt đầu từ trình duyệt này. Xin đăng nhập lại từ đầu.',
  },
  CITIZEN_IDENTITY_TOO_WEAK: {
    kind: 'forbidden',
    english: 'The identity provider did not confirm the level of assurance that is asked for here (acr).',
    vietnamese:
      'Tài khoản định danh chưa đạt mức cần thiết để dùng dịch vụ ở đây. Xin nâng mức tài khoản (đến công an phường, xã), hoặc đến quầy.',
  },
  OWN_DOSSIER_NOT_FOUND: {
    kind: 'not_found',
    english: 'The person who is signed in has no such dossier; whether another has it is not said.',
    vietnamese: 'Không có hồ sơ này trong danh sách của ông/bà.',
  },
  CITIZEN_SESSION_NOT_FOUND: {
    kind: 'not_found',
    english: 'The person has no such open session.',
    vietnamese: 'Phiên đăng nhập này không còn.',
  },
} as const satisfies RefusalCatalogue
