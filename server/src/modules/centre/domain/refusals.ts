import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const centreRefusals = {
  CENTRE_NOT_FOUND: {
    kind: 'not_found',
    english: 'No centre of this locality has that code.',
    vietnamese: 'Không có trung tâm nào mang mã {code}. Xin chọn lại trong danh sách trung tâm.',
  },
  CENTRE_NOT_YOURS: {
    kind: 'forbidden',
    english:
      'Only the manager of the centre or an operator whose grant reaches it may set it up; only an operator of the whole locality may add centres.',
    vietnamese: 'Chỉ lãnh đạo Trung tâm này hoặc quản trị vận hành được thiết lập Trung tâm.',
  },
  SERVED_AGENCY_UNKNOWN: {
    kind: 'invalid',
    english: 'No agency of this locality has that code.',
    vietnamese: 'Không có cơ quan nào mang mã {code}. Xin chọn lại trong danh sách cơ quan.',
  },
  CENTRE_CODE_TAKEN: {
    kind: 'conflict',
    english: 'Another centre has this code.',
    vietnamese: 'Mã {code} đã thuộc về {name}. Xin chọn mã khác, hoặc sửa trung tâm đó.',
  },
  COUNTER_NUMBER_TAKEN: {
    kind: 'conflict',
    english: 'The centre has a counter with this number.',
    vietnamese: 'Trung tâm đã có quầy số {number}. Xin chọn số khác, hoặc sửa quầy đó.',
  },
  COUNTER_NOT_FOUND: {
    kind: 'not_found',
    english: 'The centre has no counter with this number.',
    vietnamese: 'Trung tâm không có quầy số {number}.',
  },
} as const satisfies RefusalCatalogue
