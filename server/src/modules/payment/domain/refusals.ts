import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const paymentRefusals = {
  BILL_NOT_FOUND: {
    kind: 'not_found',
    english: 'The dossier has no bill that the caller may see.',
    vietnamese: 'Hồ sơ này không có khoản phải thu tại Trung tâm, hoặc ngoài phạm vi nhiệm vụ của ông/bà.',
  },
  COLLECTING_NOT_YOURS: {
    kind: 'forbidden',
    english: 'The caller has no role that may collect or decide payments at this centre.',
    vietnamese: 'Việc này thuộc về {roles} của trung tâm nơi thu.',
  },
  COLLECTOR_NOT_SET: {
    kind: 'conflict',
    english:
      'The centre has no collector yet, so amounts owed are recorded but cannot be paid. Its manager sets the collector (PUT /collectors/{centreId}).',
    vietnamese:
      'Trung tâm chưa có đơn vị thu nên chưa thu được phí, lệ phí; khoản phải nộp vẫn được ghi. Xin lãnh đạo Trung tâm khai báo đơn vị thu và tài khoản nhận tiền ở mục Mở trung tâm, Đơn vị thu, rồi thực hiện lại.',
  },
  COLLECTOR_FIXED: {
    kind: 'conflict',
    english: 'The receipt symbols or the bank account belong to another centre.',
    vietnamese: 'Ký hiệu biên lai hoặc tài khoản này đã thuộc về trung tâm khác. Xin chọn ký hiệu, tài khoản khác.',
  },
  CHARGE_SETTLED: {
    kind: 'conflict',
    english: 'The state of the charge does not allow this operation.',
    vietnamese: 'Khoản “{name}” đang ở tình trạng {state}, không thực hiện được việc này. Xin xem lại bảng kê.',
  },
  NOTHING_OWED: {
    kind: 'conflict',
    english: 'No charge with a known amount is owed, or a named line does not exist.',
    vietnamese: 'Không có khoản nào chờ nộp. Khoản chưa rõ mức thu phải được xác định mức thu trước.',
  },
  PAYMENT_AMOUNT_DIFFERS: {
    kind: 'conflict',
    english: 'The amount differs from the amount owed; part payments are refused.',
    vietnamese: 'Số tiền {given} không đúng bằng số phải nộp {owed}. Không thu một phần; xin xem lại bảng kê.',
  },
  MONEY_NOT_ENOUGH: {
    kind: 'conflict',
    english: 'The sum of the chosen bank notices is less than the amount owed.',
    vietnamese:
      'Các báo có đã chọn còn {given}, chưa đủ số phải nộp {owed}. Xin chờ người nộp chuyển thêm, chọn thêm báo có, hoặc trả lại tiền.',
  },
  MONEY_NOT_LEFT: {
    kind: 'conflict',
    english: 'The bank notice has less money left than the sum to return.',
    vietnamese: 'Báo có này chỉ còn {left}, không trả lại được {asked}.',
  },
  BANK_NOTICE_CONTRADICTS: {
    kind: 'conflict',
    english: 'The amount of the notice is less than the payment that an officer confirmed with its reference; undo that payment first.',
    vietnamese: 'Ngân hàng báo {noticed}, ít hơn lần thu {confirmed} đã xác nhận tại quầy. Xin huỷ lần thu ghi nhầm trước.',
  },
  RETURN_NOT_FOUND: {
    kind: 'not_found',
    english: 'No return with this number waits for a decision.',
    vietnamese: 'Không có lần trả lại tiền nào như vậy đang chờ duyệt.',
  },
  RETURN_REFERENCE_USED: {
    kind: 'conflict',
    english: 'The reference of the outgoing transfer was used for another return.',
    vietnamese: 'Số tham chiếu của lệnh chuyển trả này đã dùng cho lần trả khác.',
  },
  BANK_REFERENCE_NEEDED: {
    kind: 'invalid',
    english: 'A bank payment needs the reference of the bank transaction.',
    vietnamese: 'Xin ghi số tham chiếu giao dịch của ngân hàng để xác nhận tiền đã đến.',
  },
  BANK_REFERENCE_USED: {
    kind: 'conflict',
    english: 'This bank transaction was already used for a payment or announced by the bank.',
    vietnamese: 'Giao dịch ngân hàng này đã được ghi nhận. Xin xem danh sách báo có.',
  },
  ADJUSTMENT_UNFOUNDED: {
    kind: 'invalid',
    english: 'An adjustment needs a listed ground and a reason.',
    vietnamese: 'Miễn, giảm hoặc xác định mức thu cần có căn cứ trong danh mục và lý do.',
    law: '97/2015/QH13 Điều 10 (không kiểm chứng lời văn)',
  },
  ADJUSTMENT_AMOUNT_WRONG: {
    kind: 'invalid',
    english: 'The adjusted amount is not a whole number of đồng in range, a reduction does not reduce, or the timing is missing.',
    vietnamese: 'Mức điều chỉnh cho “{name}” chưa đúng.',
  },
  CASH_DAY_OPEN: {
    kind: 'conflict',
    english: 'An earlier day of this cashier is not closed; it must be closed before cash is taken today.',
    vietnamese: 'Sổ quỹ ngày {day} của ông/bà chưa chốt. Xin kiểm đếm và chốt ngày đó trước.',
  },
  CASH_DAY_CLOSED: {
    kind: 'conflict',
    english: 'The cash day is closed; no entry can be added.',
    vietnamese: 'Sổ quỹ ngày {day} đã chốt, không ghi thêm được.',
  },
  CASH_DAY_NOT_FOUND: {
    kind: 'not_found',
    english: 'This cashier has no cash day on that day.',
    vietnamese: 'Không có sổ quỹ của người thu này trong ngày đã chọn.',
  },
  CASH_NOT_ENOUGH: {
    kind: 'conflict',
    english: 'The drawer contains less than the amount to pay out.',
    vietnamese: 'Quỹ còn {held} đồng, không đủ {asked} đồng.',
  },
  NOTES_WRONG: {
    kind: 'invalid',
    english: 'A denomination is unknown or listed twice, or a count is not a whole number.',
    vietnamese: 'Bảng kê mệnh giá chưa đúng. Mỗi mệnh giá ghi một lần, số tờ là số nguyên.',
  },
  DIFFERENCE_UNEXPLAINED: {
    kind: 'conflict',
    english: 'The counted cash differs from the book and no reason was given.',
    vietnamese: 'Kiểm đếm được {counted} đồng, sổ ghi {expected} đồng, chênh lệch {difference} đồng. Xin nêu lý do chênh lệch.',
  },
  PAYMENT_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such payment that the caller may see.',
    vietnamese: 'Không tìm thấy lần nộp tiền này, hoặc ngoài phạm vi nhiệm vụ của ông/bà.',
  },
  PAYMENT_ALREADY_REVERSED: {
    kind: 'conflict',
    english: 'The payment was refunded or reversed, or a request for this is pending.',
    vietnamese: 'Lần nộp tiền này đã hoàn trả, đã huỷ, hoặc đang chờ duyệt hoàn trả.',
  },
  MISTAKE_TOO_LATE: {
    kind: 'conflict',
    english: 'Only the cashier who took a payment may undo it, on the same day; later it needs a refund.',
    vietnamese: 'Chỉ người thu được huỷ lần thu nhầm, trong chính ngày thu. Sau đó phải làm thủ tục hoàn trả.',
  },
  REVERSAL_NOT_FOUND: {
    kind: 'not_found',
    english: 'No pending refund request that the caller may decide.',
    vietnamese: 'Không có đề nghị hoàn trả nào đang chờ với mã này.',
  },
  FOUR_EYES: {
    kind: 'forbidden',
    english: 'The person who requested a refund above the limit may not approve it.',
    vietnamese: 'Người đề nghị hoàn trả không được tự duyệt. Xin chuyển người khác duyệt.',
  },
  BANK_NOTICE_NOT_BELIEVED: {
    kind: 'forbidden',
    english: 'The signature of the notice is wrong, or the account has no secret.',
    vietnamese: 'Chữ ký của báo có không đúng.',
  },
  BANK_NOTICE_DIFFERS: {
    kind: 'conflict',
    english: 'A notice with this transaction id was received before with other content.',
    vietnamese: 'Giao dịch này đã được báo với nội dung khác.',
  },
  BANK_NOTICE_DATED_WRONG: {
    kind: 'invalid',
    english: 'The date of the payment in the notice is after tomorrow or more than a year ago.',
    vietnamese: 'Ngày tiền về ghi trên báo có chưa hợp lý: không sau ngày mai và không quá một năm trước.',
  },
  BANK_NOTICE_NOT_FOUND: {
    kind: 'not_found',
    english: 'No unmatched notice with this id that the caller may see.',
    vietnamese: 'Không có báo có nào chờ đối chiếu với mã này.',
  },
  RECEIPT_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such receipt that the caller may see.',
    vietnamese: 'Không tìm thấy biên lai này, hoặc ngoài phạm vi nhiệm vụ của ông/bà.',
  },
  RECEIPT_REPLACED: {
    kind: 'conflict',
    english: 'The receipt has already been replaced or cancelled.',
    vietnamese: 'Biên lai này đã được thay thế hoặc đã huỷ.',
  },
  RECEIPT_NUMBERS_USED_UP: {
    kind: 'conflict',
    english: 'Number 99999999 of this series has been used this year.',
    vietnamese: 'Ký hiệu biên lai này đã dùng hết số trong năm. Xin khai báo ký hiệu mới.',
    law: '254/2026/NĐ-CP (số biên lai tối đa 8 chữ số; số điều chưa kiểm chứng)',
  },
} as const satisfies RefusalCatalogue
export type PaymentRefusalCode = keyof typeof paymentRefusals
