import type { RefusalCatalogue } from '#kernel/refusal.ts'

/** Why this module says no. */
export const documentRefusals = {
  CITIZEN_CARD_UNREADABLE: {
    kind: 'invalid',
    english: 'The text is not the QR code of a citizen card; nothing of use could be read.',
    vietnamese: 'Nội dung quét không phải mã QR của thẻ căn cước. Xin quét lại hoặc nhập tay.',
  },
  PRESS_BUSY: {
    kind: 'too_many',
    english: 'Many previews wait to be printed at this moment. Ask again in a few seconds.',
    vietnamese: 'Đang có nhiều người xem trước bản in. Xin chờ vài giây rồi xem lại.',
  },
  DOCUMENT_NOT_FOUND: {
    kind: 'not_found',
    english: 'This form was never issued for this dossier.',
    vietnamese: 'Hồ sơ này chưa có giấy tờ đó. Xin kiểm tra lại loại giấy cần in.',
  },
  FILE_EMPTY: {
    kind: 'invalid',
    english: 'The body holds no byte.',
    vietnamese: 'Tệp không có nội dung. Xin kiểm tra lại tệp đã chọn.',
  },
  FILE_TOO_LARGE: {
    kind: 'invalid',
    english: 'The file is larger than 20 MB (20 971 520 bytes); answered with 413, before anything is kept.',
    vietnamese: 'Tệp lớn hơn 20 MB. Xin quét lại ở độ phân giải thấp hơn (200–300 dpi), hoặc tách thành nhiều tệp.',
  },
  FILE_NAME_MISSING: {
    kind: 'invalid',
    english: 'Content-Disposition gives no file name that could be read (RFC 6266, RFC 8187).',
    vietnamese: 'Tệp chưa có tên. Xin đặt tên cho tệp rồi gửi lại.',
  },
  FILE_DIGEST_DIFFERS: {
    kind: 'invalid',
    english: 'The bytes that arrived are not those of Content-Digest (RFC 9530), or the header cannot be read; nothing was kept.',
    vietnamese: 'Tệp nhận được không giống tệp đã gửi; có thể bị hỏng trên đường truyền. Chưa lưu gì; xin gửi lại.',
  },
  FILE_TYPE_UNKNOWN: {
    kind: 'invalid',
    english: 'By its bytes the file is none of the kinds taken: PDF, JPEG, PNG, TIFF, DOCX, XLSX.',
    vietnamese: 'Nội dung tệp “{name}” không phải PDF, ảnh (JPEG, PNG, TIFF), DOCX hay XLSX nên không nhận được.',
  },
  FILE_NOT_WHAT_IT_SAYS: {
    kind: 'invalid',
    english: 'The extension of the name says another kind than the bytes.',
    vietnamese: 'Tệp “{name}” có nội dung là {is}, không đúng như đuôi tên tệp. Xin kiểm tra lại tệp, hoặc đổi đuôi tên cho đúng.',
  },
  FILE_PDF_BROKEN: {
    kind: 'invalid',
    english: 'The PDF is cut off or damaged and cannot be read by its own tables.',
    vietnamese: 'Tệp PDF “{name}” bị cắt cụt hoặc hỏng, không đọc được. Xin mở thử tệp, xuất hoặc quét lại rồi gửi.',
  },
  FILE_PDF_EMPTY: {
    kind: 'invalid',
    english: 'The PDF has no page.',
    vietnamese: 'Tệp PDF “{name}” không có trang nào. Xin kiểm tra lại tệp.',
  },
  FILE_PDF_LOCKED: {
    kind: 'invalid',
    english: 'The PDF is encrypted.',
    vietnamese: 'Tệp PDF “{name}” đặt mật khẩu nên cơ quan không đọc được. Xin gửi bản không đặt mật khẩu.',
  },
  FILE_PDF_ACTS: {
    kind: 'invalid',
    english:
      'The PDF runs a script, starts a program, sends or fetches data, opens another file, plays media or is a dynamic form (XFA); no paper needs that.',
    vietnamese: 'Tệp PDF “{name}” có {what} nên không nhận được. Xin in lại thành PDF thường (Print to PDF) rồi gửi.',
  },
  FILE_PDF_CARRIES: {
    kind: 'invalid',
    english: 'The PDF carries a file that is more than data: only XML, plain text and pictures may be inside a paper.',
    vietnamese:
      'Tệp PDF “{name}” kèm bên trong “{what}” nên không nhận được; chỉ nhận phần kèm là dữ liệu XML, văn bản thường hoặc ảnh. Xin gửi tệp kèm thành tệp riêng, hoặc in lại thành PDF thường rồi gửi.',
  },
  FILE_OFFICE_BROKEN: {
    kind: 'invalid',
    english: 'The DOCX or XLSX cannot be opened as the ZIP it should be.',
    vietnamese: 'Tệp “{name}” bị cắt cụt hoặc hỏng, không mở được. Xin mở thử tệp, lưu lại hoặc xuất ra PDF rồi gửi.',
  },
  FILE_OFFICE_MACRO: {
    kind: 'invalid',
    english: 'The DOCX or XLSX holds macros (vbaProject).',
    vietnamese: 'Tệp “{name}” có macro (mã lệnh) nên không nhận được. Xin lưu lại không kèm macro, hoặc xuất ra PDF rồi gửi.',
  },
  FILE_OFFICE_OUTSIDE: {
    kind: 'invalid',
    english: 'The DOCX or XLSX fetches a template, an object or a picture from outside when it is opened.',
    vietnamese:
      'Tệp “{name}” lấy nội dung từ nơi khác khi mở (mẫu, đối tượng hoặc ảnh liên kết) nên không nhận được. Xin nhúng nội dung vào tệp, hoặc xuất ra PDF rồi gửi.',
  },
  FILE_OFFICE_ACTIVE: {
    kind: 'invalid',
    english: 'The DOCX or XLSX holds an OLE object, an ActiveX control, a DDE link, an imported part or another file that could run.',
    vietnamese: 'Tệp “{name}” có {what} nên không nhận được. Xin bỏ phần đó rồi lưu lại, hoặc xuất ra PDF rồi gửi.',
  },
  FILE_PICTURE_BROKEN: {
    kind: 'invalid',
    english: 'The picture is cut off, or holds no picture.',
    vietnamese: 'Tệp ảnh “{name}” bị cắt cụt hoặc hỏng, không xem được. Xin mở thử ảnh, chụp hoặc quét lại rồi gửi.',
  },
  FILE_PICTURE_TOO_LARGE: {
    kind: 'invalid',
    english: 'The picture is longer than 30 000 points on one side, or has more than 250 million; details say its size.',
    vietnamese: 'Ảnh “{name}” có kích thước {what} điểm ảnh, quá lớn để mở. Xin quét lại ở 200–300 dpi rồi gửi.',
  },
  FILE_TWO_KINDS: {
    kind: 'invalid',
    english: 'The file is something else as well: an archive, a program, a page for a browser or a PDF stands before or behind it.',
    vietnamese: 'Tệp “{name}” chứa thêm {what} bên trong nên không nhận được. Xin in lại thành PDF, hoặc chụp, quét lại rồi gửi.',
  },
  FILE_INFECTED: {
    kind: 'invalid',
    english: 'The virus scanner found something in the file; details say what. Nothing was kept.',
    vietnamese: 'Tệp “{name}” có mã độc ({what}) nên không nhận được. Xin quét virus máy của mình rồi gửi tệp khác.',
  },
  FILE_NOT_SCANNED: {
    kind: 'conflict',
    english: 'The file waits for the virus scanner, which did not answer when it came; it is kept apart and nobody opens it until then.',
    vietnamese: 'Tệp “{name}” đang chờ quét mã độc nên chưa mở được. Hệ thống tự quét lại mỗi phút.',
  },
  FILE_FOUND_INFECTED: {
    kind: 'conflict',
    english: 'The file was kept apart and the virus scanner has since found something in it; nobody opens it.',
    vietnamese: 'Tệp “{name}” có mã độc ({what}) nên không ai được mở. Xin đề nghị người nộp gửi tệp khác.',
  },
  FILE_TOO_HARD: {
    kind: 'invalid',
    english: 'Judging the file took longer, or more memory, than is spent on any file.',
    vietnamese: 'Tệp “{name}” quá phức tạp để kiểm tra. Xin in lại thành PDF rồi gửi, hoặc tách thành nhiều tệp.',
  },
  FILES_BUSY: {
    kind: 'too_many',
    english: 'Too many files are being received or judged at this moment; nothing was kept. Send again with the same Idempotency-Key.',
    vietnamese: 'Đang có nhiều tệp được gửi cùng lúc. Chưa lưu tệp này; xin gửi lại sau ít giây.',
  },
  FILE_NOT_FOUND: {
    kind: 'not_found',
    english: 'This dossier has no such file.',
    vietnamese: 'Hồ sơ không có tệp này.',
  },
  FILE_ALREADY_WITHDRAWN: {
    kind: 'conflict',
    english: 'The file was withdrawn before; the answer says when.',
    vietnamese: 'Tệp này đã được gỡ lúc {when}.',
  },
  FILE_NOT_PDF: {
    kind: 'conflict',
    english: 'Only PDF files carry signatures that are judged.',
    vietnamese: 'Tệp này không phải PDF nên không có chữ ký số để kiểm tra.',
  },
} as const satisfies RefusalCatalogue
