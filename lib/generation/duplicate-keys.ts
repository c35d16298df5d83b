/** Which objects of a JSON text have a key twice: JSON.parse would keep the last, and say nothing. */

type Frame = { path: string; keys: Set<string> | null; place: number; key: string; wantsKey: boolean }

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/gs

/** @param json valid JSON  @returns paths of the repeated keys, as `questions/0/correctOptionId` */
export function duplicateKeys(json: string): string[] {
  const found: string[] = []
  const frames: Frame[] = []
  const here = (frame: Frame) => join(frame.path, frame.keys ? frame.key : String(frame.place))
  for (const [word] of json.matchAll(token)) {
    const frame = frames.at(-1)
    if (word === '{' || word === '[') {
      const isObject = word === '{'
      const path = frame ? here(frame) : ''
      frames.push({ path, keys: isObject ? new Set() : null, place: 0, key: '', wantsKey: isObject })
    } else if (word === '}' || word === ']') frames.pop()
    else if (!frame) continue
    else if (word === ',') {
      frame.place += 1
      frame.wantsKey = frame.keys !== null
    } else if (word === ':') frame.wantsKey = false
    else if (frame.keys && frame.wantsKey) {
      frame.key = String(JSON.parse(word))
      if (frame.keys.has(frame.key)) found.push(here(frame))
      frame.keys.add(frame.key)
    }
  }
  return found
}

const join = (path: string, key: string) => (path === '' ? key : `${path}/${key}`)
