import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const floorRefusals = {
  HALL_NOT_SET_UP: {
    kind: 'not_found',
    english: 'The centre has no hall with queues yet.',
    vietnamese: 'Trung tâm chưa thiết lập hàng chờ. Lãnh đạo Trung tâm thiết lập ở mục Sảnh và gọi số.',
    inEnglish: 'The centre has no queues yet. The manager of the centre sets them up under Hall and calls.',
  },
  HALL_NOT_YOURS: {
    kind: 'forbidden',
    english: 'The hall is set up by the manager of its centre, or by an operator whose grant reaches it.',
    vietnamese: 'Chỉ lãnh đạo Trung tâm này hoặc quản trị vận hành được thiết lập sảnh và máy lấy số.',
    inEnglish: 'Only the manager of this centre or the operator may set up the hall and its kiosks.',
  },
  HALL_COUNTER_UNKNOWN: {
    kind: 'invalid',
    english: 'The centre has no counter with this number.',
    vietnamese: 'Trung tâm không có quầy số {number}. Xin chọn lại.',
    inEnglish: 'The centre has no counter {number}. Please choose again.',
  },
  HALL_PREFIX_TWICE: {
    kind: 'invalid',
    english: 'Two queues have the same letter.',
    vietnamese: 'Hai hàng chờ cùng mang chữ {prefix}. Mỗi hàng chờ một chữ cái.',
    inEnglish: 'Two queues have the letter {prefix}. Each queue has a letter of its own.',
  },
  QUEUE_UNKNOWN: {
    kind: 'invalid',
    english: 'The hall has no queue with this letter.',
    vietnamese: 'Không có hàng chờ mang chữ {prefix}. Xin chọn lại.',
    inEnglish: 'There is no queue with the letter {prefix}. Please choose again.',
  },
  QUEUE_CLOSED: {
    kind: 'conflict',
    english: 'The queue is closed at the moment.',
    vietnamese: 'Hàng chờ {name} đang tạm dừng lấy số. Xin hỏi người hướng dẫn.',
    inEnglish: 'The queue {name} gives no tickets at the moment. Please ask the guide.',
  },
  QUEUE_UNSERVED: {
    kind: 'conflict',
    english: 'No counter serves the queue.',
    vietnamese: 'Chưa có quầy nào phục vụ hàng chờ {name}. Xin hỏi người hướng dẫn.',
    inEnglish: 'No counter serves the queue {name} yet. Please ask the guide.',
  },
  KIOSK_UNKNOWN: {
    kind: 'forbidden',
    english: 'Tickets are given by a paired kiosk or by an officer of the counters of this centre. This device is neither, or was revoked.',
    vietnamese: 'Máy này chưa được ghép, hoặc đã bị thu hồi. Xin báo lãnh đạo Trung tâm.',
    inEnglish: 'This kiosk is not paired, or was revoked. Please inform the manager of the centre.',
  },
  KIOSK_NOT_FOUND: {
    kind: 'not_found',
    english: 'The centre has no such kiosk.',
    vietnamese: 'Không có máy lấy số này ở trung tâm.',
    inEnglish: 'The centre has no such kiosk.',
  },
  KIOSK_PAIRING_WRONG: {
    kind: 'not_found',
    english: 'No kiosk waits for this code, or the code has expired.',
    vietnamese: 'Mã ghép không đúng hoặc đã hết hạn. Xin lấy mã mới ở mục Sảnh và gọi số.',
    inEnglish: 'The pairing code is wrong or has expired. Please get a new one under Hall and calls.',
  },
  TICKET_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such ticket today.',
    vietnamese: 'Không có số thứ tự này trong hôm nay.',
    inEnglish: 'There is no such ticket today.',
  },
  TICKET_WRONG_STATE: {
    kind: 'conflict',
    english: 'The ticket is in a state in which this cannot be done.',
    vietnamese: 'Số {label} đang ở tình trạng “{state}”, không làm được việc này. Xin tải lại.',
    inEnglish: 'Ticket {label} is in the state “{state}”, so this cannot be done. Please reload.',
  },
  TICKET_NOT_AT_YOUR_COUNTER: {
    kind: 'forbidden',
    english: 'The person is at another officer’s counter.',
    vietnamese: 'Số {label} đang ở quầy của người khác.',
    inEnglish: 'Ticket {label} is at the counter of another officer.',
  },
  TICKET_REASON_NEEDED: {
    kind: 'invalid',
    english: 'A call out of the published order needs a reason.',
    vietnamese: 'Việc này khác thứ tự đã công bố. Xin ghi lý do.',
    inEnglish: 'This departs from the published order. Please state the reason.',
  },
  TICKET_AT_COUNTER: {
    kind: 'conflict',
    english: 'Somebody is at this counter, or with this officer at another one; end that visit first.',
    vietnamese: 'Số {label} đang được phục vụ ở quầy {number}. Xin kết thúc lượt đó trước.',
    inEnglish: 'Ticket {label} is being served at counter {number}. Please end that turn first.',
  },
  COUNTER_SERVES_NOTHING: {
    kind: 'conflict',
    english: 'The counter serves no queue.',
    vietnamese: 'Quầy số {number} chưa được giao hàng chờ nào. Lãnh đạo Trung tâm giao ở mục Sảnh và gọi số.',
    inEnglish: 'Counter {number} serves no queue yet. The manager of the centre assigns queues under Hall and calls.',
  },
  COUNTER_NOT_YOURS: {
    kind: 'forbidden',
    english: 'Calls are made by the counter officers of this centre.',
    vietnamese: 'Chỉ cán bộ tiếp nhận của Trung tâm này được gọi số.',
    inEnglish: 'Only receiving officers of this centre may call tickets.',
  },
  CALLS_NOT_YOURS: {
    kind: 'forbidden',
    english: 'Only the manager of the centre and overseers may read the order of calls.',
    vietnamese: 'Thứ tự gọi của trung tâm này do lãnh đạo Trung tâm và người giám sát xem.',
    inEnglish: 'The order of calls of this centre is for its manager and for inspectors.',
  },
  HALL_FULL: {
    kind: 'too_many',
    english: 'Too many screens are watching already.',
    vietnamese: 'Quá nhiều màn hình đang xem. Xin thử lại sau ít phút.',
    inEnglish: 'Too many screens are watching. Please try again in a few minutes.',
  },
} as const satisfies RefusalCatalogue
