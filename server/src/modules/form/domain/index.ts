/** The pure door of electronic forms: what the `domain` folders of other modules may ask. */
export { applicantFields, commonQuestionIds, commonSectionIds } from './common-questions.ts'
export type { ChangedQuestion } from './form-change.ts'
export { findFormFaults } from './form-schema.ts'
export { isAsked, questionsFrom } from './form.ts'
export type { Answers, AnswerValue, Form, FormDefinition, FormSection, Question } from './form.ts'
