import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A daemon that speaks ClamAV's INSTREAM: it gathers the pieces and answers as `say` says; `null` breaks off, `silence` says nothing. */
export async function standInClamd(
  say: (bytes: Buffer) => string | null,
): Promise<{ address: string; heard: string[]; close: () => Promise<void> }> {
  const heard: string[] = []
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    let all = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      all = Buffer.concat([all, data])
      const command = all.indexOf(0)
      if (command < 0) return
      const parts: Buffer[] = []
      for (let at = command + 1; at + 4 <= all.length;) {
        const length = all.readUInt32BE(at)
        if (length === 0) {
          heard.push(all.toString('latin1', 0, command))
          const answer = say(Buffer.concat(parts))
          if (answer === null) socket.destroy()
          else if (answer !== 'silence') socket.end(answer)
          return
        }
        parts.push(all.subarray(at + 4, at + 4 + length))
        at += 4 + length
      }
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
