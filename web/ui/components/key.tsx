/** A key as it stands beside what it does. One of a letter or a sign alone is hidden where the person turned those off. */
export function Key({ name }: { name: string }) {
  return (
    <kbd className="key" data-character={isCharacterKey(name) ? '' : undefined}>
      {name}
    </kbd>
  )
}

/** Whether a key is a letter or a sign that would also be written (WCAG 2.2, 2.1.4), not a function key or one with Ctrl. */
export function isCharacterKey(name: string): boolean {
  return !/^F\d{1,2}$|^Ctrl\+|^Escape$/u.test(name)
}
