import type { RefusalCatalogue } from '#kernel/refusal.ts'

/** Refusals that any route may give. */
export const httpRefusals = {
  REQUEST_INVALID: {
    kind: 'invalid',
    english: 'The request does not match the schema of the route; fields lists each fault.',
    vietnamese: 'Dữ liệu gửi lên chưa đúng. Xin xem từng mục được nêu và sửa lại; những gì đã nhập vẫn còn nguyên.',
    inEnglish: 'The data sent are not right yet. Please see each named field; your input is kept.',
  },
  REQUEST_NOT_JSON: {
    kind: 'invalid',
    english: 'The body is not JSON, or not of the declared type or size.',
    vietnamese: 'Không đọc được dữ liệu gửi lên. Xin thử lại; nếu vẫn lỗi, xin báo mã yêu cầu cho tổng đài.',
    inEnglish: 'The data sent could not be read. Please try again; if it happens again, give the request code to the hotline.',
  },
  REQUEST_TOO_LARGE: {
    kind: 'invalid',
    english: 'The body is larger than the limit of the route.',
    vietnamese: 'Dữ liệu gửi lên quá lớn. Xin bớt nội dung rồi gửi lại.',
    inEnglish: 'The data sent are too large. Please shorten them and send them again.',
  },
  REQUEST_TOO_SLOW: {
    kind: 'too_slow',
    english:
      'The body did not arrive within the time limit of the route, or its rate was below the minimum of bytes per second; nothing was written.',
    vietnamese:
      'Dữ liệu gửi lên đến quá chậm nên hệ thống đã thôi nhận; chưa có gì được ghi. Xin ông/bà kiểm tra đường truyền rồi gửi lại.',
    inEnglish:
      'The data arrived too slowly, so the system stopped receiving it; nothing was written. Please check your connection and send it again.',
  },
  CITIZEN_SIGN_IN_NEEDED: {
    kind: 'unauthenticated',
    english: 'The route is for citizens signed in with their electronic identity; no such session came with the request.',
    vietnamese: 'Ông/bà chưa đăng nhập, hoặc phiên đăng nhập đã hết. Xin đăng nhập lại.',
    inEnglish: 'You are not signed in, or your session is over. Please sign in again.',
  },
  SESSION_NEEDED: {
    kind: 'unauthenticated',
    english: 'No session, or one that has expired or been revoked.',
    vietnamese: 'Phiên làm việc đã hết hoặc chưa đăng nhập. Xin đăng nhập rồi làm tiếp; nội dung đang nhập được giữ lại.',
    inEnglish: 'Your session is over, or you are not signed in. Please sign in and continue; your input is kept.',
  },
  SECOND_FACTOR_NEEDED: {
    kind: 'forbidden',
    english: 'The sign-in is not finished: send the second factor (POST /sessions/current/confirmation).',
    vietnamese: 'Xin nhập mã xác thực thứ hai để đăng nhập xong.',
    inEnglish: 'Please enter your second code to finish signing in.',
  },
  PASSWORD_CHANGE_NEEDED: {
    kind: 'forbidden',
    english: 'The session was opened with a one-time password, which must be changed first (POST /account/password).',
    vietnamese: 'Ông/bà đang dùng mật khẩu cấp một lần. Xin đặt mật khẩu của mình trước khi làm việc.',
    inEnglish: 'You signed in with a one-time password. Please set your own password before you work.',
  },
  SECOND_FACTOR_ENROLMENT_NEEDED: {
    kind: 'forbidden',
    english: 'A role of the caller needs a second factor; add one first (POST /account/totp, /account/passkeys).',
    vietnamese: 'Vai trò của ông/bà cần lớp xác thực thứ hai. Xin cài đặt trước khi làm việc.',
    inEnglish: 'Your role needs a second factor. Please set one up before you work.',
  },
  CONFIRMATION_NEEDED: {
    kind: 'forbidden',
    english:
      'The request signs or exports data and needs a new confirmation (POST /sessions/current/confirmation); then send the same request again. details.with names the accepted proofs.',
    vietnamese: 'Trước khi ký hoặc xuất dữ liệu, xin ông/bà xác nhận lại là chính mình. Nội dung đang nhập được giữ nguyên.',
    inEnglish: 'Before you sign or export data, please confirm your identity. Your input is kept.',
  },
  ROLE_NOT_ALLOWED: {
    kind: 'forbidden',
    english: 'None of the roles of the caller may call this route.',
    vietnamese: 'Vai trò của ông/bà không được làm việc này. Nếu được giao nhiệm vụ, xin liên hệ quản trị vận hành.',
    inEnglish: 'Your role may not do this. If it is your duty, please ask the operator.',
  },
  CROSS_SITE_REQUEST: {
    kind: 'forbidden',
    english: 'A write with a cookie came from another site (Origin or Sec-Fetch-Site).',
    vietnamese: 'Yêu cầu đến từ trang khác nên bị từ chối. Xin mở lại trang của Trung tâm và làm lại.',
    inEnglish: 'The request came from another site and was refused. Please open the page of the centre again and retry.',
  },
  IDEMPOTENCY_KEY_NEEDED: {
    kind: 'invalid',
    english: 'A command was sent without an Idempotency-Key header (1 to 255 characters).',
    vietnamese: 'Yêu cầu thiếu mã chống gửi trùng (Idempotency-Key).',
    inEnglish: 'The request has no key against duplicates (Idempotency-Key).',
  },
  IDEMPOTENCY_KEY_REUSED: {
    kind: 'conflict',
    english: 'The same Idempotency-Key was used before with another request.',
    vietnamese: 'Mã chống gửi trùng này đã dùng cho một yêu cầu khác. Xin tải lại trang rồi làm lại.',
    inEnglish: 'This idempotency key was used for another request. Please reload the page and retry.',
  },
  RATE_LIMITED: {
    kind: 'too_many',
    english: 'Too many requests; Retry-After gives the time of a retry.',
    vietnamese: 'Có quá nhiều yêu cầu trong thời gian ngắn. Xin đợi {seconds} giây rồi thử lại.',
    inEnglish: 'There were too many requests in a short time. Please wait {seconds} seconds and try again.',
  },
  SERVER_BUSY: {
    kind: 'busy',
    english:
      'More requests wait for the database than can be answered soon; nothing was done. Retry-After gives the time of a retry with the same Idempotency-Key.',
    vietnamese:
      'Hệ thống đang có quá nhiều yêu cầu cùng lúc nên chưa làm yêu cầu này; chưa có gì được ghi. Xin ông/bà đợi {seconds} giây rồi thử lại.',
    inEnglish:
      'The system has too many requests at once and did not carry this one out; nothing was written. Please wait {seconds} seconds and try again.',
  },
  EXPORTS_BUSY: {
    kind: 'busy',
    english: 'The limit of simultaneous exports is reached; Retry-After gives the time of a retry.',
    vietnamese: 'Đang có nhiều người tải dữ liệu lớn cùng lúc. Xin ông/bà đợi {seconds} giây rồi tải lại.',
    inEnglish: 'Many people are downloading large data at once. Please wait {seconds} seconds and download again.',
  },
  FORM_TOO_LARGE: {
    kind: 'invalid',
    english: 'The files sent to a page at once are too large together.',
    vietnamese: 'Các tệp gửi một lần không quá 25 MB. Xin gửi từng tệp một, mỗi tệp không quá 20 MB.',
    inEnglish: 'The files sent at once may be 25 MB together. Please send one file at a time, each at most 20 MB.',
  },
  FORM_NOT_READABLE: {
    kind: 'invalid',
    english: 'The body sent to a page is not a form (application/x-www-form-urlencoded or multipart/form-data).',
    vietnamese: 'Không đọc được nội dung gửi lên trang này. Xin ông/bà mở lại trang, điền vào ô và gửi lại.',
    inEnglish: 'The data sent to this page could not be read. Please open the page again, fill in the fields and send it again.',
  },
  ROUTE_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such address.',
    vietnamese: 'Không có địa chỉ này.',
    inEnglish: 'There is no such address.',
  },
  HOST_UNKNOWN: {
    kind: 'misdirected',
    english: 'No locality of this server has the host name of the request (motcua locality host); nothing was read.',
    vietnamese: 'Máy chủ này không phục vụ địa chỉ vừa hỏi. Xin kiểm tra lại địa chỉ của Trung tâm.',
    inEnglish: 'This server does not serve the address you asked for. Please check the address of the centre.',
  },
  PLACE_UNAVAILABLE: {
    kind: 'busy',
    english:
      'The locality of this host name cannot be opened at the moment; other localities are not concerned. Retry after the time given.',
    vietnamese: 'Hệ thống của địa phương này tạm thời chưa mở được. Chưa có gì bị mất; xin thử lại sau {seconds} giây.',
    inEnglish: 'The system of this locality cannot be opened at the moment. Nothing is lost; please try again in {seconds} seconds.',
  },
  DATABASE_UNAVAILABLE: {
    kind: 'conflict',
    english: 'The database does not answer; nothing was written. Retry with the same Idempotency-Key.',
    vietnamese: 'Hệ thống tạm thời chưa ghi được. Chưa có gì bị mất; xin thử lại sau ít giây.',
    inEnglish: 'The system cannot write at the moment. Nothing is lost; please try again in a few seconds.',
  },
  UNEXPECTED: {
    kind: 'conflict',
    english: 'A bug. Find the log entry by the request id.',
    vietnamese: 'Hệ thống gặp lỗi ngoài dự kiến và chưa thực hiện yêu cầu. Xin đọc mã yêu cầu cho tổng đài.',
    inEnglish: 'The system met an unexpected fault and did not carry out the request. Please read the request code to the hotline.',
  },
} as const satisfies RefusalCatalogue
