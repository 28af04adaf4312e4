import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const centreRefusals = {
  CENTRE_NOT_FOUND: {
    kind: 'not_found',
    english: 'No centre of this locality has that code.',
    vietnamese: 'Không có trung tâm nào mang mã {code}. Xin chọn lại trong danh sách trung tâm.',
  },
} as const satisfies RefusalCatalogue
