/** Hours a set-up code (mã thiết lập) may be used after it was printed. The next start prints another. */
export const setupCodeHours = 24

/** A typed set-up code in comparable form: lower case, without blanks and dashes. */
export function plainSetupCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '')
}
