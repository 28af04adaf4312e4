import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const reportingRefusals = {
  BOARD_FULL: {
    kind: 'too_many',
    english: 'This server has reached its limit of live boards; the page refreshes itself instead.',
    vietnamese: 'Đang có quá nhiều màn hình xem trực tiếp. Xin tải lại trang sau ít phút.',
    inEnglish: 'Too many live screens are open. Please reload the page in a few minutes.',
  },
  BOARD_FULL_HERE: {
    kind: 'too_many',
    english: "This address has reached its limit of live boards; list the networks of the centre's own screens in MOTCUA_BOARD_NETWORKS.",
    vietnamese:
      'Mạng này đang mở {most} bảng điện tử trực tiếp, là mức cao nhất. Xin ông/bà đóng bớt một màn hình rồi tải lại trang; số liệu trên trang vẫn xem được.',
    inEnglish:
      'This network has {most} live boards open, which is the most. Please close one and reload; the figures on the page can still be read.',
  },
  REPORT_PERIOD: {
    kind: 'invalid',
    english: 'A report must begin no later than it ends and may span at most {days} days.',
    vietnamese: 'Xin chọn ngày bắt đầu không sau ngày kết thúc, và không quá {days} ngày.',
    inEnglish: 'Please choose a first day that is not after the last day, and at most {days} days.',
  },
  BOARD_DAY_IN_FUTURE: {
    kind: 'invalid',
    english: 'The board shows only days that have begun.',
    vietnamese: 'Chưa có số liệu của ngày {on}. Xin chọn một ngày đã qua hoặc hôm nay.',
    inEnglish: 'There are no figures of {on} yet. Please choose today or a past day.',
  },
} as const satisfies RefusalCatalogue
