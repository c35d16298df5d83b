/** Whether a text is one of the names that a record has: what a form gives, as what the contract takes. */
export const isIn =
  <K extends string>(record: Readonly<Record<K, unknown>>) =>
  (text: string | undefined | null): text is K =>
    typeof text === 'string' && Object.hasOwn(record, text)
