/** What a night's files are called. */

/** In the bucket: under the date. */
export const keyOf = (date: string, name: string) => `${date}/${name}`
