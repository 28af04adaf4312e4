import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const floorRefusals = {
  HALL_NOT_SET_UP: {
    kind: 'not_found',
    english: 'The centre has no hall with queues yet.',
    vietnamese: 'Trung tâm chưa thiết lập hàng chờ. Lãnh đạo Trung tâm thiết lập ở mục Sảnh và gọi số.',
  },
  HALL_NOT_YOURS: {
    kind: 'forbidden',
    english: 'The hall is set up by the manager of its centre, or by an operator whose grant reaches it.',
    vietnamese: 'Chỉ lãnh đạo Trung tâm này hoặc quản trị vận hành được thiết lập sảnh và máy lấy số.',
  },
  HALL_COUNTER_UNKNOWN: {
    kind: 'invalid',
    english: 'The centre has no counter with this number.',
    vietnamese: 'Trung tâm không có quầy số {number}. Xin chọn lại.',
  },
  HALL_PREFIX_TWICE: {
    kind: 'invalid',
    english: 'Two queues have the same letter.',
    vietnamese: 'Hai hàng chờ cùng mang chữ {prefix}. Mỗi hàng chờ một chữ cái.',
  },
  QUEUE_UNKNOWN: {
    kind: 'invalid',
    english: 'The hall has no queue with this letter.',
    vietnamese: 'Không có hàng chờ mang chữ {prefix}. Xin chọn lại.',
  },
  QUEUE_CLOSED: {
    kind: 'conflict',
    english: 'The queue takes nobody at the moment.',
    vietnamese: 'Hàng chờ {name} đang tạm dừng lấy số. Xin hỏi người hướng dẫn.',
  },
  QUEUE_UNSERVED: {
    kind: 'conflict',
    english: 'No counter serves the queue.',
    vietnamese: 'Chưa có quầy nào phục vụ hàng chờ {name}. Xin hỏi người hướng dẫn.',
  },
  KIOSK_UNKNOWN: {
    kind: 'forbidden',
    english: 'Tickets are given by a paired kiosk or by an officer of the counters of this centre. This device is neither, or was revoked.',
    vietnamese: 'Máy này chưa được ghép, hoặc đã bị thu hồi. Xin báo lãnh đạo Trung tâm.',
  },
  KIOSK_NOT_FOUND: {
    kind: 'not_found',
    english: 'The centre has no such kiosk.',
    vietnamese: 'Không có máy lấy số này ở trung tâm.',
  },
  KIOSK_PAIRING_WRONG: {
    kind: 'not_found',
    english: 'No kiosk waits for this code, or the code has run out.',
    vietnamese: 'Mã ghép không đúng hoặc đã hết hạn. Xin lấy mã mới ở mục Sảnh và gọi số.',
  },
  TICKET_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such ticket today.',
    vietnamese: 'Không có số thứ tự này trong hôm nay.',
  },
  TICKET_WRONG_STATE: {
    kind: 'conflict',
    english: 'The ticket is in a state in which this cannot be done.',
    vietnamese: 'Số {label} đang ở tình trạng “{state}”, không làm được việc này. Xin tải lại.',
  },
  TICKET_NOT_AT_YOUR_COUNTER: {
    kind: 'forbidden',
    english: 'The person is at another officer’s counter.',
    vietnamese: 'Số {label} đang ở quầy của người khác.',
  },
  TICKET_REASON_NEEDED: {
    kind: 'invalid',
    english: 'What departs from the published order needs a reason.',
    vietnamese: 'Việc này khác thứ tự đã công bố. Xin ghi lý do.',
  },
  TICKET_AT_COUNTER: {
    kind: 'conflict',
    english: 'Somebody is at this counter, or with this officer at another one: that visit comes to an end first.',
    vietnamese: 'Số {label} đang được phục vụ ở quầy {number}. Xin kết thúc lượt đó trước.',
  },
  COUNTER_SERVES_NOTHING: {
    kind: 'conflict',
    english: 'The counter serves no queue.',
    vietnamese: 'Quầy số {number} chưa được giao hàng chờ nào. Lãnh đạo Trung tâm giao ở mục Sảnh và gọi số.',
  },
  COUNTER_NOT_YOURS: {
    kind: 'forbidden',
    english: 'Calls are made by the counter officers of this centre.',
    vietnamese: 'Chỉ cán bộ tiếp nhận của Trung tâm này được gọi số.',
  },
  CALLS_NOT_YOURS: {
    kind: 'forbidden',
    english: 'The order of calls is read by the manager of the centre and by those who watch over it.',
    vietnamese: 'Thứ tự gọi của trung tâm này do lãnh đạo Trung tâm và người giám sát xem.',
  },
  HALL_FULL: {
    kind: 'too_many',
    english: 'Too many screens watch already.',
    vietnamese: 'Quá nhiều màn hình đang xem. Xin thử lại sau ít phút.',
  },
} as const satisfies RefusalCatalogue
