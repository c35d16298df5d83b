/** Equal instants have no order of their own: by id, a stream is the same every time. */
import type { ObjectId } from 'mongodb'

/** @param documents in the order of time */
export async function* inStableOrder<T extends { _id: ObjectId }>(
  documents: AsyncIterable<T>,
  timeOf: (document: T) => Date,
): AsyncGenerator<T> {
  let equal: T[] = []
  for await (const document of documents) {
    const [first] = equal
    if (first && timeOf(first).getTime() !== timeOf(document).getTime()) {
      yield* byId(equal)
      equal = []
    }
    equal.push(document)
  }
  yield* byId(equal)
}

const byId = <T extends { _id: ObjectId }>(documents: T[]) =>
  documents.sort((one, other) => (one._id.toHexString() < other._id.toHexString() ? -1 : 1))
