/** How this machine's AWS is reached. Its credentials are dummies, so that nothing here could ever reach a real account. */

export const region = 'us-east-1'
export const account = '000000000000'
const credentials = { accessKeyId: account, secretAccessKey: 'local' }

/** For the AWS clients of the platform itself. */
export const clientSettings = (endpoint: string) => ({ endpoint, region, credentials })

/** What the emulator checks signed links against; it takes any other request unchecked. */
export const rootCredentials = {
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
}

/** For whatever reads its AWS settings from the environment: functions, and the `cdk` command. */
export const awsVariables = (endpoint: string) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  ...rootCredentials,
  AWS_EC2_METADATA_DISABLED: 'true',
})

/** Keeps calls between the parts of the platform from a proxy that the machine may have for the outside. */
export const noProxyVariables = { NO_PROXY: '127.0.0.1,localhost', no_proxy: '127.0.0.1,localhost' }
