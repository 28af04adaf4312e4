/** The door of the module: printed forms, what was printed, and the citizen card at the counter. */
export { forms, formTitles } from './domain/forms.ts'
export type {
  FormData,
  FormFee,
  FormHead,
  FormName,
  FormPaper,
  FormParty,
  ReceiptSlipData,
  RefusalData,
  SupplementRequestData,
} from './domain/forms.ts'
