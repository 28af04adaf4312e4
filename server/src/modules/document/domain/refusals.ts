import type { RefusalCatalogue } from '#kernel/refusal.ts'

/** Why this module says no. */
export const documentRefusals = {
  CITIZEN_CARD_UNREADABLE: {
    kind: 'invalid',
    english: 'The text is not the QR code of a citizen card; no field could be read.',
    vietnamese: 'Nội dung quét không phải mã QR của thẻ căn cước. Xin quét lại hoặc nhập tay.',
    inEnglish: 'What was scanned is not the QR code of a citizen card. Please scan again or type it in.',
  },
  PRESS_BUSY: {
    kind: 'too_many',
    english: 'Too many previews wait to be rendered. Retry in a few seconds.',
    vietnamese: 'Đang có nhiều người xem trước bản in. Xin chờ vài giây rồi xem lại.',
    inEnglish: 'Many people are looking at print previews. Please wait a few seconds and look again.',
  },
  DOCUMENT_NOT_FOUND: {
    kind: 'not_found',
    english: 'This form was never issued for this dossier.',
    vietnamese: 'Hồ sơ này chưa có giấy tờ đó. Xin kiểm tra lại loại giấy cần in.',
    inEnglish: 'This dossier does not have that paper yet. Please check the kind of paper.',
  },
  FILE_EMPTY: {
    kind: 'invalid',
    english: 'The body is empty.',
    vietnamese: 'Tệp không có nội dung. Xin kiểm tra lại tệp đã chọn.',
    inEnglish: 'The file is empty. Please check the file you chose.',
  },
  FILE_TOO_LARGE: {
    kind: 'invalid',
    english: 'The file is larger than 20 MB (20 971 520 bytes); answered with 413, before anything is stored.',
    vietnamese: 'Tệp lớn hơn 20 MB. Xin quét lại ở độ phân giải thấp hơn (200–300 dpi), hoặc tách thành nhiều tệp.',
    inEnglish: 'The file is larger than 20 MB. Please scan with a lower resolution (200–300 dpi), or split it.',
  },
  FILE_NAME_MISSING: {
    kind: 'invalid',
    english: 'Content-Disposition has no readable file name (RFC 6266, RFC 8187).',
    vietnamese: 'Tệp chưa có tên. Xin đặt tên cho tệp rồi gửi lại.',
    inEnglish: 'The file has no name. Please name it and send it again.',
  },
  FILE_DIGEST_DIFFERS: {
    kind: 'invalid',
    english: 'The received bytes do not match Content-Digest (RFC 9530), or the header cannot be read; nothing was stored.',
    vietnamese: 'Tệp nhận được không giống tệp đã gửi; có thể bị hỏng trên đường truyền. Chưa lưu gì; xin gửi lại.',
    inEnglish: 'The file received is not the file sent; it may have been damaged on the way. Nothing was stored; please send it again.',
  },
  FILE_TYPE_UNKNOWN: {
    kind: 'invalid',
    english: 'By its bytes the file is none of the accepted types: PDF, JPEG, PNG, TIFF, DOCX, XLSX.',
    vietnamese: 'Nội dung tệp “{name}” không phải PDF, ảnh (JPEG, PNG, TIFF), DOCX hay XLSX nên không nhận được.',
    inEnglish: 'The content of “{name}” is not PDF, a picture (JPEG, PNG, TIFF), DOCX or XLSX, so it is not accepted.',
  },
  FILE_NOT_WHAT_IT_SAYS: {
    kind: 'invalid',
    english: 'The extension of the name does not match the type of the bytes.',
    vietnamese: 'Tệp “{name}” có nội dung là {is}, không đúng như đuôi tên tệp. Xin kiểm tra lại tệp, hoặc đổi đuôi tên cho đúng.',
    inEnglish: 'The content of “{name}” is {is}, which does not match its ending. Please check the file, or correct the ending.',
  },
  FILE_PDF_BROKEN: {
    kind: 'invalid',
    english: 'The PDF is truncated or damaged; its cross-reference tables cannot be read.',
    vietnamese: 'Tệp PDF “{name}” bị cắt cụt hoặc hỏng, không đọc được. Xin mở thử tệp, xuất hoặc quét lại rồi gửi.',
    inEnglish: 'The PDF “{name}” is cut short or damaged and cannot be read. Please open it, export or scan it again, and send it.',
  },
  FILE_PDF_EMPTY: {
    kind: 'invalid',
    english: 'The PDF has no page.',
    vietnamese: 'Tệp PDF “{name}” không có trang nào. Xin kiểm tra lại tệp.',
    inEnglish: 'The PDF “{name}” has no page. Please check the file.',
  },
  FILE_PDF_LOCKED: {
    kind: 'invalid',
    english: 'The PDF is encrypted.',
    vietnamese: 'Tệp PDF “{name}” đặt mật khẩu nên cơ quan không đọc được. Xin gửi bản không đặt mật khẩu.',
    inEnglish: 'The PDF “{name}” has a password, so the agency cannot read it. Please send a copy without one.',
  },
  FILE_PDF_ACTS: {
    kind: 'invalid',
    english:
      'The PDF runs a script, starts a program, sends or fetches data, opens another file, plays media or is a dynamic form (XFA); no paper needs that.',
    vietnamese: 'Tệp PDF “{name}” có {what} nên không nhận được. Xin in lại thành PDF thường (Print to PDF) rồi gửi.',
    inEnglish: 'The PDF “{name}” has {what}, so it is not accepted. Please print it to an ordinary PDF and send that.',
  },
  FILE_PDF_CARRIES: {
    kind: 'invalid',
    english: 'The PDF embeds a file that is not plain data: only XML, plain text and pictures may be embedded.',
    vietnamese:
      'Tệp PDF “{name}” kèm bên trong “{what}” nên không nhận được; chỉ nhận phần kèm là dữ liệu XML, văn bản thường hoặc ảnh. Xin gửi tệp kèm thành tệp riêng, hoặc in lại thành PDF thường rồi gửi.',
    inEnglish:
      'The PDF “{name}” carries “{what}” inside, so it is not accepted; only XML data, plain text or pictures may be carried. Please send it as a file of its own, or print to an ordinary PDF.',
  },
  FILE_OFFICE_BROKEN: {
    kind: 'invalid',
    english: 'The DOCX or XLSX is not a readable ZIP file.',
    vietnamese: 'Tệp “{name}” bị cắt cụt hoặc hỏng, không mở được. Xin mở thử tệp, lưu lại hoặc xuất ra PDF rồi gửi.',
    inEnglish:
      'The file “{name}” is cut short or damaged and cannot be opened. Please open it, save it again or export it to PDF, and send it.',
  },
  FILE_OFFICE_MACRO: {
    kind: 'invalid',
    english: 'The DOCX or XLSX contains macros (vbaProject).',
    vietnamese: 'Tệp “{name}” có macro (mã lệnh) nên không nhận được. Xin lưu lại không kèm macro, hoặc xuất ra PDF rồi gửi.',
    inEnglish: 'The file “{name}” has macros, so it is not accepted. Please save it without macros, or export it to PDF.',
  },
  FILE_OFFICE_OUTSIDE: {
    kind: 'invalid',
    english: 'The DOCX or XLSX fetches a template, an object or a picture from outside when it is opened.',
    vietnamese:
      'Tệp “{name}” lấy nội dung từ nơi khác khi mở (mẫu, đối tượng hoặc ảnh liên kết) nên không nhận được. Xin nhúng nội dung vào tệp, hoặc xuất ra PDF rồi gửi.',
    inEnglish:
      'The file “{name}” loads content from elsewhere when opened (a template, a linked object or picture), so it is not accepted. Please embed the content, or export it to PDF.',
  },
  FILE_OFFICE_ACTIVE: {
    kind: 'invalid',
    english: 'The DOCX or XLSX contains an OLE object, an ActiveX control, a DDE link, an imported part or another file that could run.',
    vietnamese: 'Tệp “{name}” có {what} nên không nhận được. Xin bỏ phần đó rồi lưu lại, hoặc xuất ra PDF rồi gửi.',
    inEnglish: 'The file “{name}” has {what}, so it is not accepted. Please remove that and save again, or export it to PDF.',
  },
  FILE_PICTURE_BROKEN: {
    kind: 'invalid',
    english: 'The picture is truncated or contains no image.',
    vietnamese: 'Tệp ảnh “{name}” bị cắt cụt hoặc hỏng, không xem được. Xin mở thử ảnh, chụp hoặc quét lại rồi gửi.',
    inEnglish: 'The picture “{name}” is cut short or damaged and cannot be shown. Please open it, take or scan it again, and send it.',
  },
  FILE_PICTURE_TOO_LARGE: {
    kind: 'invalid',
    english: 'The picture is longer than 30 000 points on one side, or has more than 250 million; details contain its size.',
    vietnamese: 'Ảnh “{name}” có kích thước {what} điểm ảnh, quá lớn để mở. Xin quét lại ở 200–300 dpi rồi gửi.',
    inEnglish: 'The picture “{name}” has {what} pixels, too many to open. Please scan it at 200–300 dpi.',
  },
  FILE_TWO_KINDS: {
    kind: 'invalid',
    english: 'The file also has a second type: an archive, a program, a page for a browser or a PDF comes before or after it.',
    vietnamese: 'Tệp “{name}” chứa thêm {what} bên trong nên không nhận được. Xin in lại thành PDF, hoặc chụp, quét lại rồi gửi.',
    inEnglish: 'The file “{name}” contains {what} inside, so it is not accepted. Please print it to PDF, or take or scan it again.',
  },
  FILE_INFECTED: {
    kind: 'invalid',
    english: 'The virus scanner found malware in the file; details name it. Nothing was stored.',
    vietnamese: 'Tệp “{name}” có mã độc ({what}) nên không nhận được. Xin quét virus máy của mình rồi gửi tệp khác.',
    inEnglish: 'The file “{name}” contains malware ({what}), so it is not accepted. Please scan your computer and send another file.',
  },
  FILE_NOT_SCANNED: {
    kind: 'conflict',
    english:
      'The file waits for the virus scanner, which did not answer at its arrival; it is quarantined and cannot be opened until then.',
    vietnamese: 'Tệp “{name}” đang chờ quét mã độc nên chưa mở được. Hệ thống tự quét lại mỗi phút.',
    inEnglish: 'The file “{name}” waits for the malware scan and cannot be opened yet. The system scans it again every minute.',
  },
  FILE_FOUND_INFECTED: {
    kind: 'conflict',
    english: 'The file was quarantined and the virus scanner has since found malware in it; it cannot be opened.',
    vietnamese: 'Tệp “{name}” có mã độc ({what}) nên không ai được mở. Xin đề nghị người nộp gửi tệp khác.',
    inEnglish: 'The file “{name}” contains malware ({what}), so nobody may open it. Please ask the applicant for another file.',
  },
  FILE_TOO_HARD: {
    kind: 'invalid',
    english: 'Checking the file exceeded the limit of time or memory for one file.',
    vietnamese: 'Tệp “{name}” quá phức tạp để kiểm tra. Xin in lại thành PDF rồi gửi, hoặc tách thành nhiều tệp.',
    inEnglish: 'The file “{name}” is too complex to check. Please print it to PDF, or split it.',
  },
  FILES_BUSY: {
    kind: 'too_many',
    english: 'Too many files are being received or checked at this moment; nothing was stored. Send again with the same Idempotency-Key.',
    vietnamese: 'Đang có nhiều tệp được gửi cùng lúc. Chưa lưu tệp này; xin gửi lại sau ít giây.',
    inEnglish: 'Many files are being sent at once. This one was not stored; please send it again in a few seconds.',
  },
  FILE_NOT_FOUND: {
    kind: 'not_found',
    english: 'This dossier has no such file.',
    vietnamese: 'Hồ sơ không có tệp này.',
    inEnglish: 'The dossier has no such file.',
  },
  FILE_ALREADY_WITHDRAWN: {
    kind: 'conflict',
    english: 'The file was already withdrawn; the answer contains the time.',
    vietnamese: 'Tệp này đã được gỡ lúc {when}.',
    inEnglish: 'This file was removed at {when}.',
  },
  FILE_NOT_PDF: {
    kind: 'conflict',
    english: 'Only the signatures of PDF files are checked.',
    vietnamese: 'Tệp này không phải PDF nên không có chữ ký số để kiểm tra.',
    inEnglish: 'This file is not a PDF, so it has no digital signature to check.',
  },
} as const satisfies RefusalCatalogue
