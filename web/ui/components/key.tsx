/** A key, shown beside its function. One of a letter or a sign alone is hidden where the person turned those off. */
export function Key({ name, label }: { name: string; label?: string }) {
  const isCharacter = isCharacterKey(name) ? '' : undefined
  const key = (
    <kbd className="key" data-character={isCharacter}>
      {name}
    </kbd>
  )
  return label === undefined ? (
    key
  ) : (
    <span className="key-named" data-character={isCharacter}>
      {label} {key}
    </span>
  )
}

/** Whether a key is a letter or a sign that would also be written (WCAG 2.2, 2.1.4), not a function key or one with Ctrl. */
export function isCharacterKey(name: string): boolean {
  return !/^F\d{1,2}$|^(?:Ctrl|Alt)\+|^Escape$/u.test(name)
}
