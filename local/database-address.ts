/** The database that a MongoDB URI names: `mongodb://host/name?options`. The driver's URIs may list hosts, so URL cannot. */

const form = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^/?]*))?(\?.*)?$/

export type DatabaseAddress = { name: string /** With the name. */; uri: string }

/** @throws when it is no MongoDB URI */
export function databaseAddress(uri: string, defaultName: string): DatabaseAddress {
  const [, hosts, named, options = ''] = form.exec(uri) ?? []
  if (hosts === undefined) throw new Error('MONGODB_URI must start with mongodb:// or mongodb+srv://')
  const name = named || defaultName
  return { name, uri: `${hosts}/${name}${options}` }
}
