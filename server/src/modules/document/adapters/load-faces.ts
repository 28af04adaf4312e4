import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import subsetFont from 'subset-font'

/** The only faces that may appear in a form. */
const files = [
  '400Regular/Tinos_400Regular.ttf',
  '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  '700Bold/Tinos_700Bold.ttf',
  '700Bold_Italic/Tinos_700Bold_Italic.ttf',
]

/**
 * The faces of the forms, as TrueType files, with every letter and without the instructions that fit letters to the dots of a screen.
 * Paper has no use for those, and every issued form would keep them: they are a sixth of a slip.
 */
export async function loadFaces(): Promise<readonly Buffer[]> {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
  const load = async (file: string): Promise<Buffer> =>
    await subsetFont(await readFile(join(folder, file)), '', { targetFormat: 'truetype', keepAllGlyphs: true, noHinting: true })
  return await Promise.all(files.map(load))
}
