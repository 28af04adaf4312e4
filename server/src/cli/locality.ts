import { localityCodePattern } from '#kernel/locality-code.ts'
import { toHostName, toWebAddress } from '#platform/http/web-address.ts'
import { addLocality, listLocalityAddresses, setLocalityAddresses } from '#platform/db/localities.ts'

type Io = {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  /** Of a database that is up to date; no locality need exist yet. */
  clusterUrl(): Promise<string>
}

const usage = `motcua locality add CODE NAME   adds a locality (H17 "Thành phố ..."); again with the same name changes nothing
motcua locality host CODE NAME… [--practice NAME]
                               the host names of a locality (mc.example.vn); the first is printed on papers; "none" takes them away
motcua locality list            the localities of the database, and their addresses
`

/** `motcua locality add|host|list`. Exit 0 when it is done, 1 when something else has its code or host name, 2 when called wrongly. */
export async function run(args: string[], io: Io): Promise<number> {
  const [action, code, ...words] = args
  if (action === 'list' && code === undefined) return await list(io)
  if (code !== undefined && (action === 'add' || action === 'host') && !localityCodePattern.test(code)) {
    io.stderr.write(`"${code}" is not the code of a locality: H or G and two digits, such as H17.\n`)
    return 2
  }
  if (action === 'host' && code !== undefined && words.length > 0) return await setHosts(io, code, words)
  const name = words.join(' ').normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
  if (action !== 'add' || code === undefined || name === '') {
    io.stderr.write(usage)
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

async function list(io: Io): Promise<number> {
  for (const { code, name, demonstration, webAddresses, practiceAddress } of await listLocalityAddresses(await io.clusterUrl())) {
    const more = [
      ...(demonstration ? ['demonstration'] : []),
      ...(webAddresses.length === 0 ? [] : [webAddresses.join(' ')]),
      ...(practiceAddress === null ? [] : [`practice ${practiceAddress}`]),
    ]
    io.stdout.write(`${[code, name, ...more].join('\t')}\n`)
  }
  return 0
}

async function setHosts(io: Io, code: string, words: readonly string[]): Promise<number> {
  const at = words.indexOf('--practice')
  const given = at === -1 ? words : words.slice(0, at)
  const practice = at === -1 ? [] : words.slice(at + 1)
  const wrong = [...given, ...practice].filter((word) => word !== 'none' && toWebAddress(word) === null)
  if (wrong.length > 0 || (at !== -1 && practice.length !== 1) || (given.includes('none') && given.length > 1) || given.length === 0) {
    if (wrong.length > 0) io.stderr.write(`no host name, and no address with nothing after it: ${wrong.join(' ')}\n`)
    io.stderr.write(usage)
    return 2
  }
  const webAddresses = given.includes('none') ? [] : [...new Set(given.map((word) => toWebAddress(word) ?? ''))]
  const practiceAddress = toWebAddress(practice[0] ?? '')
  if (practiceAddress !== null && webAddresses.some((address) => toHostName(address) === toHostName(practiceAddress))) {
    io.stderr.write('The practice place needs a host name of its own, or none: then it is on the port of practice.\n')
    return 2
  }
  const { name } = await setLocalityAddresses(await io.clusterUrl(), code, { webAddresses, practiceAddress })
  const where = webAddresses.length === 0 ? 'has no host name' : `is reached at ${webAddresses.join(' ')}`
  io.stdout.write(`${code} ${name} ${where}${practiceAddress === null ? '' : `, practice at ${practiceAddress}`}.\n`)
  return 0
}
