declare module 'subset-font' {
  /** The face with the letters of `text`, or with every one, as a TrueType file. @throws Error when the file is no font */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { readonly targetFormat: 'truetype'; readonly keepAllGlyphs: boolean; readonly noHinting: boolean },
  ): Promise<Buffer>
}
