/** Does what the event says that a function must not do. */
export const handler = async (event: { how: string }) => {
  console.log(`about to ${event.how}`)
  if (event.how === 'throw') throw new RangeError('out of range')
  if (event.how === 'crash')
    setImmediate(() => {
      throw new Error('nobody catches this')
    })
  return new Promise(() => undefined)
}
