/** WeakMap and WeakSet. A run is too short for anything in them to be collected. */
import { prototypeFor } from '../call.ts'
import { throwError } from '../errors.ts'
import { forEachValue } from '../iteration.ts'
import type { Machine } from '../machine/machine.ts'
import { WeakMapObj, WeakSetObj } from '../values/objects.ts'
import { Obj, Sym, type Value } from '../values/values.ts'
import { entryOf, wrongReceiver } from './collections.ts'
import { defineClass, requireNew } from './define.ts'

const weakKey = (m: Machine, key: Value): Value =>
  key instanceof Obj || key instanceof Sym ? key : throwError(m, 'TypeError', `Invalid value used as weak map key`)

const weakMapOf = (m: Machine, self: Value) =>
  self instanceof WeakMapObj ? self.entries : wrongReceiver(m, 'WeakMap.prototype')

export const weakMapClass = defineClass('WeakMap', {
  length: 0,
  construct(m, _self, [source], newTarget) {
    requireNew(m, 'WeakMap', newTarget)
    const map = new WeakMapObj(prototypeFor(m, newTarget, 'WeakMap'))
    if (source === undefined || source === null) return map
    forEachValue(m, source, (pair) => {
      const [key, value] = entryOf(m, pair)
      m.allocate(64)
      map.entries.set(weakKey(m, key), value)
    })
    return map
  },
  methods: {
    methods: {
      delete: (m, self, [key]) => weakMapOf(m, self).delete(key),
      get: (m, self, [key]) => weakMapOf(m, self).get(key),
      has: (m, self, [key]) => weakMapOf(m, self).has(key),
      set: [
        (m, self, [key, value]) => {
          m.allocate(64)
          weakMapOf(m, self).set(weakKey(m, key), value)
          return self
        },
        2,
      ],
    },
  },
})

const weakSetOf = (m: Machine, self: Value) =>
  self instanceof WeakSetObj ? self.members : wrongReceiver(m, 'WeakSet.prototype')

export const weakSetClass = defineClass('WeakSet', {
  length: 0,
  construct(m, _self, [source], newTarget) {
    requireNew(m, 'WeakSet', newTarget)
    const set = new WeakSetObj(prototypeFor(m, newTarget, 'WeakSet'))
    if (source === undefined || source === null) return set
    forEachValue(m, source, (value) => set.members.add(weakKey(m, value)))
    return set
  },
  methods: {
    methods: {
      add(m, self, [value]) {
        m.allocate(48)
        weakSetOf(m, self).add(weakKey(m, value))
        return self
      },
      delete: (m, self, [value]) => weakSetOf(m, self).delete(value),
      has: (m, self, [value]) => weakSetOf(m, self).has(value),
    },
  },
})
