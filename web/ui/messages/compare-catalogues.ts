/** One thing wrong between two message catalogues, as a sentence for the person who corrects it. */
export type CatalogueFault = string

/**
 * Compares a catalogue with its translation, both ways: keys, `{places}`, empty or untidy sentences.
 * Answers an empty list when they agree.
 */
export function compareCatalogues(
  vietnamese: Readonly<Record<string, string>>,
  english: Readonly<Record<string, string>>,
): CatalogueFault[] {
  const faults: CatalogueFault[] = []
  for (const key of Object.keys(vietnamese)) if (!(key in english)) faults.push(`${key} is missing in English`)
  for (const key of Object.keys(english)) if (!(key in vietnamese)) faults.push(`${key} is missing in Vietnamese`)
  for (const [key, sentence] of Object.entries(vietnamese)) {
    const other = english[key]
    if (sentence.trim() === '') faults.push(`${key} is empty`)
    if (sentence !== sentence.normalize('NFC')) faults.push(`${key} is not NFC`)
    if (/(^|[^\p{L}])bạn([^\p{L}]|$)/iu.test(sentence)) faults.push(`${key} says "bạn" instead of "ông/bà"`)
    if (other !== undefined && places(sentence) !== places(other)) faults.push(`${key} has different {places}`)
  }
  return faults
}

function places(sentence: string): string {
  return [...sentence.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1])
    .sort()
    .join(',')
}
