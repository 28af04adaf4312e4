import { connect } from 'node:net'
import type { Socket } from 'node:net'

export type HttpAnswer = { readonly status: number; readonly body: string }

/**
 * One keep-alive HTTP/1.1 connection, one request at a time. Nothing but a socket and a content-length: the load
 * generator shares the machine with what it measures, so it must cost as little as it can.
 */
export class HttpClient {
  readonly #socket: Socket
  readonly #host: string
  #received: Buffer = Buffer.alloc(0)
  #waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | undefined

  private constructor(socket: Socket, host: string) {
    this.#socket = socket
    this.#host = host
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#read(chunk))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the server closed the connection')))
  }

  static async open(address: string): Promise<HttpClient> {
    const { hostname, port, host } = new URL(address)
    const socket = connect(Number(port), hostname)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new HttpClient(socket, host)
  }

  /** @throws Error when the connection breaks; any status is an answer. */
  async request(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<HttpAnswer> {
    if (this.#waiting) throw new Error('this connection still waits for an answer')
    // A server closes a connection that rests for a minute or so; writing to it then would wait for ever.
    if (this.#socket.destroyed || this.#socket.readyState !== 'open') throw new Error('the server closed this connection while it rested')
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const content = body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
    this.#socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n${lines.join('')}${content}\r\n${body ?? ''}`)
    return await new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
    })
  }

  close(): void {
    this.#socket.removeAllListeners('close')
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.#received.toString('latin1', 0, end)
    const length = /\r\ncontent-length: (\d+)/iu.exec(head)?.[1]
    if (length === undefined) {
      this.#fail(new Error(`an answer without content-length: ${head.split('\r\n')[0] ?? ''}`))
      return
    }
    const total = end + 4 + Number(length)
    if (this.#received.length < total) return
    const body = this.#received.toString('utf8', end + 4, total)
    this.#received = this.#received.subarray(total)
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve({ status: Number(head.slice(9, 12)), body })
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error)
    this.#waiting = undefined
  }
}
