import { useState } from 'react'

/**
 * The text of a filter until it is submitted. The address has the submitted text; by the back button it is another, and the field
 * follows it instead of showing a filter that the list is not filtered by.
 * @param address what the address says, as one text
 * @param shown the same as the field shows it
 */
export function useTyped<Value>(address: string, shown: Value): readonly [Value, (typed: Value) => void] {
  const [typed, setTyped] = useState<{ readonly value: Value } | null>(null)
  const [seen, setSeen] = useState(address)
  if (seen !== address) {
    setSeen(address)
    setTyped(null)
  }
  return [seen === address && typed !== null ? typed.value : shown, (value) => setTyped({ value })]
}
