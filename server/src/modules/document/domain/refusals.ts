import type { RefusalCatalogue } from '#kernel/refusal.ts'

/** Why this module says no. */
export const documentRefusals = {
  CITIZEN_CARD_UNREADABLE: {
    kind: 'invalid',
    english: 'The text is not the QR code of a citizen card; nothing of use could be read.',
    vietnamese: 'Nội dung quét không phải mã QR của thẻ căn cước. Xin quét lại hoặc nhập tay.',
  },
  DOCUMENT_NOT_FOUND: {
    kind: 'not_found',
    english: 'This form was never issued for this dossier.',
    vietnamese: 'Hồ sơ này chưa có giấy tờ đó. Xin kiểm tra lại loại giấy cần in.',
  },
} as const satisfies RefusalCatalogue
