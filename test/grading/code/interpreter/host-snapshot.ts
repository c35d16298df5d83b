/** The host's built-in objects, to see later that nobody changed them. */
const builtIns = {
  Object,
  Function,
  Array,
  String,
  Number,
  Boolean,
  BigInt,
  Symbol,
  Error,
  TypeError,
  RangeError,
  Map,
  Set,
  WeakMap,
  WeakSet,
  Date,
  RegExp,
  Promise,
}

const watched: readonly (readonly [string, object])[] = [
  ['globalThis', globalThis],
  ['Math', Math],
  ['JSON', JSON],
  ['Reflect', Reflect],
  ...Object.entries(builtIns),
  ...Object.entries(builtIns).map(([name, { prototype }]) => [`${name}.prototype`, prototype] as const),
]

/** What holds of each property, by its path. Of the global object only the names: the runner has values of its own there. */
export function snapshotHost(): Map<string, unknown> {
  const facts = new Map<string, unknown>()
  for (const [name, object] of watched) {
    facts.set(`${name} is extensible`, Object.isExtensible(object))
    facts.set(`the prototype of ${name}`, Object.getPrototypeOf(object))
    for (const key of Reflect.ownKeys(object)) {
      if (key === 'stackTraceLimit') continue
      const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(object, key) ?? {}
      const path = `${name}.${String(key)}`
      facts.set(`${path} exists`, true)
      if (object === globalThis) continue
      facts.set(path, value)
      facts.set(`${path} getter`, get)
      facts.set(`${path} setter`, set)
      facts.set(`${path} flags`, JSON.stringify(flags))
    }
  }
  return facts
}

/** The facts that are not as they were. */
export function changesSince(before: ReadonlyMap<string, unknown>): string[] {
  const now = snapshotHost()
  return [...new Set([...before.keys(), ...now.keys()])].filter((fact) => !Object.is(before.get(fact), now.get(fact)))
}
