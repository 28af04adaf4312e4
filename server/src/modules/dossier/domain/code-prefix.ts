/** An identifier of an agency in the electronic tree of identifiers: `H47.01`, `H47.01.02`. */
const identifier = /^[A-Z]\d{2}(\.\d{2,3}){1,4}$/u

/**
 * The prefix of a dossier's code: the identifier of the agency that receives it. A centre receives in the name of the agencies it
 * serves, whose dossiers carry the competent agency's identifier, as codes in use do. Received regardless of the boundary for an agency the centre does not serve, it
 * carries the centre's own, where the centre has one; a centre without an identifier leaves the competent agency's.
 *
 * @law 61/2018/NĐ-CP Điều 26; 20/2020/QĐ-TTg; that a non-boundary intake is numbered by the receiving centre is our reading of "cơ quan
 *   tiếp nhận", and the unified rule announced by 309/2026/NĐ-CP Điều 12 was not seen
 */
export function codePrefix(intake: {
  readonly clockFrom: 'acceptance' | 'competent_agency'
  readonly agencyCode: string
  readonly centreCode: string
}): string {
  return intake.clockFrom === 'competent_agency' && identifier.test(intake.centreCode) ? intake.centreCode : intake.agencyCode
}
