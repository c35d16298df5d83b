/** What the local stage is told of this machine, in the words of cdk/stage.ts. */

/** Variables that set the local stage as they set the functions on AWS. */
const passedOn = {
  GOOGLE_CLIENT_ID: 'googleClientId',
  ALLOWED_HOSTED_DOMAINS: 'allowedHostedDomains',
  ADMIN_EMAILS: 'adminEmails',
  LOG_LEVEL: 'logLevel',
  LIMIT_ANSWERS_PER_MINUTE: 'limitAnswersPerMinute',
  LIMIT_STARTS_PER_MINUTE: 'limitStartsPerMinute',
  LIMIT_REPORTS_PER_MINUTE: 'limitReportsPerMinute',
  LIMIT_ADMIN_CALLS_PER_MINUTE: 'limitAdminCallsPerMinute',
  OPENAI_BASE_URL: 'openaiBaseUrl',
  OPENAI_MODEL: 'openaiModel',
  OPENAI_INPUT_PRICE: 'openaiInputPrice',
  OPENAI_OUTPUT_PRICE: 'openaiOutputPrice',
  GENERATION_SECONDS: 'generationSeconds',
  PROMPT_POLICY: 'promptPolicy',
  FINE_TUNING: 'fineTuning',
} as const

export type ContextOptions = {
  env: Readonly<Record<string, string | undefined>>
  bundled: boolean
  databaseName: string
  /** null takes Google's own tokens. */
  signIn: { issuer: string; jwksUri: string; clientId: string } | null
}

export function stageContext({ env, bundled, databaseName, signIn }: ContextOptions): Record<string, string> {
  const fromEnvironment = Object.entries(passedOn).flatMap(([variable, name]) => {
    const value = env[variable]
    return value ? [[name, value]] : []
  })
  return {
    // Bundles would otherwise inherit the emulator's own LOG_LEVEL, which is of another kind.
    logLevel: 'INFO',
    ...Object.fromEntries(fromEnvironment),
    bundled: String(bundled),
    mongodbName: databaseName,
    ...(signIn && { googleClientId: signIn.clientId, tokenIssuer: signIn.issuer, tokenJwksUri: signIn.jwksUri }),
  }
}
