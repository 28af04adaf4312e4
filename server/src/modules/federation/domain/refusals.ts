import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const federationRefusals = {
  DAY_NOT_CLOSED: {
    kind: 'not_found',
    english: 'The figures of {on} are not closed: the day is not over, or lies before the first dossier.',
    vietnamese: 'Chưa có số liệu đã khoá của ngày {on}. Xin chọn một ngày đã qua.',
    inEnglish: 'There are no closed figures of {on}. Please choose a past day.',
  },
  FEDERATION_OFF: {
    kind: 'not_found',
    english: 'This server shows no figures of other provinces; MOTCUA_FEDERATION names none.',
    vietnamese: 'Máy chủ này không tổng hợp số liệu của các tỉnh, thành khác.',
    inEnglish: 'This server does not gather the figures of other provinces.',
  },
} as const satisfies RefusalCatalogue
