import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const agencyRefusals = {
  AGENCY_NOT_FOUND: {
    kind: 'not_found',
    english: 'No agency of this locality has that code.',
    vietnamese: 'Không có cơ quan nào mang mã {code}. Xin chọn lại trong danh sách cơ quan.',
  },
} as const satisfies RefusalCatalogue
