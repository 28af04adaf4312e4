import { dongFrom } from '../lib/entered-number.ts'

/** A sum of money as people type it (`50.000`, `50 000 đ`) → integer đồng, or null where it is none. */
export const wholeDong = (typed: string): number | null => dongFrom(typed) ?? null
