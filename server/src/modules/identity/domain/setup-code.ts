/** Hours a set-up code (mã thiết lập) may be used after it was printed. The next start prints another. */
export const setupCodeHours = 24

/** As it was printed, whatever a hand made of it: case, blanks, missing or other dashes. */
export function plainSetupCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '')
}
