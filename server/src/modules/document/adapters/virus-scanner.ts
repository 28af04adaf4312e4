import { connect } from 'node:net'

/** The verdict of a scanner on a file. `away`: it gave no usable answer, with the reason. */
export type Scan =
  | { readonly outcome: 'clean' }
  | { readonly outcome: 'infected'; readonly what: string }
  | { readonly outcome: 'away'; readonly why: string }

export type VirusScanner = { scan(bytes: Uint8Array): Promise<Scan> }

const piece = 64 * 1024

/**
 * ClamAV's daemon, spoken to by INSTREAM (clamd(8)): the bytes in pieces, each after its length, then a length of nothing. Whatever is not a clear
 * answer — no connection, silence, a size limit of the daemon, half a sentence — is `away`, never `clean`.
 * @param address `host:port`, or the path of a socket
 * @param patience milliseconds for one file
 */
export function clamdScanner(address: string, patience = 20_000): VirusScanner {
  return { scan: async (bytes) => await ask(address, bytes, patience) }
}

async function ask(address: string, bytes: Uint8Array, patience: number): Promise<Scan> {
  return await new Promise<Scan>((settle) => {
    const socket = connect(placeOf(address))
    const heard: Buffer[] = []
    let isSettled = false
    const end = (scan: Scan): void => {
      if (isSettled) return
      isSettled = true
      clearTimeout(timer)
      socket.destroy()
      settle(scan)
    }
    const timer = setTimeout(() => end({ outcome: 'away', why: `no answer within ${patience} ms` }), patience)
    socket.on('error', (error: NodeJS.ErrnoException) => end({ outcome: 'away', why: error.code ?? error.message }))
    socket.on('data', (data) => {
      heard.push(data)
      const said = Buffer.concat(heard)
      const at = said.indexOf(0)
      if (at >= 0) end(scanOf(said.toString('utf8', 0, at)))
      else if (said.length > 4096) end({ outcome: 'away', why: 'an answer without end' })
    })
    socket.on('close', () => end({ outcome: 'away', why: 'the connection was closed before an answer' }))
    socket.on('connect', () => {
      socket.write('zINSTREAM\0')
      for (let from = 0; from < bytes.length; from += piece) {
        const part = bytes.subarray(from, from + piece)
        socket.write(lengthOf(part.length))
        socket.write(part)
      }
      socket.write(lengthOf(0))
    })
  })
}

function placeOf(address: string): { readonly path: string } | { readonly host: string; readonly port: number } {
  if (address.startsWith('/')) return { path: address }
  const { hostname, port } = new URL(`tcp://${address}`)
  return { host: hostname.replace(/^\[|\]$/gu, ''), port: Number(port) }
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}

/** `stream: OK`, `stream: NAME FOUND`; anything else is no answer to the question. */
function scanOf(said: string): Scan {
  if (said === 'stream: OK') return { outcome: 'clean' }
  const found = /^stream: (?<what>.+) FOUND$/u.exec(said)?.groups?.['what']
  return found === undefined ? { outcome: 'away', why: said.slice(0, 200) } : { outcome: 'infected', what: found.slice(0, 120) }
}
