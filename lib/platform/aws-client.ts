/** How long a student may wait for a message or an event that the request itself does not need. */
export const impatientClient = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_500 },
}
