/**
 * The `Idempotency-Key` of what a person means to do. Pressing again after a lost answer is the same intention
 * and gets the same key; changing what is sent, or succeeding, makes the next press a new one.
 */
export interface Intention {
  /** The key for sending `content` now. */
  keyFor: (content: unknown) => string
  /** The act was acknowledged: the next press means something new. */
  settle: () => void
}

/** A new intention; `newKey` is replaced in tests. */
export function createIntention(newKey: () => string = randomKey): Intention {
  let current: { key: string; content: string } | null = null
  return {
    keyFor: (content) => {
      const written = JSON.stringify(content) ?? ''
      if (current?.content !== written) current = { key: newKey(), content: written }
      return current.key
    },
    settle: () => {
      current = null
    },
  }
}

/** 128 random bits; `crypto.randomUUID` is missing on plain http inside a building. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
