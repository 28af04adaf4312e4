import type { BenchCentre } from './bench-centre.ts'
export async function run(_centre: BenchCentre, _scenario: string, _options: object): Promise<object> { return await Promise.resolve({}) }
