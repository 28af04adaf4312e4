import type { RefusalCatalogue } from '#kernel/refusal.ts'

/** Why this module says no. */
export const citizenRefusals = {
  CITIZEN_SIGN_IN_CLOSED: {
    kind: 'conflict',
    english: 'No identity provider is set, or it gives no answer now. Everything public works on.',
    vietnamese:
      'Hiện chưa đăng nhập được bằng tài khoản định danh. Ông/bà vẫn xem thủ tục, tra cứu hồ sơ bằng mã và đến quầy như bình thường; xin thử lại sau ít phút.',
    inEnglish:
      'Signing in with an electronic identity is not possible at the moment. You can still read about procedures, track a dossier by its code and go to a counter; please try again in a few minutes.',
  },
  CITIZEN_SIGN_IN_FAILED: {
    kind: 'invalid',
    english: 'The response of the identity provider does not belong to a sign-in begun in this browser, was already used, or is too old.',
    vietnamese: 'Chưa đăng nhập được: lượt đăng nhập này đã cũ hoặc không bắt đầu từ trình duyệt này. Xin đăng nhập lại từ đầu.',
    inEnglish: 'You are not signed in: this attempt is old or did not begin in this browser. Please begin again.',
  },
  CITIZEN_IDENTITY_TOO_WEAK: {
    kind: 'forbidden',
    english: 'The identity provider did not confirm the level of assurance that is asked for here (acr).',
    vietnamese:
      'Tài khoản định danh chưa đạt mức cần thiết để dùng dịch vụ ở đây. Xin nâng mức tài khoản (đến công an phường, xã), hoặc đến quầy.',
    inEnglish:
      'Your electronic identity does not have the level needed here. Please raise it (at the police of your commune or ward), or go to a counter.',
  },
  OWN_DOSSIER_NOT_FOUND: {
    kind: 'not_found',
    english: 'The signed-in person has no such dossier; the answer does not say whether another person has it.',
    vietnamese: 'Không có hồ sơ này trong danh sách của ông/bà.',
    inEnglish: 'This dossier is not on your list.',
  },
  OWN_DRAFT_NOT_FOUND: {
    kind: 'not_found',
    english: 'The signed-in person has no such draft; the answer does not say whether another person has it.',
    vietnamese: 'Không có bản nháp này. Bản nháp được giữ 30 ngày từ lần lưu cuối.',
    inEnglish: 'There is no such draft. Drafts are kept for 30 days after they were last saved.',
  },
  OWN_DRAFTS_TOO_MANY: {
    kind: 'conflict',
    english: 'The person has reached the limit of open drafts.',
    vietnamese: 'Ông/bà đang có {most} bản nháp. Xin nộp hoặc xoá bớt trước khi bắt đầu bản mới.',
    inEnglish: 'You have {most} drafts. Please file or remove some before you begin another.',
  },
  OWN_DRAFT_FILED: {
    kind: 'conflict',
    english: 'The draft has become a dossier, which details.dossier names.',
    vietnamese: 'Bản nháp này đã nộp thành hồ sơ {dossier}.',
    inEnglish: 'This draft was filed as dossier {dossier}.',
  },
  OWN_DRAFT_INCOMPLETE: {
    kind: 'invalid',
    english: 'Questions of the form are unanswered or wrongly answered; fields names each one.',
    vietnamese: 'Còn {count} mục chưa xong. Xin xem từng mục rồi nộp.',
    inEnglish: '{count} points are not completed. Please see each of them, then file.',
  },
  OWN_DOSSIER_NOT_FILED_HERE: {
    kind: 'forbidden',
    english: 'The dossier is on the list by its slip: only the person who filed it online, signed in, acts on it here.',
    vietnamese: 'Hồ sơ này không do tài khoản của ông/bà nộp trực tuyến. Xin đến quầy, hoặc gọi Trung tâm.',
    inEnglish: 'This dossier was not filed online by your account. Please go to a counter, or call the centre.',
  },
  SUPPLEMENT_POINT_OPEN: {
    kind: 'invalid',
    english: 'Each point that was asked for needs a file or a written answer; fields names those without.',
    vietnamese: 'Còn {count} nội dung chưa trả lời. Mỗi nội dung cần một tệp hoặc một câu trả lời.',
    inEnglish: '{count} points are not answered. Each needs a file or an answer.',
  },
  CITIZEN_SESSION_NOT_FOUND: {
    kind: 'not_found',
    english: 'The person has no such open session.',
    vietnamese: 'Phiên đăng nhập này không còn.',
    inEnglish: 'This session no longer exists.',
  },
} as const satisfies RefusalCatalogue
