/**
 * Runs before each test file: the environment that lib/platform/config.ts reads, so that tests may import anything.
 * Integration tests get a database, a queue and a bus of their own file by name, and an issuer of tokens; testPlatform()
 * makes what the names stand for.
 */
import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { awsVariables } from '../../local/emulator.ts'
import { startIssuer, type TestIssuer } from './tokens.ts'

/** Different in each test file. */
const own = `test-${randomBytes(6).toString('hex')}`

const mongodbUri: string | undefined = inject('mongodbUri')

/** Signs the tokens that the handlers of this test file take; unit tests start their own. */
export const issuer: TestIssuer | undefined = mongodbUri === undefined ? undefined : await startIssuer()

/** Who is an admin from the first request on. */
export const adminEmail = 'admin@school.example'

/** Where nothing listens: the discard port. */
const nowhere = 'http://127.0.0.1:9'
const awsEndpoint: string = inject('awsEndpoint') ?? nowhere

Object.assign(process.env, {
  STAGE: 'test',
  LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'SILENT',
  CHECK_RESPONSES: 'true',
  // Lines on stdout; test/platform/metrics.test.ts turns them on.
  POWERTOOLS_METRICS_DISABLED: 'true',
  ...awsVariables(awsEndpoint),
  ADMIN_EMAILS: adminEmail,
  EVENT_BUS_NAME: own,
  EXPORT_BUCKET: own,
  CHECK_CODE_QUEUE_URL: `${awsEndpoint}/000000000000/${own}-check-code`,
  GENERATE_QUESTIONS_QUEUE_URL: `${awsEndpoint}/000000000000/${own}`,
  NIGHT_QUEUE_URL: `${awsEndpoint}/000000000000/${own}-night`,
  GOOGLE_CLIENT_ID: issuer?.audience ?? 'client-of-the-tests',
  ...(issuer && { TOKEN_ISSUER: issuer.issuer, TOKEN_JWKS_URI: issuer.jwksUri }),
  ...(mongodbUri !== undefined && {
    MONGODB_URI: mongodbUri,
    MONGODB_NAME: own,
    UPSTASH_REDIS_REST_URL: inject('redisRestUrl'),
    UPSTASH_REDIS_REST_TOKEN: inject('redisRestToken'),
  }),
})
