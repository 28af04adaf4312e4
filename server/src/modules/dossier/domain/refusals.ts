import type { RefusalCatalogue } from '#kernel/refusal.ts'
import { intakeRefusals } from './intake-refusals.ts'
import { onlineRefusals } from './online-refusals.ts'

export const dossierRefusals = {
  WORK_FEED_FULL: {
    kind: 'too_many',
    english: 'This person, or this server, has reached the limit of desks that follow changes; lists are read again at intervals instead.',
    vietnamese: 'Đang có quá nhiều trang theo dõi việc mới. Danh sách vẫn được tải lại đều; xin đóng bớt cửa sổ.',
    inEnglish: 'Too many pages follow new work. Lists are still read again at intervals; please close some windows.',
  },
  ...onlineRefusals,
  DOSSIER_NOT_FOUND: {
    kind: 'not_found',
    english: 'No dossier with this code that the caller may see.',
    vietnamese: 'Không tìm thấy hồ sơ này, hoặc hồ sơ ngoài phạm vi nhiệm vụ của ông/bà.',
    inEnglish: 'There is no such dossier, or it is outside your duty.',
  },
  DOSSIER_WRONG_STATE: {
    kind: 'conflict',
    english: 'The act is not possible in the current state of the dossier.',
    vietnamese: 'Hồ sơ đang ở tình trạng “{state}” nên không thể thực hiện “{act}”.',
    inEnglish: 'The dossier is in the state “{state}”, so “{act}” is not possible.',
  },
  DOSSIER_WRONG_ROLE: {
    kind: 'forbidden',
    english: 'The caller has no role with duty for this act on this dossier.',
    vietnamese: 'Việc “{act}” thuộc về {roles} của cơ quan đang giải quyết.',
    inEnglish: '“{act}” belongs to {roles} of the agency that settles the dossier.',
  },
  DOSSIER_CHANGED: {
    kind: 'conflict',
    english: 'Another act followed the one the caller last saw (afterSeq); the answer contains its author, kind and time.',
    vietnamese: '{who} vừa thực hiện “{what}” lúc {when}. Xin xem lại hồ sơ rồi quyết định.',
    inEnglish: '{who} has just done “{what}” at {when}. Please look at the dossier again, then decide.',
  },
  DECREE_PREVIEW_STALE: {
    kind: 'conflict',
    english: 'The calendar, the decree or the day has changed since the preview; preview again and confirm with the new fingerprint.',
    vietnamese: 'Lịch làm việc đã thay đổi sau lúc ông/bà xem trước. Xin xem lại ảnh hưởng mới rồi xác nhận.',
    inEnglish: 'The calendar has changed since you looked at the preview. Please see the new effects and confirm.',
  },
  REPROJECTION_UNDER_WAY: {
    kind: 'conflict',
    english: 'Another decree is still being applied to the running dossiers.',
    vietnamese: 'Đang điều chỉnh ngày hẹn theo “{name}” ({seen} trên {running} hồ sơ). Xin xác nhận lại khi việc đó xong.',
    inEnglish: 'Promised days are being moved by “{name}” ({seen} of {running} dossiers). Please confirm again when that is done.',
  },
  DOSSIER_HELD_ELSEWHERE: {
    kind: 'conflict',
    english: 'Another side holds the dossier; only the holder may act.',
    vietnamese: 'Hồ sơ đang do {holder} giữ; nơi đang giữ mới thực hiện được việc này.',
    inEnglish: 'The dossier is held by {holder}; only the holder may do this.',
  },
  PAPERS_MISSING: {
    kind: 'conflict',
    english: 'Required papers are missing; fields names each one.',
    vietnamese: 'Chưa đủ thành phần hồ sơ bắt buộc: {missing}. Xin nhận đủ, hoặc lập một phiếu yêu cầu bổ sung nêu hết một lần.',
    inEnglish: 'Required papers are missing: {missing}. Please receive them, or ask for all of them in one request for a supplement.',
    law: '61/2018/NĐ-CP Điều 17 khoản 2',
  },
  NOT_PAID: {
    kind: 'conflict',
    english: 'Charges of the dossier are still to be paid (GET /bills/{code}); the result is handed over after that.',
    vietnamese: 'Hồ sơ còn phải nộp {owed} đồng phí, lệ phí. Xin thu tiền, hoặc ghi miễn, giảm theo căn cứ, rồi trả kết quả.',
    inEnglish:
      'The dossier still owes {owed} đồng of fees. Please collect them, or record a ground to waive or lower them, then return the result.',
    law: '97/2015/QH13 Điều 11 (không kiểm chứng lời văn)',
  },
  SUPPLEMENT_ONCE: {
    kind: 'conflict',
    english: 'A supplement was already requested once; the law allows one request.',
    vietnamese: 'Hồ sơ đã được yêu cầu bổ sung một lần. Chỉ được yêu cầu một lần, nêu đầy đủ.',
    inEnglish: 'A supplement was asked for already. It is asked for once only, and completely.',
    law: '61/2018/NĐ-CP Điều 11 khoản 2; 309/2026/NĐ-CP',
  },
  NOT_FORWARDED_KIND: {
    kind: 'conflict',
    english: 'The procedure is settled inside the centre and is not handed to the agency.',
    vietnamese: 'Thủ tục này giải quyết ngay tại Trung tâm, không bàn giao cho cơ quan.',
    inEnglish: 'This procedure is settled at the centre and is not handed over to an agency.',
  },
  NOT_SETTLED_HERE: {
    kind: 'conflict',
    english: 'The procedure is settled by the agency, not at the counter.',
    vietnamese: 'Thủ tục này do cơ quan chuyên môn giải quyết. Xin bàn giao hồ sơ cho cơ quan.',
    inEnglish: 'This procedure is settled by a specialised agency. Please hand the dossier over to it.',
  },
  SITE_CHECK_TO_COME: {
    kind: 'invalid',
    english: 'A site check can only be recorded after it took place.',
    vietnamese: 'Lần xác minh này chưa diễn ra. Xin ghi biên bản sau khi xác minh.',
    inEnglish: 'This site check has not taken place yet. Please record it afterwards.',
  },
  SIGNATORY_SIGNS: {
    kind: 'conflict',
    english: 'In the process of this procedure a signatory signs, or other steps come before the signature.',
    vietnamese: 'Hồ sơ đang ở bước “{step}”. Xin hoàn thành bước này; người ký theo quy trình của thủ tục ký ở bước “{signing}”.',
    inEnglish:
      'The dossier is at the step “{step}”. Please complete this step; the signatory of the process signs at the step “{signing}”.',
  },
  ALREADY_ON_LIST: {
    kind: 'conflict',
    english: 'The dossier is on an open handover list.',
    vietnamese: 'Hồ sơ đang nằm trong một danh sách bàn giao chưa được nhận.',
    inEnglish: 'The dossier is on a handover list that was not received yet.',
  },
  NOT_ON_LIST: {
    kind: 'conflict',
    english: 'The dossier is not on an open handover list to the caller.',
    vietnamese: 'Hồ sơ không nằm trong danh sách bàn giao nào đang chờ nhận.',
    inEnglish: 'The dossier is on no handover list that waits to be received.',
  },
  STEP_OF_ANOTHER_ROLE: {
    kind: 'conflict',
    english: 'The current step belongs to another role.',
    vietnamese: 'Hồ sơ đang ở bước “{step}” do {role} thực hiện.',
    inEnglish: 'The dossier is at the step “{step}”, which belongs to {role}.',
  },
  NO_EARLIER_STEP: {
    kind: 'conflict',
    english: 'The dossier is at the first step.',
    vietnamese: 'Hồ sơ đang ở bước đầu tiên nên không có bước trước để trả lại.',
    inEnglish: 'The dossier is at its first step, so there is no earlier step to return it to.',
  },
  CLAIMED_BY_ANOTHER: {
    kind: 'conflict',
    english: 'Another officer has claimed this step; the answer contains the officer and the end of the claim.',
    vietnamese: '{who} đã nhận việc này đến {until}. Xin trao đổi với người đang nhận, hoặc đợi đến khi hết thời gian đó.',
    inEnglish: '{who} has taken this work up until {until}. Please talk to that officer, or wait until then.',
  },
  ALREADY_CLAIMED: {
    kind: 'conflict',
    english: 'The caller has claimed this step already.',
    vietnamese: 'Ông/bà đã nhận việc này đến {until}.',
    inEnglish: 'You have taken this work up until {until}.',
  },
  CLAIM_NOT_YOURS: {
    kind: 'conflict',
    english: 'The caller has no claim on this step to release.',
    vietnamese: 'Việc này không phải do ông/bà nhận nên không có gì để trả lại.',
    inEnglish: 'You have not taken this work up, so there is nothing to release.',
  },
  NOTHING_TO_TAKE_OVER: {
    kind: 'conflict',
    english: 'No other officer has a valid claim on this step.',
    vietnamese: 'Hiện không có ai khác đang nhận việc này. Xin chọn “Nhận việc”.',
    inEnglish: 'Nobody else has taken this work up. Please choose “Take up”.',
  },
  TAKE_OVER_TOO_EARLY: {
    kind: 'conflict',
    english: 'A colleague may take over the work only after the claim has been idle; the unit head at any time.',
    vietnamese: '{who} đang làm việc này. Đồng nghiệp được lấy lại từ {from}; trưởng phòng được lấy lại bất cứ lúc nào.',
    inEnglish: '{who} is doing this work. A colleague may take it over from {from}; the head of the unit at any time.',
  },
  DRAFTER_CANNOT_DECIDE: {
    kind: 'forbidden',
    english: 'A person who worked on the dossier may not decide on it (four eyes).',
    vietnamese: 'Ông/bà đã thẩm định hoặc trình hồ sơ này nên không được ký quyết định. Xin chuyển người có thẩm quyền khác ký.',
    inEnglish: 'You examined or submitted this dossier, so you may not sign the decision. Please pass it to another signatory.',
  },
  RECEIVER_CANNOT_SIGN: {
    kind: 'forbidden',
    english: 'The officer who received the dossier at the counter may not sign its result when an agency settles it (four eyes).',
    vietnamese: 'Ông/bà đã tiếp nhận hồ sơ này nên không được ký kết quả. Xin chuyển người có thẩm quyền khác ký.',
    inEnglish: 'You received this dossier, so you may not sign its result. Please pass it to another signatory.',
  },
  DUTY_ENDED: {
    kind: 'forbidden',
    english: 'The caller’s roles ended while the request was running.',
    vietnamese: 'Ông/bà không còn được giao nhiệm vụ này nên việc chưa được thực hiện. Xin liên hệ người phụ trách.',
    inEnglish: 'You no longer have this duty, so nothing was done. Please ask your superior.',
  },
  OFFICER_NOT_REPLACEABLE: {
    kind: 'not_found',
    english: 'No such officer, one without a role, or one with roles outside the caller’s direction.',
    vietnamese: 'Không tìm thấy cán bộ này trong phạm vi ông/bà phụ trách, hoặc cán bộ không còn vai trò nào.',
    inEnglish: 'There is no such officer in your charge, or the officer has no role any more.',
  },
  SUCCESSOR_UNFIT: {
    kind: 'conflict',
    english: 'The successor cannot take over the work; details.why gives the reason.',
    vietnamese: 'Người thay thế chưa nhận việc được: {why}. Xin chọn người khác hoặc giao vai trò trước.',
    inEnglish: 'The successor cannot take the work: {why}. Please choose another person or give the role first.',
  },
  ACT_NEEDS: {
    kind: 'invalid',
    english: 'A required input of the act is missing; fields names it.',
    vietnamese: 'Còn thiếu thông tin để thực hiện “{act}”. Xin điền các mục được nêu.',
    inEnglish: 'Information is missing for “{act}”. Please fill in the fields that are named.',
  },
  CAUSE_USED_UP: {
    kind: 'conflict',
    english: 'The cause has been used as often as allowed for one dossier.',
    vietnamese: 'Căn cứ “{cause}” chỉ được dùng {times} lần cho một hồ sơ.',
    inEnglish: 'The ground “{cause}” may be used {times} times only for one dossier.',
  },
  STOP_TOO_LONG: {
    kind: 'conflict',
    english: 'The stop would last longer than its cause allows, or its last day has passed.',
    vietnamese: 'Không tạm dừng được đến ngày đó: căn cứ “{cause}” cho phép nhiều nhất {days} ngày làm việc, chậm nhất ngày {latest}.',
    inEnglish: 'The pause may not last until that day: the ground “{cause}” allows {days} working days, until {latest} at the latest.',
  },
  DUTY_NOT_PAID: {
    kind: 'conflict',
    english: 'The dossier waits for charges that are still owed here; the payment resumes the clock automatically.',
    vietnamese:
      'Hồ sơ đang chờ nộp {owed} đồng tại Trung tâm. Xin thu tiền, hoặc ghi miễn, giảm theo căn cứ; đồng hồ tự chạy tiếp khi đã nộp đủ.',
    inEnglish:
      'The dossier waits for {owed} đồng to be paid at the centre. Please collect it, or record a ground to waive or lower it; the clock resumes automatically when all is paid.',
  },
  NOTHING_TO_WAIT_FOR: {
    kind: 'conflict',
    english: 'All charges of the dossier here are settled: the stop must name a charge, or state that the duty is paid elsewhere.',
    vietnamese:
      'Hồ sơ không còn khoản nào phải nộp tại Trung tâm. Xin ghi khoản phải nộp và căn cứ, hoặc chọn nộp ở nơi khác, rồi tạm dừng.',
    inEnglish: 'The dossier owes nothing at the centre. Please enter the charge and its basis, or choose payment elsewhere, then pause.',
  },
  WAITS_FOR_PAYMENT: {
    kind: 'conflict',
    english: 'The clock waits for the applicant’s payment; confirming the payment resumes it.',
    vietnamese:
      'Hồ sơ đang chờ người nộp thực hiện nghĩa vụ tài chính. Tiền vào đủ tại Trung tâm, hoặc quầy xác nhận đã nộp ở nơi khác, thì đồng hồ chạy tiếp.',
    inEnglish:
      'The dossier waits for the applicant’s payment. When it is paid in full at the centre, or the counter confirms payment elsewhere, the clock resumes.',
  },
  NOT_WAITING_FOR_PAYMENT: {
    kind: 'conflict',
    english: 'The dossier is not waiting for a payment.',
    vietnamese: 'Hồ sơ không ở tình trạng chờ nghĩa vụ tài chính.',
    inEnglish: 'The dossier does not wait for a payment.',
  },
  REAPPOINTED_ONCE: {
    kind: 'conflict',
    english: 'A new day for the result was set once already; the law allows one.',
    vietnamese: 'Hồ sơ đã được hẹn lại một lần. Chỉ được hẹn lại một lần.',
    inEnglish: 'A new day was promised once already. It may be done once only.',
    law: '61/2018/NĐ-CP Điều 19 khoản 9',
  },
  EXTENSION_ALREADY_ASKED: {
    kind: 'conflict',
    english: 'An extension was requested and waits for the signatory.',
    vietnamese: 'Đã có đề nghị gia hạn đang chờ ký.',
    inEnglish: 'A request for an extension waits for signature already.',
  },
  EXTENSION_TOO_LATE: {
    kind: 'conflict',
    english: 'An extension must be requested and signed at least one day before the last day of the limit by law, while the clock runs.',
    vietnamese: 'Phải đề nghị và ký gia hạn trước ngày hết thời hạn theo pháp luật ít nhất một ngày, khi đồng hồ đang chạy.',
    inEnglish: 'An extension must be asked for and signed at least a day before the legal limit ends, while the clock runs.',
    law: '61/2018/NĐ-CP Điều 19 khoản 9',
  },
  EXTENSION_AFTER_PROMISE: {
    kind: 'conflict',
    english:
      'An extension must also be requested and signed at least one day before the promised day: a rule of this system for the shorter limit.',
    vietnamese:
      'Phải đề nghị và ký gia hạn trước ngày hẹn trả ít nhất một ngày (quy tắc của hệ thống cho thời hạn cam kết). Xin giải quyết ngay, hoặc khi quá ngày hẹn thì ký văn bản xin lỗi và hẹn lại.',
    inEnglish:
      'An extension must be asked for and signed at least a day before the promised day (a rule of the system for committed limits). Please settle the dossier now, or sign the apology with a new day when it is late.',
  },
  ASKER_CANNOT_GRANT: {
    kind: 'forbidden',
    english: 'The person who requested the extension may not grant it (four eyes).',
    vietnamese: 'Ông/bà là người đề nghị gia hạn nên không được ký đồng ý. Xin chuyển người có thẩm quyền khác ký.',
    inEnglish: 'You asked for this extension, so you may not grant it. Please pass it to another signatory.',
  },
  HOLDER_CANNOT_MOVE_CLOCK: {
    kind: 'forbidden',
    english: 'A person who processes the dossier may not move its time limit (four eyes).',
    vietnamese:
      'Ông/bà đang xử lý hoặc đã xử lý hồ sơ này nên không được tự dời thời hạn của mình. Xin chuyển người có thẩm quyền khác quyết định.',
    inEnglish:
      'You work or worked on this dossier, so you may not move your own time limit. Please pass it to another person with the right to decide.',
  },
  LEGAL_LIMIT_NOT_PASSED: {
    kind: 'conflict',
    english: 'The time limit by law has not passed.',
    vietnamese: 'Chưa hết thời hạn giải quyết theo pháp luật.',
    inEnglish: 'The legal limit has not passed yet.',
  },
  LATENESS_ALREADY_NOTIFIED: {
    kind: 'conflict',
    english: 'The applicant was notified of this limit already.',
    vietnamese: 'Người nộp đã được báo về thời hạn này.',
    inEnglish: 'The applicant was informed about this limit already.',
  },
  NO_EXTENSION_ASKED: {
    kind: 'conflict',
    english: 'No extension was requested.',
    vietnamese: 'Không có đề nghị gia hạn nào đang chờ.',
    inEnglish: 'No request for an extension waits.',
  },
  ALREADY_LATE: {
    kind: 'conflict',
    english: 'The due instant has passed; an extension can no longer move it.',
    vietnamese: 'Hồ sơ đã quá hạn nên không gia hạn được nữa. Xin ký văn bản xin lỗi và hẹn lại.',
    inEnglish: 'The dossier is late, so it cannot be extended any more. Please sign the apology with a new day.',
  },
  CLOCK_STANDS_STILL: {
    kind: 'conflict',
    english: 'The clock is stopped without an end, so there is no day to extend. Sign once it runs.',
    vietnamese: 'Đồng hồ của hồ sơ đang dừng nên chưa có ngày hẹn để gia hạn. Xin ký khi hồ sơ được tiếp tục.',
    inEnglish: 'The clock of the dossier is stopped, so there is no promised day to extend. Please sign when the clock runs again.',
  },
  NOT_LATE: {
    kind: 'conflict',
    english: 'The dossier is not late.',
    vietnamese: 'Hồ sơ chưa quá hạn.',
    inEnglish: 'The dossier is not late.',
  },
  DONE_BY_SYSTEM: {
    kind: 'forbidden',
    english: 'The system does this when it is due; a person cannot.',
    vietnamese: 'Việc này do hệ thống thực hiện khi đến hạn.',
    inEnglish: 'The system does this when it is due.',
  },
  DONE_BY_ORDER: {
    kind: 'forbidden',
    english: 'Part of an order for many dossiers; not possible for a single one.',
    vietnamese: 'Việc này chỉ thực hiện theo quyết định chung cho các hồ sơ của thủ tục.',
    inEnglish: 'This is done only by a general order for the dossiers of a procedure.',
  },
  VERSION_MOVE_UNKNOWN: {
    kind: 'not_found',
    english: 'No such version of the procedure to move from, or none in force to move to.',
    vietnamese: 'Không có phiên bản này, hoặc thủ tục chưa có phiên bản khác đang có hiệu lực để chuyển sang.',
    inEnglish: 'There is no such version, or the procedure has no other version in force to move to.',
  },
  VERSION_MOVE_STALE: {
    kind: 'conflict',
    english: 'The version in force, the counterparts, the time rule or the day has changed since the preview; preview again.',
    vietnamese: 'Nội dung đã khác lúc ông/bà xem trước (phiên bản, bước tương ứng, thời hạn hoặc ngày). Xin xem lại rồi xác nhận.',
    inEnglish: 'Something differs from your preview (version, matching steps, limit or day). Please look again and confirm.',
  },
  VERSION_MOVE_NEEDS_BASIS: {
    kind: 'invalid',
    english: 'Shortening a limit by law needs its legal basis.',
    vietnamese: 'Rút ngắn thời hạn theo luật phải nêu căn cứ pháp lý.',
    inEnglish: 'To shorten a limit by law needs its legal basis.',
  },
  VERSION_MOVE_NOTHING: {
    kind: 'conflict',
    english: 'No running dossier is on that version.',
    vietnamese: 'Không còn hồ sơ đang giải quyết nào theo phiên bản này.',
    inEnglish: 'No running dossier follows this version any more.',
  },
  VERSION_MOVE_UNDER_WAY: {
    kind: 'conflict',
    english: 'Dossiers of this procedure are being moved already.',
    vietnamese: 'Đang chuyển hồ sơ của thủ tục này. Xin thử lại khi việc đó xong.',
    inEnglish: 'Dossiers of this procedure are being moved. Please try again when that is done.',
  },
  VERSION_MOVE_NOT_FOUND: {
    kind: 'not_found',
    english: 'No such move of dossiers.',
    vietnamese: 'Không có lần chuyển phiên bản này.',
    inEnglish: 'There is no such move of versions.',
  },
  SUPPLEMENT_ANSWERS_NOTHING: {
    kind: 'conflict',
    english: 'The submitted papers answer no requested point, and there is no reason for continuing without it.',
    vietnamese:
      'Giấy tờ ghi nhận chưa đáp ứng nội dung nào đã yêu cầu bổ sung. Ông/bà đánh dấu nội dung người nộp đã bổ sung, hoặc ghi lý do hồ sơ được giải quyết tiếp.',
    inEnglish:
      'The papers received answer none of the points asked for. Please mark the points that were supplied, or state why the dossier continues.',
  },
  APPLICANT_WRONG: {
    kind: 'invalid',
    english: 'A field of the applicant has an impossible value; fields names it.',
    vietnamese: 'Thông tin người nộp chưa đúng. Ông/bà xem lại ô được nêu.',
    inEnglish: 'The data of the applicant are not right. Please see the field that is named.',
  },
  SUPPLEMENT_POINTS_OPEN: {
    kind: 'conflict',
    english: 'Some requested points are neither submitted nor ticked, and there is no reason for continuing without them.',
    vietnamese:
      'Còn {count} nội dung đã yêu cầu mà chưa bổ sung: {points}. Ông/bà đánh dấu nếu đã có; nếu vẫn nhận khi còn thiếu thì ghi lý do.',
    inEnglish:
      '{count} points asked for were not supplied: {points}. Please mark them if they were; to receive without them, state the reason.',
  },
  NOTHING_CORRECTED: {
    kind: 'conflict',
    english: 'The input equals the stored data: there is nothing to correct.',
    vietnamese: 'Các thông tin ông/bà ghi giống thông tin đang có, nên không có gì để sửa. Xin ghi thông tin đúng rồi thử lại.',
    inEnglish: 'What you entered equals what is stored, so there is nothing to correct. Please enter the right data and try again.',
  },
  DUTY_NOT_LAPSED: {
    kind: 'conflict',
    english: 'The applicant’s day to pay has not passed.',
    vietnamese: 'Chưa hết thời hạn người nộp thực hiện nghĩa vụ tài chính nên chưa dừng giải quyết được vì lý do này.',
    inEnglish: 'The applicant’s time to pay is not over, so processing cannot be ended for this reason yet.',
  },
  SUPPLEMENT_NOT_LAPSED: {
    kind: 'conflict',
    english: 'The applicant’s own deadline has not passed, or none was set.',
    vietnamese: 'Chưa hết thời hạn bổ sung ghi trên phiếu yêu cầu nên chưa dừng giải quyết được vì lý do này.',
    inEnglish: 'The time for the supplement stated in the request is not over, so processing cannot be ended for this reason yet.',
  },
  SILENCE_MEANS_NOTHING: {
    kind: 'conflict',
    english: 'The procedure does not give this meaning to silence.',
    vietnamese: 'Thủ tục này không quy định im lặng có nghĩa như vậy.',
    inEnglish: 'This procedure does not give silence this meaning.',
  },
  NOT_CONSULTED: {
    kind: 'conflict',
    english: 'The caller’s agency has no open question: none was asked, or it was answered.',
    vietnamese: 'Không có nội dung nào đang chờ cơ quan của ông/bà cho ý kiến, hoặc đã có người trả lời.',
    inEnglish: 'Nothing waits for an opinion of your agency, or somebody has answered.',
  },
  CONSULTS_ITSELF: {
    kind: 'conflict',
    english: 'The agency that holds the dossier cannot ask itself.',
    vietnamese: 'Cơ quan đang giải quyết không tự lấy ý kiến của mình. Xin chọn cơ quan khác.',
    inEnglish: 'The agency in charge does not ask itself for an opinion. Please choose another agency.',
  },
  ALREADY_CONSULTED: {
    kind: 'conflict',
    english: 'The agency has an open question on this dossier; ask again after it has answered.',
    vietnamese: 'Cơ quan này đang được lấy ý kiến về hồ sơ và chưa trả lời. Xin đợi trả lời rồi hỏi tiếp.',
    inEnglish: 'This agency was asked about the dossier and has not answered. Please wait for its answer.',
  },
  CONSULTED_AGENCY_UNKNOWN: {
    kind: 'invalid',
    english: 'No such agency in this locality.',
    vietnamese: 'Không có cơ quan này trong tỉnh. Xin chọn trong danh sách.',
    inEnglish: 'The province has no such agency. Please choose one of the list.',
  },
  PART_NOT_OPEN: {
    kind: 'conflict',
    english: 'The named step is not open: it is completed, its join no longer waits for it, or the dossier is at another step.',
    vietnamese: 'Phần việc này không còn mở: đã có người làm xong, điểm hợp không còn chờ, hoặc hồ sơ đang ở bước khác.',
    inEnglish: 'This part is no longer open: somebody has completed it, its join no longer waits, or the dossier is at another step.',
  },
  PART_UNNAMED: {
    kind: 'invalid',
    english: 'The act matches several open parts; name the step.',
    vietnamese: 'Hồ sơ có nhiều phần việc đang mở mà ông/bà làm được. Xin chọn phần việc.',
    inEnglish: 'Several parts of the dossier are open to you. Please choose one.',
  },
  PARTS_NOT_DONE: {
    kind: 'conflict',
    english: 'Parts of the dossier are still open; this is possible after the branches have joined.',
    vietnamese: 'Còn {count} phần việc chưa xong ({parts}). Khi các nhánh đã hợp lại mới làm được việc này.',
    inEnglish: '{count} parts are not completed ({parts}). This is possible when the branches have joined.',
    law: '61/2018/NĐ-CP Điều 19 khoản 6',
  },
  PROOF_NOT_POSSIBLE: {
    kind: 'not_found',
    english: 'No clock has started, so there is no date to prove.',
    vietnamese: 'Hồ sơ chưa tính thời hạn nên chưa có ngày hẹn để giải thích.',
    inEnglish: 'The dossier has no running limit, so there is no promised day to explain.',
  },
  PROOF_RECORD_DIFFERS: {
    kind: 'conflict',
    english: 'The stored data of this dossier differ from its acts, so the centre does not sign an explanation of the date.',
    vietnamese:
      'Số liệu lưu của hồ sơ không khớp với nhật ký thao tác nên Trung tâm không ký lời giải thích ngày hẹn. Việc này đang được kiểm tra.',
    inEnglish:
      'The stored data of the dossier do not match its log, so the centre does not sign an explanation of the day. This is being examined.',
  },
  ...intakeRefusals,
  ASSIGNEE_UNFIT: {
    kind: 'invalid',
    english: 'The named officer may not hold the next step, or the act leads to no step that can be assigned.',
    vietnamese:
      'Không giao được bước tiếp theo cho người này: không còn giữ vai trò của bước, đang vắng, hoặc đã làm việc trên hồ sơ sẽ ký.',
    inEnglish:
      'The next step cannot be given to this person: no longer in the role of the step, absent, or has worked on a dossier they would sign.',
  },
} as const satisfies RefusalCatalogue
export type DossierRefusalCode = keyof typeof dossierRefusals
