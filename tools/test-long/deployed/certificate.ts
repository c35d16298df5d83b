/** A certificate for the emulator: queues, bucket and topic refuse whoever comes without TLS. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Certificate } from '../../../local/servers/context.ts'

/** @param directory where its files are put; it is good for this machine, for two days */
export function makeCertificate(directory: string): Certificate {
  const made = { certificate: join(directory, 'certificate.pem'), key: join(directory, 'key.pem') }
  const names = 'subjectAltName=DNS:localhost,DNS:*.execute-api.localhost,IP:127.0.0.1'
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', names],
      ...['-out', made.certificate, '-keyout', made.key],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  return made
}
