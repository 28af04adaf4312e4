import type { RefusalCatalogue } from '#kernel/refusal.ts'

export const oversightRefusals = {
  JOBS_NOT_YOURS: {
    kind: 'forbidden',
    english: 'The background jobs are for operators and inspectors of the whole locality; their payloads belong to every centre.',
    vietnamese: 'Việc chạy nền là của mọi trung tâm, nên chỉ dành cho thanh tra, quản trị vận hành của toàn địa phương.',
    inEnglish: 'Background jobs belong to every centre, so they are for inspectors and operators of the whole locality.',
  },
} as const satisfies RefusalCatalogue
