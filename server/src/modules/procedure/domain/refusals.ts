import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const procedureRefusals = {
  PROCEDURE_NOT_FOUND: {
    kind: 'not_found',
    english: 'No procedure of this locality has that code, or none was in force on that day.',
    vietnamese: 'Không có thủ tục mang mã {code} đang có hiệu lực. Xin kiểm tra lại mã hoặc tìm theo tên.',
    inEnglish: 'No procedure with the code {code} is in force. Please check the code or search by name.',
  },
  PROCEDURE_NOT_PUBLISHABLE: {
    kind: 'invalid',
    english: 'A procedure cannot be published without agency, handling and limit, or its parts contradict each other.',
    vietnamese: 'Chưa thể công bố thủ tục {code}: {reason}',
    inEnglish: 'Procedure {code} cannot be published yet: {reason}',
    law: '63/2010/NĐ-CP Điều 8',
  },
  PROCEDURE_CODE_UNFIT: {
    kind: 'invalid',
    english: 'A procedure has the code of the national database, such as 1.001193, or a local variant of it.',
    vietnamese: 'Mã thủ tục chưa đúng dạng 1.001193 của Cơ sở dữ liệu quốc gia.',
    inEnglish: 'The code of a procedure has the form 1.001193 of the national database.',
  },
  PROCEDURE_CODE_TAKEN: {
    kind: 'conflict',
    english: 'A procedure with this code exists, possibly imported or as a draft; change it in its own draft.',
    vietnamese: 'Đã có thủ tục mang mã {code}. Xin mở thủ tục đó để sửa.',
    inEnglish: 'There is already a procedure with the code {code}. Please open that one to edit it.',
  },
  VERSION_NOT_FOUND: {
    kind: 'not_found',
    english: 'The procedure has no version or draft with that id.',
    vietnamese: 'Thủ tục {code} không có phiên bản hoặc bản soạn thảo này. Xin tải lại trang.',
    inEnglish: 'Procedure {code} has no such version or draft. Please reload the page.',
  },
  VERSION_DRAFT_GONE: {
    kind: 'not_found',
    english: 'The procedure has no open draft with that id; it may have been published already.',
    vietnamese: 'Không còn bản soạn thảo này của thủ tục {code}; có thể đã được công bố. Xin tải lại trang.',
    inEnglish: 'Procedure {code} no longer has this draft; it may have been published. Please reload the page.',
  },
  DRAFT_CHANGED: {
    kind: 'conflict',
    english: 'The draft was saved after the revision that the request names.',
    vietnamese: '{who} vừa lưu bản soạn thảo này. Xin tải lại để xem bản mới rồi sửa tiếp.',
    inEnglish: '{who} has just saved this draft. Please reload to see the newer version, then continue.',
  },
  DRAFT_UNCHANGED: {
    kind: 'conflict',
    english: 'The draft equals the version in force or the last planned one.',
    vietnamese: 'Bản soạn thảo giống hệt phiên bản đang áp dụng của thủ tục {code}, nên không có gì để công bố.',
    inEnglish: 'The draft is the same as the present version of procedure {code}; there is nothing to publish.',
  },
  PROCEDURE_NOT_YOURS: {
    kind: 'forbidden',
    english:
      'A procedure, its versions, synonyms and trial copies apply to every centre. Only a role of the whole locality or of the competent agency may decide on them.',
    vietnamese:
      'Thủ tục áp dụng cho mọi Trung tâm, nên chỉ người có vai trò trong toàn tỉnh hoặc của cơ quan giải quyết thủ tục mới làm được việc này. Xin chuyển cho người đó.',
    inEnglish:
      'A procedure applies at every centre, so only a person with a role in the whole province or in the agency that settles it may do this. Please hand it to such a person.',
  },
  EDITOR_CANNOT_PUBLISH: {
    kind: 'forbidden',
    english: 'A person who edited a draft may not publish it.',
    vietnamese: 'Ông/bà đã tham gia soạn bản này nên không tự công bố. Xin chuyển người khác có thẩm quyền kiểm tra và công bố.',
    inEnglish:
      'You took part in writing this draft, so you may not publish it. Please ask another person with the right to check and publish it.',
  },
  PROCESS_UNREADABLE: {
    kind: 'invalid',
    english: 'A cell of the step table cannot be parsed; the fields name it and the position.',
    vietnamese: 'Có ô “Tiếp theo” chưa đọc được. Xin xem từng ô được đánh dấu.',
    inEnglish: 'A field “Next” could not be read. Please see each field that is marked.',
  },
  DRAFT_OUT_OF_BOUNDS: {
    kind: 'invalid',
    english: 'A limit of the draft cannot be computed, or its process is too large for a step table; the fields name the place.',
    vietnamese: 'Bản soạn thảo chưa lưu được: {first}',
    inEnglish: 'The draft could not be saved: {first}',
  },
  PROCESS_NOT_WRITTEN: {
    kind: 'not_found',
    english: 'The source of this version contains no steps, so there is no process to show.',
    vietnamese: 'Thủ tục {code} chưa có quy trình.',
    inEnglish: 'Procedure {code} has no process yet.',
  },
  BPMN_REFUSED: {
    kind: 'invalid',
    english: 'The BPMN file contains elements that a process here does not support; the fields name each element with a permanent code.',
    vietnamese: 'Tệp BPMN chưa dùng được, có {count} điểm. Trước hết: {first}',
    inEnglish: 'The BPMN file cannot be used; it has {count} faults. The first: {first}',
  },
  PROCESS_NOT_SOUND: {
    kind: 'invalid',
    english: 'The publish gate has findings that must be resolved first; the fields list them.',
    vietnamese: 'Chưa công bố được, còn {count} điểm cần sửa. Trước hết: {first}',
    inEnglish: 'It cannot be published yet; {count} points remain to be corrected. The first: {first}',
    law: '63/2010/NĐ-CP Điều 8',
  },
  SYNONYM_NOT_FOUND: {
    kind: 'not_found',
    english: 'No synonym with that id.',
    vietnamese: 'Không còn từ đồng nghĩa này; có thể người khác đã xoá. Xin tải lại danh sách.',
    inEnglish: 'This synonym no longer exists; somebody may have removed it. Please reload the list.',
  },
  SYNONYM_EXISTS: {
    kind: 'conflict',
    english: 'The phrase already has this meaning.',
    vietnamese: 'Từ “{phrase}” đã được ghi với nghĩa này.',
    inEnglish: '“{phrase}” is already listed with this meaning.',
  },
  SYNONYM_EMPTY: {
    kind: 'invalid',
    english: 'Phrase or meaning has no letter or digit.',
    vietnamese: 'Từ hay dùng và cách gọi trong văn bản đều phải có chữ.',
    inEnglish: 'Both the everyday words and the official words must be filled in.',
  },
} as const satisfies RefusalCatalogue
