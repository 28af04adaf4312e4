import { localityCodePattern } from '#kernel/locality-code.ts'
import { addLocality, listLocalities } from '#platform/db/localities.ts'

type Io = {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  /** Of a database that is up to date; no locality need exist yet. */
  clusterUrl(): Promise<string>
}

const usage = `motcua locality add CODE NAME   adds a locality (H17 "Thành phố ..."); again with the same name changes nothing
motcua locality list            the localities of the database
`

/** `motcua locality add|list`. Exit 0 when it is there, 1 when its code belongs to another name, 2 when called wrongly. */
export async function run(args: string[], io: Io): Promise<number> {
  const [action, code, ...words] = args
  const name = words.join(' ').normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
  if (action === 'list' && code === undefined) {
    for (const each of await listLocalities(await io.clusterUrl())) {
      io.stdout.write(`${each.code}\t${each.name}${each.demonstration ? '\tdemonstration' : ''}\n`)
    }
    return 0
  }
  if (action !== 'add' || code === undefined || name === '') {
    io.stderr.write(usage)
    return 2
  }
  if (!localityCodePattern.test(code)) {
    io.stderr.write(`"${code}" is not the code of a locality: H or G and two digits, such as H17.\n`)
    return 2
  }
  const { created } = await addLocality(await io.clusterUrl(), { code, name, demonstration: false })
  io.stdout.write(
    created
      ? `${code} ${name} added. Serve it with: MOTCUA_LOCALITY=${code} MOTCUA_PACK=none npm start\n`
      : `${code} ${name} is there already.\n`,
  )
  return 0
}
