import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const procedureRefusals = {
  PROCEDURE_NOT_FOUND: {
    kind: 'not_found',
    english: 'No procedure of this locality has that code, or none was in force on that day.',
    vietnamese: 'Không có thủ tục mang mã {code} đang có hiệu lực. Xin kiểm tra lại mã hoặc tìm theo tên.',
  },
  PROCEDURE_NOT_PUBLISHABLE: {
    kind: 'invalid',
    english: 'A procedure cannot be published without agency, handling and limit, or its parts contradict each other.',
    vietnamese: 'Chưa thể công bố thủ tục {code}: {reason}',
    law: '63/2010/NĐ-CP Điều 8',
  },
  PROCEDURE_CODE_UNFIT: {
    kind: 'invalid',
    english: 'A procedure has the code of the national database, such as 1.001193, or a local variant of it.',
    vietnamese: 'Mã thủ tục chưa đúng dạng 1.001193 của Cơ sở dữ liệu quốc gia.',
  },
  PROCEDURE_CODE_TAKEN: {
    kind: 'conflict',
    english: 'A procedure with this code exists, possibly imported or as a draft; change it in its own draft.',
    vietnamese: 'Đã có thủ tục mang mã {code}. Xin mở thủ tục đó để sửa.',
  },
  VERSION_NOT_FOUND: {
    kind: 'not_found',
    english: 'The procedure has no version or draft with that id.',
    vietnamese: 'Thủ tục {code} không có phiên bản hoặc bản soạn thảo này. Xin tải lại trang.',
  },
  VERSION_DRAFT_GONE: {
    kind: 'not_found',
    english: 'The procedure has no open draft with that id; it may have been published already.',
    vietnamese: 'Không còn bản soạn thảo này của thủ tục {code}; có thể đã được công bố. Xin tải lại trang.',
  },
  DRAFT_CHANGED: {
    kind: 'conflict',
    english: 'The draft was saved after the revision that the request names.',
    vietnamese: '{who} vừa lưu bản soạn thảo này. Xin tải lại để xem bản mới rồi sửa tiếp.',
  },
  PROCEDURE_NOT_YOURS: {
    kind: 'forbidden',
    english:
      'A procedure, its versions, synonyms and trial copies apply to every centre. Only a role of the whole locality or of the competent agency may decide on them.',
    vietnamese:
      'Thủ tục áp dụng cho mọi Trung tâm, nên chỉ người có vai trò trong toàn tỉnh hoặc của cơ quan giải quyết thủ tục mới làm được việc này. Xin chuyển cho người đó.',
  },
  EDITOR_CANNOT_PUBLISH: {
    kind: 'forbidden',
    english: 'A person who edited a draft may not publish it.',
    vietnamese: 'Ông/bà đã tham gia soạn bản này nên không tự công bố. Xin chuyển người khác có thẩm quyền kiểm tra và công bố.',
  },
  PROCESS_UNREADABLE: {
    kind: 'invalid',
    english: 'A cell of the step table cannot be parsed; the fields name it and the position.',
    vietnamese: 'Có ô “Tiếp theo” chưa đọc được. Xin xem từng ô được đánh dấu.',
  },
  DRAFT_OUT_OF_BOUNDS: {
    kind: 'invalid',
    english: 'A limit of the draft cannot be computed, or its process is too large for a step table; the fields name the place.',
    vietnamese: 'Bản soạn thảo chưa lưu được: {first}',
  },
  PROCESS_NOT_WRITTEN: {
    kind: 'not_found',
    english: 'The source of this version contains no steps, so there is no process to show.',
    vietnamese: 'Thủ tục {code} chưa có quy trình.',
  },
  BPMN_REFUSED: {
    kind: 'invalid',
    english: 'The BPMN file contains elements that a process here does not support; the fields name each element with a permanent code.',
    vietnamese: 'Tệp BPMN chưa dùng được, có {count} điểm. Trước hết: {first}',
  },
  PROCESS_NOT_SOUND: {
    kind: 'invalid',
    english: 'The publish gate has findings that must be resolved first; the fields list them.',
    vietnamese: 'Chưa công bố được, còn {count} điểm cần sửa. Trước hết: {first}',
    law: '63/2010/NĐ-CP Điều 8',
  },
  SYNONYM_NOT_FOUND: {
    kind: 'not_found',
    english: 'No synonym with that id.',
    vietnamese: 'Không còn từ đồng nghĩa này; có thể người khác đã xoá. Xin tải lại danh sách.',
  },
  SYNONYM_EXISTS: {
    kind: 'conflict',
    english: 'The phrase already has this meaning.',
    vietnamese: 'Từ “{phrase}” đã được ghi với nghĩa này.',
  },
  SYNONYM_EMPTY: {
    kind: 'invalid',
    english: 'Phrase or meaning has no letter or digit.',
    vietnamese: 'Từ hay dùng và cách gọi trong văn bản đều phải có chữ.',
  },
} as const satisfies RefusalCatalogue
