import { createContext } from 'react-router'

/** What the place is called and how to reach it; shown on every page, errors included. */
export type Locality = {
  readonly name: string
  readonly centreName: string
  readonly address: string
  readonly hotline: string
  readonly officeHours: string
  /** Whether this is the practice place, where nothing counts. */
  readonly isPractice: boolean
  /** Whether figures of several provinces are shown here. */
  readonly gathers: boolean
}

/** Calls `/api/v1` in the same process, as the visitor (address, staff cookie) whose page is being made. */
export type Api = (path: string, init?: RequestInit) => Promise<Response>

export type Portal = {
  readonly api: Api
  /** Of this response only; every script element carries it. */
  readonly nonce: string
  readonly locality: Locality
  /** Reports failures to the log, never to the visitor. */
  readonly onError: (error: unknown) => void
}

/** Given by the server for each request; see `entry.server.tsx` for how it gets there. */
export const portalContext = createContext<Portal>()
