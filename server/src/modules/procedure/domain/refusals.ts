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
