import type { RefusalCatalogue } from '#kernel/refusal.ts'

/** Why an intake, a paper or a file of a dossier is refused. Part of `dossierRefusals`. */
export const intakeRefusals = {
  PROCEDURE_NOT_RECEIVED_HERE: {
    kind: 'conflict',
    english: 'The procedure is unknown, not in force, or not received at the centre (yet).',
    vietnamese: 'Thủ tục này chưa được tiếp nhận tại Trung tâm. Xin chọn thủ tục khác hoặc hỏi bộ phận hướng dẫn.',
    inEnglish: 'This procedure is not received at the centre. Please choose another, or ask the guide.',
  },
  PROCEDURE_INCOMPLETE: {
    kind: 'conflict',
    english: 'The procedure lacks an agency, handling mode or legal limit; a person must complete it first.',
    vietnamese: 'Thủ tục này còn nội dung chưa được hoàn thiện ({missing}) nên chưa thể hẹn ngày trả.',
    inEnglish: 'This procedure is not complete ({missing}), so no day can be promised yet.',
  },
  INTAKE_PLACE_UNKNOWN: {
    kind: 'invalid',
    english: 'No such centre or counter.',
    vietnamese: 'Không có trung tâm hoặc quầy này.',
    inEnglish: 'There is no such centre or counter.',
  },
  SLIP_REASON_NEEDED: {
    kind: 'invalid',
    english: 'An officer who did not receive the dossier must give a reason to print a copy with the look-up secret.',
    vietnamese:
      'Ông/bà không phải người đã tiếp nhận hồ sơ này. Xin ghi lý do in bản giao người nộp; việc in được ghi vào nhật ký an ninh.',
    inEnglish:
      'You are not the officer who received this dossier. Please state why you print the applicant’s copy; the print is noted in the security log.',
  },
  SLIP_NOT_YOURS: {
    kind: 'forbidden',
    english: 'Only a counter of the receiving centre may print the copy of the slip with the look-up secret.',
    vietnamese:
      'Bản giấy tiếp nhận giao người nộp do quầy của Trung tâm đã nhận hồ sơ in. Ông/bà xem bản lưu của hồ sơ, hoặc nhờ quầy đó in.',
    inEnglish:
      'The applicant’s copy of the acceptance slip is printed by the counter that received the dossier. You may see the file copy, or ask that counter.',
  },
  FORM_NOT_COVERED: {
    kind: 'forbidden',
    english: 'The form is a draft, or was issued before covered copies could be made.',
    vietnamese: 'Giấy này chưa có bản che thông tin cá nhân. Ông/bà xin đề nghị Trung tâm đã nhận hồ sơ cung cấp.',
    inEnglish: 'This paper has no copy with personal data covered. Please ask the centre that received the dossier.',
  },
  REGISTER_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such register or book for the caller.',
    vietnamese: 'Không có sổ theo dõi hoặc quyển sổ này.',
    inEnglish: 'There is no such register or book.',
  },
  HANDOVER_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such handover list for the caller.',
    vietnamese: 'Không có danh sách bàn giao này.',
    inEnglish: 'There is no such handover list.',
  },
  TRACKING_SECRET_NEEDED: {
    kind: 'invalid',
    english: 'The secret of the slip is missing, and the caller is not signed in as the owner.',
    vietnamese: 'Xin nhập mã tra cứu ghi trên giấy tiếp nhận, hoặc đăng nhập để xem hồ sơ của mình.',
    inEnglish: 'Please enter the look-up code of the acceptance slip, or sign in to see your own dossier.',
  },
  TRACKING_NOT_FOUND: {
    kind: 'not_found',
    english: 'Unknown code or wrong secret; the answer deliberately does not say which.',
    vietnamese: 'Mã hồ sơ hoặc mã tra cứu chưa đúng. Xin xem lại trên Giấy tiếp nhận hồ sơ.',
    inEnglish: 'The code of the dossier or the look-up code is not right. Please see the acceptance slip.',
  },
  DRAFT_FILED: {
    kind: 'conflict',
    english: 'The draft has already become a dossier; it can be neither saved nor filed again.',
    vietnamese: 'Bản nháp này đã được tiếp nhận thành hồ sơ {dossier}. Nếu là hồ sơ khác, xin mở một lượt tiếp nhận mới.',
    inEnglish: 'This draft was received as dossier {dossier}. For another dossier, please begin a new intake.',
  },
  DRAFTS_TOO_MANY: {
    kind: 'conflict',
    english: 'The account has reached its limit of drafts; details.most is the limit.',
    vietnamese: 'Ông/bà đang giữ {most} bản nháp, là mức tối đa. Xin bỏ bớt bản nháp cũ rồi lưu lại.',
    inEnglish: 'You keep {most} drafts, which is the most. Please remove old ones and save again.',
  },
  DRAFT_NOT_FOUND: {
    kind: 'not_found',
    english: 'The caller has no draft with this key.',
    vietnamese: 'Không có bản nháp này.',
    inEnglish: 'There is no such draft.',
  },
  DOCUMENT_NOT_ISSUED: {
    kind: 'not_found',
    english: 'This form has not been issued for the dossier.',
    vietnamese: 'Hồ sơ chưa có văn bản này.',
    inEnglish: 'The dossier does not have this document yet.',
  },
  FILE_NOT_OF_THE_RESULT: {
    kind: 'conflict',
    english: 'A file named in the act is no valid result file of this dossier.',
    vietnamese: 'Tệp được chọn không phải tệp kết quả của hồ sơ này, hoặc đã được gỡ. Xin tải lại trang và chọn lại.',
    inEnglish: 'The file chosen is not a result file of this dossier, or was removed. Please reload the page and choose again.',
  },
  RESULT_SIGNATURE_BROKEN: {
    kind: 'conflict',
    english:
      'The signature of a result file is broken (altered after signing, wrong digest, revoked signer …); its report names the fault.',
    vietnamese: 'Chữ ký số trên tệp “{name}” không hợp lệ: {why} Chưa ghi nhận kết quả; xin đính kèm bản đã ký đúng.',
    inEnglish:
      'The digital signature on the file “{name}” is not valid: {why} The result was not recorded; please attach the copy signed correctly.',
  },
  FILE_IN_USE: {
    kind: 'conflict',
    english: 'An act depends on the file, so it can no longer be withdrawn.',
    vietnamese: 'Thao tác “{act}” đã căn cứ vào tệp này nên không gỡ được nữa.',
    inEnglish: 'The act “{act}” relies on this file, so it cannot be removed.',
  },
  FILES_TOO_MANY: {
    kind: 'conflict',
    english: 'The dossier has reached its limit of files.',
    vietnamese: 'Hồ sơ đã có {most} tệp, là mức tối đa. Xin gộp các tệp nhỏ lại.',
    inEnglish: 'The dossier has {most} files, which is the most. Please join small files.',
  },
  FILE_COMPONENT_UNKNOWN: {
    kind: 'invalid',
    english: 'componentNo is not in the checklist of the dossier’s procedure version.',
    vietnamese: 'Giấy tờ được chọn không có trong thành phần hồ sơ của thủ tục này.',
    inEnglish: 'The paper chosen is not among the papers of this procedure.',
  },
  FILE_CONTENT_NOT_YOURS: {
    kind: 'forbidden',
    english: 'An overseer sees which files there are and the check of their signatures, not their content.',
    vietnamese: 'Vai trò của ông/bà xem được danh sách tệp và kết quả kiểm tra chữ ký, không mở được nội dung giấy tờ của người nộp.',
    inEnglish: 'Your role sees the list of files and the check of their signatures, not the content of the applicant’s papers.',
  },
  RESULT_NOT_READY: {
    kind: 'not_found',
    english: 'There is no result file to download: the result is not returned, a fee is owed, or no file was recorded.',
    vietnamese: 'Chưa có tệp kết quả để nhận. Xin xem tình trạng hồ sơ và khoản còn phải nộp (nếu có) ở trang tra cứu.',
    inEnglish:
      'There is no result file to receive yet. Please see the state of the dossier and what is owed, if anything, on the tracking page.',
  },
} as const satisfies RefusalCatalogue
