/** Numbers in [0, 1) that look random and are the same for the same seed on any machine (xorshift of 32 bits). */
export function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1_013_904_223
  state = state >>> 0 || 1
  return () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 4_294_967_296
  }
}
