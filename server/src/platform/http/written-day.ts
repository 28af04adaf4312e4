import { z } from 'zod'

/** A day that a person has written: `YYYY-MM-DD` on the wire, explained in the form people write it in. */
export const writtenDay = z.iso.date('Ngày viết theo dạng ngày/tháng/năm, ví dụ 24/11/2026')
