/** Identifiers: new ones, and ones derived from what they name, so that doing a thing twice makes one document. */
import { createHash } from 'node:crypto'
import { ObjectId } from 'mongodb'

export const newId = () => new ObjectId()

/** Throws on anything but 24 hexadecimal digits; callers pass ids that the contract has checked. */
export const toId = (id: string) => ObjectId.createFromHexString(id)

/** The same ObjectId for the same words: the first 12 bytes of a SHA-256 over them. */
export const derivedId = (...words: string[]) =>
  new ObjectId(createHash('sha256').update(words.join('\u0000')).digest().subarray(0, 12))
