export { noticeRoutes } from './http/notice-routes.ts'
export { createLetterJob } from './jobs/tell-applicant.ts'
