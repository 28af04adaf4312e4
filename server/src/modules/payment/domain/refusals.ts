import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const paymentRefusals = {
  BILL_NOT_FOUND: {
    kind: 'not_found',
    english: 'The dossier has no bill that the caller may see.',
    vietnamese: 'Hồ sơ này không có khoản phải thu tại Trung tâm, hoặc ngoài phạm vi nhiệm vụ của ông/bà.',
    inEnglish: 'This dossier owes nothing at the centre, or is outside your duty.',
  },
  COLLECTING_NOT_YOURS: {
    kind: 'forbidden',
    english: 'The caller has no role that may collect or decide payments at this centre.',
    vietnamese: 'Việc này thuộc về {roles} của trung tâm nơi thu.',
    inEnglish: 'This belongs to {roles} of the centre that collects.',
  },
  COLLECTOR_NOT_SET: {
    kind: 'conflict',
    english:
      'The centre has no collector yet, so amounts owed are recorded but cannot be paid. Its manager sets the collector (PUT /collectors/{centreId}).',
    vietnamese:
      'Trung tâm chưa có đơn vị thu nên chưa thu được phí, lệ phí; khoản phải nộp vẫn được ghi. Xin lãnh đạo Trung tâm khai báo đơn vị thu và tài khoản nhận tiền ở mục Mở trung tâm, Đơn vị thu, rồi thực hiện lại.',
    inEnglish:
      'The centre has no collecting unit yet, so no fee can be taken; what is owed is still recorded. The manager of the centre enters the unit and its account under Set-up, Collecting unit; then do this again.',
  },
  COLLECTOR_FIXED: {
    kind: 'conflict',
    english: 'The receipt symbols or the bank account belong to another centre.',
    vietnamese: 'Ký hiệu biên lai hoặc tài khoản này đã thuộc về trung tâm khác. Xin chọn ký hiệu, tài khoản khác.',
    inEnglish: 'This receipt symbol or account belongs to another centre. Please choose another.',
  },
  CHARGE_SETTLED: {
    kind: 'conflict',
    english: 'The state of the charge does not allow this operation.',
    vietnamese: 'Khoản “{name}” đang ở tình trạng {state}, không thực hiện được việc này. Xin xem lại bảng kê.',
    inEnglish: 'The charge “{name}” is in the state {state}, so this cannot be done. Please see the bill again.',
  },
  NOTHING_OWED: {
    kind: 'conflict',
    english: 'No charge with a known amount is owed, or a named line does not exist.',
    vietnamese: 'Không có khoản nào chờ nộp. Khoản chưa rõ mức thu phải được xác định mức thu trước.',
    inEnglish: 'No charge waits for payment. A charge without an amount must be assessed first.',
  },
  PAYMENT_AMOUNT_DIFFERS: {
    kind: 'conflict',
    english: 'The amount differs from the amount owed; part payments are refused.',
    vietnamese: 'Số tiền {given} không đúng bằng số phải nộp {owed}. Không thu một phần; xin xem lại bảng kê.',
    inEnglish: 'The amount {given} is not the amount owed, {owed}. A part is not taken; please see the bill again.',
  },
  MONEY_NOT_ENOUGH: {
    kind: 'conflict',
    english: 'The sum of the chosen bank notices is less than the amount owed.',
    vietnamese:
      'Các báo có đã chọn còn {given}, chưa đủ số phải nộp {owed}. Xin chờ người nộp chuyển thêm, chọn thêm báo có, hoặc trả lại tiền.',
    inEnglish:
      'The bank notices chosen have {given} left, which does not cover the {owed} owed. Please wait for more money, choose more notices, or send the money back.',
  },
  MONEY_NOT_LEFT: {
    kind: 'conflict',
    english: 'The bank notice has less money left than the sum to return.',
    vietnamese: 'Báo có này chỉ còn {left}, không trả lại được {asked}.',
    inEnglish: 'This bank notice has only {left} left; {asked} cannot be sent back.',
  },
  BANK_NOTICE_CONTRADICTS: {
    kind: 'conflict',
    english: 'The amount of the notice is less than the payment that an officer confirmed with its reference; undo that payment first.',
    vietnamese: 'Ngân hàng báo {noticed}, ít hơn lần thu {confirmed} đã xác nhận tại quầy. Xin huỷ lần thu ghi nhầm trước.',
    inEnglish:
      'The bank announces {noticed}, less than the payment of {confirmed} confirmed at the counter. Please cancel the payment recorded by mistake first.',
  },
  RETURN_NOT_FOUND: {
    kind: 'not_found',
    english: 'No return with this number waits for a decision.',
    vietnamese: 'Không có lần trả lại tiền nào như vậy đang chờ duyệt.',
    inEnglish: 'No such return of money waits for approval.',
  },
  RETURN_REFERENCE_USED: {
    kind: 'conflict',
    english: 'The reference of the outgoing transfer was used for another return.',
    vietnamese: 'Số tham chiếu của lệnh chuyển trả này đã dùng cho lần trả khác.',
    inEnglish: 'The reference of this transfer was used for another return.',
  },
  BANK_REFERENCE_NEEDED: {
    kind: 'invalid',
    english: 'A bank payment needs the reference of the bank transaction.',
    vietnamese: 'Xin ghi số tham chiếu giao dịch của ngân hàng để xác nhận tiền đã đến.',
    inEnglish: 'Please enter the reference of the bank transaction to confirm that the money arrived.',
  },
  BANK_REFERENCE_USED: {
    kind: 'conflict',
    english: 'This bank transaction was already used for a payment or announced by the bank.',
    vietnamese: 'Giao dịch ngân hàng này đã được ghi nhận. Xin xem danh sách báo có.',
    inEnglish: 'This bank transaction is already recorded. Please see the list of bank notices.',
  },
  ADJUSTMENT_UNFOUNDED: {
    kind: 'invalid',
    english: 'An adjustment needs a listed ground and a reason.',
    vietnamese: 'Miễn, giảm hoặc xác định mức thu cần có căn cứ trong danh mục và lý do.',
    inEnglish: 'To waive, lower or assess a charge needs a ground of the list and a reason.',
    law: '97/2015/QH13 Điều 10 (không kiểm chứng lời văn)',
  },
  ADJUSTMENT_AMOUNT_WRONG: {
    kind: 'invalid',
    english: 'The adjusted amount is not a whole number of đồng in range, a reduction does not reduce, or the timing is missing.',
    vietnamese: 'Mức điều chỉnh cho “{name}” chưa đúng.',
    inEnglish: 'The changed amount of “{name}” is not right.',
  },
  CASH_DAY_OPEN: {
    kind: 'conflict',
    english: 'An earlier day of this cashier is not closed; it must be closed before cash is taken today.',
    vietnamese: 'Sổ quỹ ngày {day} của ông/bà chưa chốt. Xin kiểm đếm và chốt ngày đó trước.',
    inEnglish: 'Your cash book of {day} is not closed. Please count and close that day first.',
  },
  CASH_DAY_CLOSED: {
    kind: 'conflict',
    english: 'The cash day is closed; no entry can be added.',
    vietnamese: 'Sổ quỹ ngày {day} đã chốt, không ghi thêm được.',
    inEnglish: 'The cash book of {day} is closed; nothing more can be entered.',
  },
  CASH_DAY_NOT_FOUND: {
    kind: 'not_found',
    english: 'This cashier has no cash day on that day.',
    vietnamese: 'Không có sổ quỹ của người thu này trong ngày đã chọn.',
    inEnglish: 'This cashier has no cash book on the day chosen.',
  },
  CASH_NOT_ENOUGH: {
    kind: 'conflict',
    english: 'The drawer contains less than the amount to pay out.',
    vietnamese: 'Quỹ còn {held} đồng, không đủ {asked} đồng.',
    inEnglish: 'The drawer has {held} đồng, not {asked} đồng.',
  },
  NOTES_WRONG: {
    kind: 'invalid',
    english: 'A denomination is unknown or listed twice, or a count is not a whole number.',
    vietnamese: 'Bảng kê mệnh giá chưa đúng. Mỗi mệnh giá ghi một lần, số tờ là số nguyên.',
    inEnglish: 'The list of notes is not right. Enter each value once, with a whole number of notes.',
  },
  DIFFERENCE_UNEXPLAINED: {
    kind: 'conflict',
    english: 'The counted cash differs from the book and no reason was given.',
    vietnamese: 'Kiểm đếm được {counted} đồng, sổ ghi {expected} đồng, chênh lệch {difference} đồng. Xin nêu lý do chênh lệch.',
    inEnglish: '{counted} đồng were counted, the book says {expected} đồng, a difference of {difference} đồng. Please state the reason.',
  },
  PAYMENT_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such payment that the caller may see.',
    vietnamese: 'Không tìm thấy lần nộp tiền này, hoặc ngoài phạm vi nhiệm vụ của ông/bà.',
    inEnglish: 'There is no such payment, or it is outside your duty.',
  },
  PAYMENT_ALREADY_REVERSED: {
    kind: 'conflict',
    english: 'The payment was refunded or reversed, or a request for this is pending.',
    vietnamese: 'Lần nộp tiền này đã hoàn trả, đã huỷ, hoặc đang chờ duyệt hoàn trả.',
    inEnglish: 'This payment was refunded or cancelled, or its refund waits for approval.',
  },
  MISTAKE_TOO_LATE: {
    kind: 'conflict',
    english: 'Only the cashier who took a payment may undo it, on the same day; later it needs a refund.',
    vietnamese: 'Chỉ người thu được huỷ lần thu nhầm, trong chính ngày thu. Sau đó phải làm thủ tục hoàn trả.',
    inEnglish: 'Only the cashier may cancel a mistaken payment, and only on its day. After that it must be refunded.',
  },
  REVERSAL_NOT_FOUND: {
    kind: 'not_found',
    english: 'No pending refund request that the caller may decide.',
    vietnamese: 'Không có đề nghị hoàn trả nào đang chờ với mã này.',
    inEnglish: 'No refund with this code waits.',
  },
  FOUR_EYES: {
    kind: 'forbidden',
    english: 'The person who requested a refund above the limit may not approve it.',
    vietnamese: 'Người đề nghị hoàn trả không được tự duyệt. Xin chuyển người khác duyệt.',
    inEnglish: 'The person who asked for a refund may not approve it. Please ask another person.',
  },
  BANK_NOTICE_NOT_BELIEVED: {
    kind: 'forbidden',
    english: 'The signature of the notice is wrong, or the account has no secret.',
    vietnamese: 'Chữ ký của báo có không đúng.',
    inEnglish: 'The signature of the bank notice is not right.',
  },
  BANK_NOTICE_DIFFERS: {
    kind: 'conflict',
    english: 'A notice with this transaction id was received before with other content.',
    vietnamese: 'Giao dịch này đã được báo với nội dung khác.',
    inEnglish: 'This transaction was announced before with another content.',
  },
  BANK_NOTICE_DATED_WRONG: {
    kind: 'invalid',
    english: 'The date of the payment in the notice is after tomorrow or more than a year ago.',
    vietnamese: 'Ngày tiền về ghi trên báo có chưa hợp lý: không sau ngày mai và không quá một năm trước.',
    inEnglish: 'The day of the money on the notice cannot be right: not after tomorrow and at most a year ago.',
  },
  BANK_NOTICE_NOT_FOUND: {
    kind: 'not_found',
    english: 'No unmatched notice with this id that the caller may see.',
    vietnamese: 'Không có báo có nào chờ đối chiếu với mã này.',
    inEnglish: 'No bank notice with this code waits to be matched.',
  },
  RECEIPT_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such receipt that the caller may see.',
    vietnamese: 'Không tìm thấy biên lai này, hoặc ngoài phạm vi nhiệm vụ của ông/bà.',
    inEnglish: 'There is no such receipt, or it is outside your duty.',
  },
  RECEIPT_REPLACED: {
    kind: 'conflict',
    english: 'The receipt has already been replaced or cancelled.',
    vietnamese: 'Biên lai này đã được thay thế hoặc đã huỷ.',
    inEnglish: 'This receipt was replaced or cancelled.',
  },
  RECEIPT_NUMBERS_USED_UP: {
    kind: 'conflict',
    english: 'Number 99999999 of this series has been used this year.',
    vietnamese: 'Ký hiệu biên lai này đã dùng hết số trong năm. Xin khai báo ký hiệu mới.',
    inEnglish: 'The numbers of this receipt symbol are used up for the year. Please enter a new symbol.',
    law: '254/2026/NĐ-CP (số biên lai tối đa 8 chữ số; số điều chưa kiểm chứng)',
  },
} as const satisfies RefusalCatalogue
export type PaymentRefusalCode = keyof typeof paymentRefusals
