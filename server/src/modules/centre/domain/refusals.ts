import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const centreRefusals = {
  CENTRE_NOT_FOUND: {
    kind: 'not_found',
    english: 'No centre of this locality has that code.',
    vietnamese: 'Không có trung tâm nào mang mã {code}. Xin chọn lại trong danh sách trung tâm.',
    inEnglish: 'There is no centre with the code {code}. Please choose one of the list.',
  },
  CENTRE_NOT_YOURS: {
    kind: 'forbidden',
    english:
      'Only the manager of the centre or an operator whose grant reaches it may set it up; only an operator of the whole locality may add centres.',
    vietnamese: 'Chỉ lãnh đạo Trung tâm này hoặc quản trị vận hành được thiết lập Trung tâm.',
    inEnglish: 'Only the manager of this centre or the operator may set the centre up.',
  },
  SERVED_AGENCY_UNKNOWN: {
    kind: 'invalid',
    english: 'No agency of this locality has that code.',
    vietnamese: 'Không có cơ quan nào mang mã {code}. Xin chọn lại trong danh sách cơ quan.',
    inEnglish: 'There is no agency with the code {code}. Please choose one of the list.',
  },
  CENTRE_CODE_TAKEN: {
    kind: 'conflict',
    english: 'Another centre has this code.',
    vietnamese: 'Mã {code} đã thuộc về {name}. Xin chọn mã khác, hoặc sửa trung tâm đó.',
    inEnglish: 'The code {code} belongs to {name}. Please choose another, or edit that centre.',
  },
  COUNTER_NUMBER_TAKEN: {
    kind: 'conflict',
    english: 'The centre has a counter with this number.',
    vietnamese: 'Trung tâm đã có quầy số {number}. Xin chọn số khác, hoặc sửa quầy đó.',
    inEnglish: 'The centre already has a counter {number}. Please choose another number, or edit that counter.',
  },
  COUNTER_NOT_FOUND: {
    kind: 'not_found',
    english: 'The centre has no counter with this number.',
    vietnamese: 'Trung tâm không có quầy số {number}.',
    inEnglish: 'The centre has no counter {number}.',
  },
} as const satisfies RefusalCatalogue
