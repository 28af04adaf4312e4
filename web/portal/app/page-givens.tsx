import { createContext, useContext } from 'react'
import type { Locality } from './context.ts'

export type Givens = {
  readonly nonce: string
  readonly locality: Locality
  /** Address of the built `entry.client.ts`. */
  readonly enhancement: string
}

const GivensContext = createContext<Givens | null>(null)
export const PageGivens = GivensContext.Provider

/** What every page has, error pages too; it exists only while the server renders, and nothing is ever hydrated. */
export function useGivens(): Givens {
  const givens = useContext(GivensContext)
  if (!givens) throw new Error('rendered outside entry.server')
  return givens
}
