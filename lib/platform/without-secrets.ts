/** Providers quote keys in their errors; nothing of ours repeats them. */

const keyLike = /\b(?:sk|key|api|bearer)[-_ ][\w*.-]{6,}/gi

export const withoutSecrets = (text: string, apiKey: string): string =>
  (apiKey.length > 5 ? text.replaceAll(apiKey, '…') : text).replace(keyLike, '…').slice(0, 500)
