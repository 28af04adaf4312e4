import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const agencyRefusals = {
  AGENCY_NOT_FOUND: {
    kind: 'not_found',
    english: 'No agency of this locality has that code.',
    vietnamese: 'Không có cơ quan nào mang mã {code}. Xin chọn lại trong danh sách cơ quan.',
    inEnglish: 'There is no agency with the code {code}. Please choose one of the list.',
  },
  AGENCY_CODE_UNFIT: {
    kind: 'invalid',
    english: 'The code of an agency is the code of the locality followed by numbers, such as H47.11; details.fault names the error.',
    vietnamese: 'Mã cơ quan chưa dùng được: {why}.',
    inEnglish: 'The code of the agency cannot be used: {why}.',
    law: '20/2020/QĐ-TTg',
  },
  AGENCY_CODE_TAKEN: {
    kind: 'conflict',
    english: 'Another agency has this code.',
    vietnamese: 'Mã {code} đã thuộc về {name}. Xin chọn mã khác, hoặc sửa cơ quan đó.',
    inEnglish: 'The code {code} belongs to {name}. Please choose another, or edit that agency.',
  },
  UNIT_NOT_FOUND: {
    kind: 'not_found',
    english: 'The agency has no unit with this code.',
    vietnamese: 'Cơ quan không có phòng, đơn vị nào mang mã {code}.',
    inEnglish: 'The agency has no unit with the code {code}.',
  },
  UNIT_CODE_TAKEN: {
    kind: 'conflict',
    english: 'The agency has a unit with this code.',
    vietnamese: 'Mã {code} đã thuộc về {name}. Xin chọn mã khác.',
    inEnglish: 'The code {code} belongs to {name}. Please choose another.',
  },
  PLACE_NOT_YOURS: {
    kind: 'forbidden',
    english: 'An operator may set up the places that the grant reaches; the manager of a centre may set up that centre.',
    vietnamese: 'Nơi này ngoài phạm vi ông/bà thiết lập. Xin liên hệ quản trị vận hành của địa phương.',
    inEnglish: 'This place is outside what you set up. Please ask the operator of the locality.',
  },
  LOCALITY_CODE_FIXED: {
    kind: 'conflict',
    english: 'The code of a locality that has agencies cannot change, because the codes of agencies and dossiers contain it.',
    vietnamese: 'Địa phương đã có cơ quan mang mã {code}, nên mã không đổi được nữa.',
    inEnglish: 'The locality has agencies with the code {code}, so the code cannot change any more.',
  },
  LOCALITY_CODE_TAKEN: {
    kind: 'conflict',
    english: 'Another locality of this database has this code.',
    vietnamese: 'Mã {code} đã thuộc về địa phương khác trong hệ thống này.',
    inEnglish: 'The code {code} belongs to another locality of this system.',
  },
  LOCALITY_HAS_DEMONSTRATION: {
    kind: 'conflict',
    english: 'Accounts with the published password are active; until they are disabled, every paper is stamped MẪU.',
    vietnamese: 'Còn tài khoản trình diễn (mật khẩu ai cũng biết) đang dùng. Xin khoá các tài khoản đó trước khi bỏ dấu MẪU.',
    inEnglish:
      'Demonstration accounts (whose password everybody knows) are still active. Please disable them before you remove the mark MẪU.',
  },
} as const satisfies RefusalCatalogue
