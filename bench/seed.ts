import type { BenchCentre } from './bench-centre.ts'
export async function seedDossiers(_centre: BenchCentre, _dossiers: number, _verify: boolean): Promise<object> { return await Promise.resolve({}) }
