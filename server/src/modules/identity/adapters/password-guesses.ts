type Checker = { check(password: string, words: (string | number)[]): { readonly guesses: number } }

// The lists are large and needed once in a long while.
let checker: Promise<Checker> | undefined

async function load(): Promise<Checker> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
}

/** How many tries a guesser needs who has the lists of leaked and common passwords and these words. */
export async function guessesFor(password: string, words: readonly string[]): Promise<number> {
  checker ??= load()
  // The work grows with the square of the length; a hundred letters say enough.
  return (await checker).check(password.slice(0, 100), [...words]).guesses
}
