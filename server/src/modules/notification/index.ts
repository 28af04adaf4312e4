/** The door of notices (thông báo): letters to applicants, each sent once, by mail. */
export { mailChannel } from './adapters/mail.ts'
export type { MailChannel } from './adapters/mail.ts'
export { tellApplicant } from './commands/tell-applicant.ts'
export { listNotices } from './queries/list-notices.ts'
export type { NoticeLine } from './queries/list-notices.ts'
export { noticeOfAct } from './domain/letters.ts'
