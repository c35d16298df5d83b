/** Free ports on 127.0.0.1. */
import { createServer } from 'node:net'

/** `preferred` when it is free, otherwise any free one. Nobody holds the port until the server binds it. */
export async function pickPort(preferred = 0): Promise<number> {
  try {
    return await probePort(preferred)
  } catch (error) {
    if (preferred !== 0 && error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return probePort(0)
    throw error
  }
}

function probePort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('A TCP server without a port'))
        else resolve(address.port)
      })
    })
  })
}
