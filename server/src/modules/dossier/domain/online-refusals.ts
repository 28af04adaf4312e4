import type { RefusalCatalogue } from '#kernel/refusal.ts'

/** Why a filing online, or what rests on files that came with one, is refused. Part of `dossierRefusals`. */
export const onlineRefusals = {
  ONLINE_NOT_OFFERED: {
    kind: 'conflict',
    english: 'The procedure is not received online here: not published, not offered online, or no centre receives it.',
    vietnamese: 'Thủ tục này chưa nhận hồ sơ trực tuyến. Xin nộp tại quầy hoặc qua bưu chính.',
    inEnglish: 'This procedure cannot be filed online yet. Please file it at a counter or by post.',
  },
  ONLINE_FORM_CHANGED: {
    kind: 'conflict',
    english: 'The procedure has changed since the answers were checked; the draft must be reviewed before it is filed.',
    vietnamese: 'Thủ tục vừa thay đổi. Xin xem lại những câu hỏi đã đổi trong bản nháp rồi nộp.',
    inEnglish: 'The procedure has just changed. Please see the changed questions in your draft, then file.',
  },
  ONLINE_PAPERS_MISSING: {
    kind: 'conflict',
    english: 'A procedure that is wholly online needs a file for each required paper; fields names each missing one.',
    vietnamese: 'Chưa có tệp cho: {missing}. Xin tải lên ở phần giấy tờ rồi nộp.',
    inEnglish: 'There is no file yet for: {missing}. Please upload it under papers, then file.',
    law: '61/2018/NĐ-CP Điều 17 khoản 2',
  },
  NOT_FILED_ONLINE: {
    kind: 'not_found',
    english: 'The dossier was not filed online: there is no electronic form of it.',
    vietnamese: 'Hồ sơ này không nộp trực tuyến nên không có biểu mẫu điện tử.',
    inEnglish: 'This dossier was not filed online, so it has no electronic form.',
  },
  FILES_NOT_SCANNED: {
    kind: 'conflict',
    english: 'The virus scanner has not checked a file of the dossier yet; a decision is not possible before that.',
    vietnamese: 'Còn {count} tệp chờ quét mã độc: {names}. Quét xong mới quyết định được.',
    inEnglish: '{count} files wait for the malware scan: {names}. The decision is possible after it.',
  },
  RESULT_FILE_INFECTED: {
    kind: 'conflict',
    english: 'The file named as the result was found infected.',
    vietnamese: 'Tệp kết quả “{name}” có mã độc. Xin chọn tệp khác.',
    inEnglish: 'The result file “{name}” contains malware. Please choose another file.',
  },
} as const satisfies RefusalCatalogue
