/** Map. The host's Map holds the entries: its keys are compared as the language wants it. */
import { call, prototypeFor } from '../call.ts'
import { forEachValue } from '../iteration.ts'
import type { Machine } from '../machine/machine.ts'
import type { NativeImplementation } from '../values/functions.ts'
import { MapObj } from '../values/objects.ts'
import { symbols } from '../values/symbols.ts'
import { Arr, type Value } from '../values/values.ts'
import { addAll, entryOf, keyOf, wrongReceiver } from './collections.ts'
import { defineClass, method, requireNew } from './define.ts'
import { makeIterator } from './iterator.ts'

const mapOf = (m: Machine, self: Value) => (self instanceof MapObj ? self.entries : wrongReceiver(m, 'Map.prototype'))

function setEntry(m: Machine, map: MapObj, key: Value, value: Value): void {
  m.allocate(64)
  map.entries.set(keyOf(m, key), value)
}

function iterateMap(m: Machine, self: Value, pick: (key: Value, value: Value) => Value): Value {
  const entries = mapOf(m, self).entries()
  return makeIterator(m, 'Map Iterator', () => {
    const step = entries.next()
    return step.done ? null : { value: pick(step.value[0], step.value[1]) }
  })
}

const mapEntries: NativeImplementation = (m, self) => iterateMap(m, self, (key, value) => m.realm.array([key, value]))

export const mapClass = defineClass('Map', {
  length: 0,
  construct(m, _self, [source], newTarget) {
    requireNew(m, 'Map', newTarget)
    m.allocate(200)
    const map = new MapObj(prototypeFor(m, newTarget, 'Map'))
    addAll(m, map, source, 'set', (pair) => setEntry(m, map, ...entryOf(m, pair)))
    return map
  },
  statics: {
    methods: {
      groupBy: [
        (m, _self, [source, fn]) => {
          const map = new MapObj(m.realm.proto('Map'))
          let index = 0
          forEachValue(m, source, (value) => {
            const key = call(m, fn, undefined, [value, index++])
            const group = map.entries.get(keyOf(m, key))
            m.allocate(8)
            if (group instanceof Arr) group.elements.push(value)
            else setEntry(m, map, key, m.realm.array([value]))
          })
          return map
        },
        2,
      ],
    },
  },
  methods: {
    methods: {
      clear: [
        (m, self) => {
          mapOf(m, self).clear()
          return undefined
        },
        0,
      ],
      delete: (m, self, [key]) => mapOf(m, self).delete(keyOf(m, key)),
      entries: [mapEntries, 0],
      forEach(m, self, [fn, receiver]) {
        for (const [key, value] of mapOf(m, self)) {
          m.charge(1)
          call(m, fn, receiver, [value, key, self])
        }
        return undefined
      },
      get: (m, self, [key]) => mapOf(m, self).get(keyOf(m, key)),
      has: (m, self, [key]) => mapOf(m, self).has(keyOf(m, key)),
      keys: [(m, self) => iterateMap(m, self, (key) => key), 0],
      set: [
        (m, self, [key, value]) => {
          if (!(self instanceof MapObj)) return wrongReceiver(m, 'Map.prototype.set')
          setEntry(m, self, key === 0 ? 0 : key, value)
          return self
        },
        2,
      ],
      values: [(m, self) => iterateMap(m, self, (_key, value) => value), 0],
    },
    getters: { size: (m, self) => mapOf(m, self).size },
    symbols: [
      [symbols.iterator, method(mapEntries, 0)],
      [symbols.toStringTag, { kind: 'constant', value: 'Map' }],
    ],
  },
})
