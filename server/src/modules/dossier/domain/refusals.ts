import type { RefusalCatalogue } from '#kernel/refusal.ts'
import { onlineRefusals } from './online-refusals.ts'

export const dossierRefusals = {
  ...onlineRefusals,
  DOSSIER_NOT_FOUND: {
    kind: 'not_found',
    english: 'No dossier with this code that the caller may see.',
    vietnamese: 'Không tìm thấy hồ sơ này, hoặc hồ sơ ngoài phạm vi nhiệm vụ của ông/bà.',
  },
  DOSSIER_WRONG_STATE: {
    kind: 'conflict',
    english: 'The act is not possible from the state the dossier is in now.',
    vietnamese: 'Hồ sơ đang ở tình trạng “{state}” nên không thể thực hiện “{act}”.',
  },
  DOSSIER_WRONG_ROLE: {
    kind: 'forbidden',
    english: 'The caller has no role with duty for this act on this dossier.',
    vietnamese: 'Việc “{act}” thuộc về {roles} của cơ quan đang giải quyết.',
  },
  DOSSIER_CHANGED: {
    kind: 'conflict',
    english: 'Someone acted on the dossier after the caller last saw it (afterSeq); the answer says who, what and when.',
    vietnamese: '{who} vừa thực hiện “{what}” lúc {when}. Xin xem lại hồ sơ rồi quyết định.',
  },
  DECREE_PREVIEW_STALE: {
    kind: 'conflict',
    english: 'The calendar, the decree or the day is no longer what was previewed; preview again and confirm with its fingerprint.',
    vietnamese: 'Lịch làm việc đã thay đổi sau lúc ông/bà xem trước. Xin xem lại ảnh hưởng mới rồi xác nhận.',
  },
  REPROJECTION_UNDER_WAY: {
    kind: 'conflict',
    english: 'Another decree is still being carried out over the running dossiers.',
    vietnamese: 'Đang điều chỉnh ngày hẹn theo “{name}” ({seen} trên {running} hồ sơ). Xin xác nhận lại khi việc đó xong.',
  },
  DOSSIER_HELD_ELSEWHERE: {
    kind: 'conflict',
    english: 'Another side holds the dossier; only the holder may act.',
    vietnamese: 'Hồ sơ đang do {holder} giữ; nơi đang giữ mới thực hiện được việc này.',
  },
  PAPERS_MISSING: {
    kind: 'conflict',
    english: 'Required papers are missing; fields names each one.',
    vietnamese: 'Chưa đủ thành phần hồ sơ bắt buộc: {missing}. Xin nhận đủ, hoặc lập một phiếu yêu cầu bổ sung nêu hết một lần.',
    law: '61/2018/NĐ-CP Điều 17 khoản 2',
  },
  NOT_PAID: {
    kind: 'conflict',
    english: 'Charges of the dossier are still to be paid (GET /bills/{code}); the result is handed over after that.',
    vietnamese: 'Hồ sơ còn phải nộp {owed} đồng phí, lệ phí. Xin thu tiền, hoặc ghi miễn, giảm theo căn cứ, rồi trả kết quả.',
    law: '97/2015/QH13 Điều 11 (không kiểm chứng lời văn)',
  },
  SUPPLEMENT_ONCE: {
    kind: 'conflict',
    english: 'A supplement was already requested once; the law allows one request.',
    vietnamese: 'Hồ sơ đã được yêu cầu bổ sung một lần. Chỉ được yêu cầu một lần, nêu đầy đủ.',
    law: '61/2018/NĐ-CP Điều 11 khoản 2; 309/2026/NĐ-CP',
  },
  NOT_FORWARDED_KIND: {
    kind: 'conflict',
    english: 'The procedure is settled inside the centre and is not handed to the agency.',
    vietnamese: 'Thủ tục này giải quyết ngay tại Trung tâm, không bàn giao cho cơ quan.',
  },
  NOT_SETTLED_HERE: {
    kind: 'conflict',
    english: 'The procedure is settled by the agency, not at the counter.',
    vietnamese: 'Thủ tục này do cơ quan chuyên môn giải quyết. Xin bàn giao hồ sơ cho cơ quan.',
  },
  SITE_CHECK_TO_COME: {
    kind: 'invalid',
    english: 'A check on the spot is recorded once it has been made.',
    vietnamese: 'Lần xác minh này chưa diễn ra. Xin ghi biên bản sau khi xác minh.',
  },
  SIGNATORY_SIGNS: {
    kind: 'conflict',
    english: 'The process of this procedure gives the signature to a signatory, or work comes before it.',
    vietnamese: 'Hồ sơ đang ở bước “{step}”. Xin hoàn thành bước này; người ký theo quy trình của thủ tục ký ở bước “{signing}”.',
  },
  ALREADY_ON_LIST: {
    kind: 'conflict',
    english: 'The dossier is on an open handover list.',
    vietnamese: 'Hồ sơ đang nằm trong một danh sách bàn giao chưa được nhận.',
  },
  NOT_ON_LIST: {
    kind: 'conflict',
    english: 'The dossier is not on an open handover list to the caller.',
    vietnamese: 'Hồ sơ không nằm trong danh sách bàn giao nào đang chờ nhận.',
  },
  STEP_OF_ANOTHER_ROLE: {
    kind: 'conflict',
    english: 'The current step belongs to another role.',
    vietnamese: 'Hồ sơ đang ở bước “{step}” do {role} thực hiện.',
  },
  NO_EARLIER_STEP: {
    kind: 'conflict',
    english: 'The dossier is at the first step.',
    vietnamese: 'Hồ sơ đang ở bước đầu tiên nên không có bước trước để trả lại.',
  },
  CLAIMED_BY_ANOTHER: {
    kind: 'conflict',
    english: 'Another officer has claimed this step; the answer says who and until when.',
    vietnamese: '{who} đã nhận việc này đến {until}. Xin trao đổi với người đang nhận, hoặc đợi đến khi hết thời gian đó.',
  },
  ALREADY_CLAIMED: {
    kind: 'conflict',
    english: 'The caller has claimed this step already.',
    vietnamese: 'Ông/bà đã nhận việc này đến {until}.',
  },
  CLAIM_NOT_YOURS: {
    kind: 'conflict',
    english: 'The caller has no claim on this step to give back.',
    vietnamese: 'Việc này không phải do ông/bà nhận nên không có gì để trả lại.',
  },
  NOTHING_TO_TAKE_OVER: {
    kind: 'conflict',
    english: 'Nobody else has a claim in force on this step.',
    vietnamese: 'Hiện không có ai khác đang nhận việc này. Xin chọn “Nhận việc”.',
  },
  TAKE_OVER_TOO_EARLY: {
    kind: 'conflict',
    english: 'A colleague may take the work over only after the claim has lain idle; the unit head at any time.',
    vietnamese: '{who} đang làm việc này. Đồng nghiệp được lấy lại từ {from}; trưởng phòng được lấy lại bất cứ lúc nào.',
  },
  DRAFTER_CANNOT_DECIDE: {
    kind: 'forbidden',
    english: 'Who worked on the dossier does not decide on it (four eyes).',
    vietnamese: 'Ông/bà đã thẩm định hoặc trình hồ sơ này nên không được ký quyết định. Xin chuyển người có thẩm quyền khác ký.',
  },
  RECEIVER_CANNOT_SIGN: {
    kind: 'forbidden',
    english: 'Who received the dossier at the counter does not sign its result when an agency settles it (four eyes).',
    vietnamese: 'Ông/bà đã tiếp nhận hồ sơ này nên không được ký kết quả. Xin chuyển người có thẩm quyền khác ký.',
  },
  DUTY_ENDED: {
    kind: 'forbidden',
    english: 'The caller’s roles ended while the request was under way.',
    vietnamese: 'Ông/bà không còn được giao nhiệm vụ này nên việc chưa được thực hiện. Xin liên hệ người phụ trách.',
  },
  OFFICER_NOT_REPLACEABLE: {
    kind: 'not_found',
    english: 'No such officer, one without a role, or one whose roles the caller does not direct in their entirety.',
    vietnamese: 'Không tìm thấy cán bộ này trong phạm vi ông/bà phụ trách, hoặc cán bộ không còn vai trò nào.',
  },
  SUCCESSOR_UNFIT: {
    kind: 'conflict',
    english: 'The successor cannot take the work over; details.why says what is missing.',
    vietnamese: 'Người thay thế chưa nhận việc được: {why}. Xin chọn người khác hoặc giao vai trò trước.',
  },
  ACT_NEEDS: {
    kind: 'invalid',
    english: 'Something the act needs was not given; fields names it.',
    vietnamese: 'Còn thiếu thông tin để thực hiện “{act}”. Xin điền các mục được nêu.',
  },
  CAUSE_USED_UP: {
    kind: 'conflict',
    english: 'The cause has been used as often as one dossier may use it.',
    vietnamese: 'Căn cứ “{cause}” chỉ được dùng {times} lần cho một hồ sơ.',
  },
  STOP_TOO_LONG: {
    kind: 'conflict',
    english: 'The stop would last longer than its cause allows, or its last day has passed.',
    vietnamese: 'Không tạm dừng được đến ngày đó: căn cứ “{cause}” cho phép nhiều nhất {days} ngày làm việc, chậm nhất ngày {latest}.',
  },
  DUTY_NOT_PAID: {
    kind: 'conflict',
    english: 'The dossier waits for charges to be paid here that are still owed; taking the payment lets the clock run by itself.',
    vietnamese:
      'Hồ sơ đang chờ nộp {owed} đồng tại Trung tâm. Xin thu tiền, hoặc ghi miễn, giảm theo căn cứ; đồng hồ tự chạy tiếp khi đã nộp đủ.',
  },
  NOTHING_TO_WAIT_FOR: {
    kind: 'conflict',
    english: 'Everything charged for the dossier here is settled: the stop names a charge, or says that the duty is met elsewhere.',
    vietnamese:
      'Hồ sơ không còn khoản nào phải nộp tại Trung tâm. Xin ghi khoản phải nộp và căn cứ, hoặc chọn nộp ở nơi khác, rồi tạm dừng.',
  },
  WAITS_FOR_PAYMENT: {
    kind: 'conflict',
    english: 'The clock waits for the applicant’s payment; confirming the payment lets it run.',
    vietnamese:
      'Hồ sơ đang chờ người nộp thực hiện nghĩa vụ tài chính. Tiền vào đủ tại Trung tâm, hoặc quầy xác nhận đã nộp ở nơi khác, thì đồng hồ chạy tiếp.',
  },
  NOT_WAITING_FOR_PAYMENT: {
    kind: 'conflict',
    english: 'The dossier is not waiting for a payment.',
    vietnamese: 'Hồ sơ không ở tình trạng chờ nghĩa vụ tài chính.',
  },
  REAPPOINTED_ONCE: {
    kind: 'conflict',
    english: 'The result was given a new day once; the law allows one.',
    vietnamese: 'Hồ sơ đã được hẹn lại một lần. Chỉ được hẹn lại một lần.',
    law: '61/2018/NĐ-CP Điều 19 khoản 9',
  },
  EXTENSION_ALREADY_ASKED: {
    kind: 'conflict',
    english: 'An extension has been asked for and waits for the signatory.',
    vietnamese: 'Đã có đề nghị gia hạn đang chờ ký.',
  },
  EXTENSION_TOO_LATE: {
    kind: 'conflict',
    english: 'An extension must be asked for at least one day before the last day of the limit by law, while the clock runs.',
    vietnamese: 'Phải đề nghị gia hạn trước ngày hết thời hạn theo pháp luật ít nhất một ngày, khi đồng hồ đang chạy.',
    law: '61/2018/NĐ-CP Điều 19 khoản 9',
  },
  EXTENSION_AFTER_PROMISE: {
    kind: 'conflict',
    english: 'An extension must be asked for at least one day before the promised day too: a rule of this system for the shorter limit.',
    vietnamese:
      'Phải đề nghị gia hạn trước ngày hẹn trả ít nhất một ngày (quy tắc của hệ thống cho thời hạn cam kết). Xin giải quyết ngay, hoặc khi quá ngày hẹn thì ký văn bản xin lỗi và hẹn lại.',
  },
  ASKER_CANNOT_GRANT: {
    kind: 'forbidden',
    english: 'Who asked for the extension does not grant it (four eyes).',
    vietnamese: 'Ông/bà là người đề nghị gia hạn nên không được ký đồng ý. Xin chuyển người có thẩm quyền khác ký.',
  },
  HOLDER_CANNOT_MOVE_CLOCK: {
    kind: 'forbidden',
    english: 'Who processes the dossier does not move its time limit (four eyes).',
    vietnamese:
      'Ông/bà đang xử lý hoặc đã xử lý hồ sơ này nên không được tự dời thời hạn của mình. Xin chuyển người có thẩm quyền khác quyết định.',
  },
  LEGAL_LIMIT_NOT_PASSED: {
    kind: 'conflict',
    english: 'The time limit by law has not passed.',
    vietnamese: 'Chưa hết thời hạn giải quyết theo pháp luật.',
  },
  LATENESS_ALREADY_NOTIFIED: {
    kind: 'conflict',
    english: 'The applicant was notified of this limit already.',
    vietnamese: 'Người nộp đã được báo về thời hạn này.',
  },
  NO_EXTENSION_ASKED: {
    kind: 'conflict',
    english: 'Nobody has asked for an extension.',
    vietnamese: 'Không có đề nghị gia hạn nào đang chờ.',
  },
  ALREADY_LATE: {
    kind: 'conflict',
    english: 'The due instant has passed; an extension can no longer move it.',
    vietnamese: 'Hồ sơ đã quá hạn nên không gia hạn được nữa. Xin ký văn bản xin lỗi và hẹn lại.',
  },
  CLOCK_STANDS_STILL: {
    kind: 'conflict',
    english: 'The clock stands still without an end, so there is no day to extend. Sign once it runs.',
    vietnamese: 'Đồng hồ của hồ sơ đang dừng nên chưa có ngày hẹn để gia hạn. Xin ký khi hồ sơ được tiếp tục.',
  },
  NOT_LATE: {
    kind: 'conflict',
    english: 'The dossier is not late.',
    vietnamese: 'Hồ sơ chưa quá hạn.',
  },
  DONE_BY_SYSTEM: {
    kind: 'forbidden',
    english: 'The system does this when its hour comes; nobody chooses it.',
    vietnamese: 'Việc này do hệ thống thực hiện khi đến hạn.',
  },
  DONE_BY_ORDER: {
    kind: 'forbidden',
    english: 'Part of an order over many dossiers; never done to one alone.',
    vietnamese: 'Việc này chỉ thực hiện theo quyết định chung cho các hồ sơ của thủ tục.',
  },
  VERSION_MOVE_UNKNOWN: {
    kind: 'not_found',
    english: 'No such version of the procedure to move from, or none in force to move to.',
    vietnamese: 'Không có phiên bản này, hoặc thủ tục chưa có phiên bản khác đang có hiệu lực để chuyển sang.',
  },
  VERSION_MOVE_STALE: {
    kind: 'conflict',
    english: 'The version in force, the counterparts, the time rule or the day is no longer what was previewed; preview again.',
    vietnamese: 'Nội dung đã khác lúc ông/bà xem trước (phiên bản, bước tương ứng, thời hạn hoặc ngày). Xin xem lại rồi xác nhận.',
  },
  VERSION_MOVE_NEEDS_BASIS: {
    kind: 'invalid',
    english: 'Shortening the limit of the law needs its legal basis.',
    vietnamese: 'Rút ngắn thời hạn theo luật phải nêu căn cứ pháp lý.',
  },
  VERSION_MOVE_NOTHING: {
    kind: 'conflict',
    english: 'No running dossier is on that version.',
    vietnamese: 'Không còn hồ sơ đang giải quyết nào theo phiên bản này.',
  },
  VERSION_MOVE_UNDER_WAY: {
    kind: 'conflict',
    english: 'Dossiers of this procedure are being moved already.',
    vietnamese: 'Đang chuyển hồ sơ của thủ tục này. Xin thử lại khi việc đó xong.',
  },
  VERSION_MOVE_NOT_FOUND: { kind: 'not_found', english: 'No such move of dossiers.', vietnamese: 'Không có lần chuyển phiên bản này.' },
  SUPPLEMENT_ANSWERS_NOTHING: {
    kind: 'conflict',
    english: 'What was handed in answers nothing that was asked for, and no reason says why the dossier goes on without it.',
    vietnamese:
      'Giấy tờ ghi nhận chưa đáp ứng nội dung nào đã yêu cầu bổ sung. Ông/bà đánh dấu nội dung người nộp đã bổ sung, hoặc ghi lý do hồ sơ được giải quyết tiếp.',
  },
  APPLICANT_WRONG: {
    kind: 'invalid',
    english: 'Something said of the applicant cannot be so; the field is named.',
    vietnamese: 'Thông tin người nộp chưa đúng. Ông/bà xem lại ô được nêu.',
  },
  SUPPLEMENT_POINTS_OPEN: {
    kind: 'conflict',
    english: 'Of the points asked for some are neither handed in nor ticked, and no reason says why the dossier goes on without them.',
    vietnamese:
      'Còn {count} nội dung đã yêu cầu mà chưa bổ sung: {points}. Ông/bà đánh dấu nếu đã có; nếu vẫn nhận khi còn thiếu thì ghi lý do.',
  },
  NOTHING_CORRECTED: {
    kind: 'conflict',
    english: 'Everything given is as it was: there is nothing to correct.',
    vietnamese: 'Các thông tin ông/bà ghi giống thông tin đang có, nên không có gì để sửa. Xin ghi thông tin đúng rồi thử lại.',
  },
  DUTY_NOT_LAPSED: {
    kind: 'conflict',
    english: 'The applicant’s day to pay has not passed.',
    vietnamese: 'Chưa hết thời hạn người nộp thực hiện nghĩa vụ tài chính nên chưa dừng giải quyết được vì lý do này.',
  },
  SUPPLEMENT_NOT_LAPSED: {
    kind: 'conflict',
    english: 'The applicant’s own deadline has not passed, or none was set.',
    vietnamese: 'Chưa hết thời hạn bổ sung ghi trên phiếu yêu cầu nên chưa dừng giải quyết được vì lý do này.',
  },
  SILENCE_MEANS_NOTHING: {
    kind: 'conflict',
    english: 'The procedure does not give this meaning to silence.',
    vietnamese: 'Thủ tục này không quy định im lặng có nghĩa như vậy.',
  },
  NOT_CONSULTED: {
    kind: 'conflict',
    english: 'No question to an agency of the caller is open: none was asked, or it has been answered.',
    vietnamese: 'Không có nội dung nào đang chờ cơ quan của ông/bà cho ý kiến, hoặc đã có người trả lời.',
  },
  CONSULTS_ITSELF: {
    kind: 'conflict',
    english: 'The agency in hand cannot ask itself.',
    vietnamese: 'Cơ quan đang giải quyết không tự lấy ý kiến của mình. Xin chọn cơ quan khác.',
  },
  ALREADY_CONSULTED: {
    kind: 'conflict',
    english: 'The agency has an open question on this dossier; ask again after it has answered.',
    vietnamese: 'Cơ quan này đang được lấy ý kiến về hồ sơ và chưa trả lời. Xin đợi trả lời rồi hỏi tiếp.',
  },
  CONSULTED_AGENCY_UNKNOWN: {
    kind: 'invalid',
    english: 'No such agency in this locality.',
    vietnamese: 'Không có cơ quan này trong tỉnh. Xin chọn trong danh sách.',
  },
  PART_NOT_OPEN: {
    kind: 'conflict',
    english: 'The step named is not open: it has been done, its join no longer waits for it, or the dossier is elsewhere.',
    vietnamese: 'Phần việc này không còn mở: đã có người làm xong, điểm hợp không còn chờ, hoặc hồ sơ đang ở bước khác.',
  },
  PART_UNNAMED: {
    kind: 'invalid',
    english: 'Several open parts could be meant; name the step.',
    vietnamese: 'Hồ sơ có nhiều phần việc đang mở mà ông/bà làm được. Xin chọn phần việc.',
  },
  PARTS_NOT_DONE: {
    kind: 'conflict',
    english: 'Parts of the dossier are still open; this can be done once the branches have come together.',
    vietnamese: 'Còn {count} phần việc chưa xong ({parts}). Khi các nhánh đã hợp lại mới làm được việc này.',
    law: '61/2018/NĐ-CP Điều 19 khoản 6',
  },
  PROOF_NOT_POSSIBLE: {
    kind: 'not_found',
    english: 'No clock has started, so there is no date to prove.',
    vietnamese: 'Hồ sơ chưa tính thời hạn nên chưa có ngày hẹn để giải thích.',
  },
  PROOF_RECORD_DIFFERS: {
    kind: 'conflict',
    english: 'What is stored of this dossier is not what its acts lead to, so the centre does not sign why this date.',
    vietnamese:
      'Số liệu lưu của hồ sơ không khớp với nhật ký thao tác nên Trung tâm không ký lời giải thích ngày hẹn. Việc này đang được kiểm tra.',
  },
  PROCEDURE_NOT_RECEIVED_HERE: {
    kind: 'conflict',
    english: 'The procedure is unknown, or not in force, or not (yet) received at the centre.',
    vietnamese: 'Thủ tục này chưa được tiếp nhận tại Trung tâm. Xin chọn thủ tục khác hoặc hỏi bộ phận hướng dẫn.',
  },
  PROCEDURE_INCOMPLETE: {
    kind: 'conflict',
    english: 'The procedure has no agency, handling mode or legal limit yet; a person must complete it first.',
    vietnamese: 'Thủ tục này còn nội dung chưa được hoàn thiện ({missing}) nên chưa thể hẹn ngày trả.',
  },
  INTAKE_PLACE_UNKNOWN: { kind: 'invalid', english: 'No such centre or counter.', vietnamese: 'Không có trung tâm hoặc quầy này.' },
  SLIP_REASON_NEEDED: {
    kind: 'invalid',
    english: 'Another officer than the one who received the dossier says why a copy with the look-up secret is printed.',
    vietnamese:
      'Ông/bà không phải người đã tiếp nhận hồ sơ này. Xin ghi lý do in bản giao người nộp; việc in được ghi vào nhật ký an ninh.',
  },
  SLIP_NOT_YOURS: {
    kind: 'forbidden',
    english: 'The copy of the slip with the look-up secret is printed by a counter of the centre that received the dossier.',
    vietnamese:
      'Bản giấy tiếp nhận giao người nộp do quầy của Trung tâm đã nhận hồ sơ in. Ông/bà xem bản lưu của hồ sơ, hoặc nhờ quầy đó in.',
  },
  FORM_NOT_COVERED: {
    kind: 'forbidden',
    english: 'The form is a draft, or was issued before covered copies could be made.',
    vietnamese: 'Giấy này chưa có bản che thông tin cá nhân. Ông/bà xin đề nghị Trung tâm đã nhận hồ sơ cung cấp.',
  },
  REGISTER_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such register or book for the caller.',
    vietnamese: 'Không có sổ theo dõi hoặc quyển sổ này.',
  },
  HANDOVER_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such handover list for the caller.',
    vietnamese: 'Không có danh sách bàn giao này.',
  },
  TRACKING_SECRET_NEEDED: {
    kind: 'invalid',
    english: 'The secret of the slip is missing, and nobody is signed in as the owner of dossiers.',
    vietnamese: 'Xin nhập mã tra cứu ghi trên giấy tiếp nhận, hoặc đăng nhập để xem hồ sơ của mình.',
  },
  TRACKING_NOT_FOUND: {
    kind: 'not_found',
    english: 'Unknown code or wrong secret; deliberately not said which.',
    vietnamese: 'Mã hồ sơ hoặc mã tra cứu chưa đúng. Xin xem lại trên Giấy tiếp nhận hồ sơ.',
  },
  DRAFT_FILED: {
    kind: 'conflict',
    english: 'The draft has already become a dossier; it can be neither saved nor filed again.',
    vietnamese: 'Bản nháp này đã được tiếp nhận thành hồ sơ {dossier}. Nếu là hồ sơ khác, xin mở một lượt tiếp nhận mới.',
  },
  DRAFTS_TOO_MANY: {
    kind: 'conflict',
    english: 'The account keeps as many drafts as it may; details.most says how many.',
    vietnamese: 'Ông/bà đang giữ {most} bản nháp, là mức tối đa. Xin bỏ bớt bản nháp cũ rồi lưu lại.',
  },
  DRAFT_NOT_FOUND: { kind: 'not_found', english: 'No draft under this key.', vietnamese: 'Không có bản nháp này.' },
  DOCUMENT_NOT_ISSUED: {
    kind: 'not_found',
    english: 'This form has not been issued for the dossier.',
    vietnamese: 'Hồ sơ chưa có văn bản này.',
  },
  FILE_NOT_OF_THE_RESULT: {
    kind: 'conflict',
    english: 'A file named with the act is no standing result file of this dossier.',
    vietnamese: 'Tệp được chọn không phải tệp kết quả của hồ sơ này, hoặc đã được gỡ. Xin tải lại trang và chọn lại.',
  },
  RESULT_SIGNATURE_BROKEN: {
    kind: 'conflict',
    english: 'The signature of a result file is broken (altered after signing, wrong digest, revoked signer …); its report says what.',
    vietnamese: 'Chữ ký số trên tệp “{name}” không hợp lệ: {why} Chưa ghi nhận kết quả; xin đính kèm bản đã ký đúng.',
  },
  FILE_IN_USE: {
    kind: 'conflict',
    english: 'An act rests on the file; it can no longer be withdrawn.',
    vietnamese: 'Thao tác “{act}” đã căn cứ vào tệp này nên không gỡ được nữa.',
  },
  FILES_TOO_MANY: {
    kind: 'conflict',
    english: 'The dossier has as many files as one may have.',
    vietnamese: 'Hồ sơ đã có {most} tệp, là mức tối đa. Xin gộp các tệp nhỏ lại.',
  },
  FILE_COMPONENT_UNKNOWN: {
    kind: 'invalid',
    english: 'componentNo is not of the checklist of the procedure version the dossier is under.',
    vietnamese: 'Giấy tờ được chọn không có trong thành phần hồ sơ của thủ tục này.',
  },
  FILE_CONTENT_NOT_YOURS: {
    kind: 'forbidden',
    english: 'Who oversees sees which files there are and what their signatures are worth, not what stands in them.',
    vietnamese: 'Vai trò của ông/bà xem được danh sách tệp và kết quả kiểm tra chữ ký, không mở được nội dung giấy tờ của người nộp.',
  },
  RESULT_NOT_READY: {
    kind: 'not_found',
    english: 'There is no result file for the applicant to take: not returned yet, still owed, or none was recorded.',
    vietnamese: 'Chưa có tệp kết quả để nhận. Xin xem tình trạng hồ sơ và khoản còn phải nộp (nếu có) ở trang tra cứu.',
  },
  ASSIGNEE_UNFIT: {
    kind: 'invalid',
    english: 'The officer named for the next step may not hold it, or the act hands on no step that could be assigned.',
    vietnamese:
      'Không giao được bước tiếp theo cho người này: không còn giữ vai trò của bước, đang vắng, hoặc đã làm việc trên hồ sơ sẽ ký.',
  },
} as const satisfies RefusalCatalogue
export type DossierRefusalCode = keyof typeof dossierRefusals
