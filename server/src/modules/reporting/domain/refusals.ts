import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const reportingRefusals = {
  BOARD_FULL: {
    kind: 'too_many',
    english: 'This server already feeds as many live boards as it may; the page refreshes itself instead.',
    vietnamese: 'Đang có quá nhiều màn hình xem trực tiếp. Xin tải lại trang sau ít phút.',
  },
  BOARD_FULL_HERE: {
    kind: 'too_many',
    english: 'This address watches as many live boards as one may; televisions of the house belong in MOTCUA_BOARD_NETWORKS.',
    vietnamese:
      'Mạng này đang mở {most} bảng điện tử trực tiếp, là mức cao nhất. Xin ông/bà đóng bớt một màn hình rồi tải lại trang; số liệu trên trang vẫn xem được.',
  },
  REPORT_PERIOD: {
    kind: 'invalid',
    english: 'A report begins no later than it ends and spans at most {days} days.',
    vietnamese: 'Xin chọn ngày bắt đầu không sau ngày kết thúc, và không quá {days} ngày.',
  },
  BOARD_DAY_IN_FUTURE: {
    kind: 'invalid',
    english: 'The board can only show days that have begun.',
    vietnamese: 'Chưa có số liệu của ngày {on}. Xin chọn một ngày đã qua hoặc hôm nay.',
  },
} as const satisfies RefusalCatalogue
