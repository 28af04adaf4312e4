/** A person or organisation signed in with their own electronic identity (tài khoản định danh điện tử). Never a staff account. */
export type Citizen = {
  readonly personId: string
  readonly sessionId: string
  /** As the provider of the identity writes it. */
  readonly name: string
}
