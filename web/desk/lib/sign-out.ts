import { api } from './api.ts'
import { forgetTabMemory } from './tab-memory.ts'

/** Ends the session and leaves the desk: nothing of a citizen's data stays in the browser for the next person at this keyboard. */
export async function signOut(): Promise<void> {
  // Even when the server cannot be reached, nothing is kept here.
  await api.signOut().catch(() => null)
  location.assign('/desk/dang-nhap')
  forgetTabMemory()
}
