import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const recordRefusals = {
  RECORD_EMPTY: {
    kind: 'not_found',
    english: 'Nothing has been recorded yet, so there is no checkpoint.',
    vietnamese: 'Sổ ghi nhận chưa có dòng nào nên chưa có mốc đã ký. Xin quay lại sau ít phút.',
    inEnglish: 'The record has no entry yet, so it has no signed checkpoint. Please come back in a few minutes.',
  },
  RECORD_TILE_NOT_FOUND: {
    kind: 'not_found',
    english: 'The address names no tile of the current tree (C2SP tlog-tiles).',
    vietnamese: 'Địa chỉ này không phải là một mảng của sổ ghi nhận lúc này.',
    inEnglish: 'This address is not a tile of the current record.',
  },
  RECORD_SIZES_UNKNOWN: {
    kind: 'invalid',
    english: 'Both sizes must be between 1 and the size of the latest checkpoint, the earlier one first.',
    vietnamese: 'Hai mốc phải từ 1 đến {size} và mốc trước không lớn hơn mốc sau.',
    inEnglish: 'Both checkpoints must be from 1 to {size}, and the first no larger than the second.',
  },
  RECORD_STOPPED: {
    kind: 'conflict',
    english: 'The sealer of the record has not run for more than four hours, so results are held back. Everything else continues.',
    vietnamese:
      'Sổ ghi nhận đã ngừng hơn 4 giờ nên chưa trả được kết quả. Các việc khác vẫn làm bình thường. Xin báo người vận hành chạy lại việc nền “seal-record”.',
    inEnglish:
      'The record has been stopped for more than 4 hours, so results cannot be returned. All other work continues. Please ask the operator to run the background job “seal-record” again.',
  },
  RECORD_NOT_YET: {
    kind: 'not_found',
    english: 'The act exists but has not been recorded yet, or there is no such act. The record follows within a minute.',
    vietnamese: 'Thao tác này chưa có trong sổ ghi nhận, hoặc không có. Sổ được ghi trong vòng một phút sau mỗi thao tác; xin thử lại.',
    inEnglish: 'This act is not in the record yet, or does not exist. The record is written within a minute of each act; please try again.',
  },
} as const satisfies RefusalCatalogue
