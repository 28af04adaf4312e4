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
  OWN_DRAFT_NOT_FOUND: {
    kind: 'not_found',
    english: 'The person who is signed in has no such draft; whether another has it is not said.',
    vietnamese: 'Không có bản nháp này. Bản nháp được giữ 30 ngày từ lần lưu cuối.',
  },
  OWN_DRAFTS_TOO_MANY: {
    kind: 'conflict',
    english: 'The person has as many open drafts as are kept.',
    vietnamese: 'Ông/bà đang có {most} bản nháp. Xin nộp hoặc xoá bớt trước khi bắt đầu bản mới.',
  },
  OWN_DRAFT_FILED: {
    kind: 'conflict',
    english: 'The draft has become a dossier, which details.dossier names.',
    vietnamese: 'Bản nháp này đã nộp thành hồ sơ {dossier}.',
  },
  OWN_DRAFT_INCOMPLETE: {
    kind: 'invalid',
    english: 'Questions of the form are unanswered or wrongly answered; fields names each one.',
    vietnamese: 'Còn {count} mục chưa xong. Xin xem từng mục rồi nộp.',
  },
  OWN_DOSSIER_NOT_FILED_HERE: {
    kind: 'forbidden',
    english: 'The dossier is on the list by its slip: only whoever filed it online, signed in, acts on it here.',
    vietnamese: 'Hồ sơ này không do tài khoản của ông/bà nộp trực tuyến. Xin đến quầy, hoặc gọi Trung tâm.',
  },
  SUPPLEMENT_POINT_OPEN: {
    kind: 'invalid',
    english: 'Each point that was asked for needs a file or a written answer; fields names those without.',
    vietnamese: 'Còn {count} nội dung chưa trả lời. Mỗi nội dung cần một tệp hoặc một câu trả lời.',
  },
  CITIZEN_SESSION_NOT_FOUND: {
    kind: 'not_found',
    english: 'The person has no such open session.',
    vietnamese: 'Phiên đăng nhập này không còn.',
  },
} as const satisfies RefusalCatalogue
