/** Which errors of the stores pass by themselves. By name and code, so that no driver comes along. */

const transientNames = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
])

/**
 * NotWritablePrimary, InterruptedAtShutdown, InterruptedDueToReplStateChange, NotPrimaryNoSecondaryOk,
 * NotPrimaryOrSecondary, PrimarySteppedDown, ShutdownInProgress, HostUnreachable, HostNotFound, NetworkTimeout,
 * SocketException (MongoDB's error codes; specification of retryable writes).
 */
const transientCodes = new Set([10107, 11600, 11602, 13435, 13436, 189, 91, 6, 7, 89, 9001])

export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (transientNames.has(error.name) || isLostBulkWrite(error)) return true
  return 'code' in error && typeof error.code === 'number' && transientCodes.has(error.code)
}

/**
 * The driver wraps whatever keeps it from sending a bulk write, or from hearing of it, and drops the name: what is left
 * has neither a failed write nor a code.
 */
function isLostBulkWrite(error: Error): boolean {
  if (error.name !== 'MongoBulkWriteError' || ('code' in error && error.code !== undefined)) return false
  return 'writeErrors' in error && Array.isArray(error.writeErrors) && error.writeErrors.length === 0
}
