/** What a person types as a sum (`200.000`, `200 000 đ`) → 200000; anything else → null, which the server refuses by field. */
export function wholeDong(typed: string): number | null {
  const digits = typed.replaceAll(/[\s.,]|đ(ồng)?$/gu, '')
  return /^\d{1,13}$/u.test(digits) ? Number(digits) : null
}
