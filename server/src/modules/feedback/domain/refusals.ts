import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const feedbackRefusals = {
  RATING_LINK_UNKNOWN: {
    kind: 'not_found',
    english: 'No invitation to rate has this token.',
    vietnamese: 'Đường dẫn đánh giá không đúng. Xin quét lại mã QR trên giấy trả kết quả.',
    inEnglish: 'The address for the rating is not right. Please scan the QR code of the result slip again.',
  },
  RATING_LINK_CLOSED: {
    kind: 'gone',
    english: 'The invitation has been used or has expired. Each dossier is rated once.',
    vietnamese: 'Đường dẫn này đã được dùng hoặc đã hết hạn. Mỗi hồ sơ được đánh giá một lần.',
    inEnglish: 'This address was used or has expired. Each dossier is rated once.',
  },
  RATING_NOT_BY_STAFF: {
    kind: 'forbidden',
    english: 'The caller is signed in to a staff account; only citizens may rate.',
    vietnamese: 'Cán bộ không đánh giá thay người dân. Người nộp hồ sơ tự mở đường dẫn trên máy của mình.',
    inEnglish: 'Officers do not rate in place of citizens. The applicant opens the address on a device of their own.',
  },
} as const satisfies RefusalCatalogue
