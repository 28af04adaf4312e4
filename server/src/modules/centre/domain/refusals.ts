import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const centreRefusals = {
  CENTRE_NOT_FOUND: {
    kind: 'not_found',
    english: 'No centre of this locality has that code.',
    vietnamese: 'Không có trung tâm nào mang mã {code}. Xin chọn lại trong danh sách trung tâm.',
  },
  CENTRE_NOT_YOURS: {
    kind: 'forbidden',
    english: 'Only a manager of the centre says for which agencies it receives.',
    vietnamese: 'Chỉ người quản lý Trung tâm được chọn cơ quan mà Trung tâm tiếp nhận.',
  },
  SERVED_AGENCY_UNKNOWN: {
    kind: 'invalid',
    english: 'No agency of this locality has that code.',
    vietnamese: 'Không có cơ quan nào mang mã {code}. Xin chọn lại trong danh sách cơ quan.',
  },
} as const satisfies RefusalCatalogue
