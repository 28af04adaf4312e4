/** The door of ratings (đánh giá mức độ hài lòng): what other modules may use. */
export { inviteToRate } from './commands/invite-to-rate.ts'
export type { InvitationInput, RatingInvitation } from './commands/invite-to-rate.ts'
export { faces } from './domain/rating.ts'
export type { Face, FaceCounts, Satisfaction } from './domain/rating.ts'
export { findRatingFaults } from './queries/find-rating-faults.ts'
export { getSatisfaction } from './queries/get-satisfaction.ts'
export { feedbackRefusals as refusals } from './domain/refusals.ts'
