/** Reflect. */
import { call, construct as constructValue } from '../call.ts'
import { toKey } from '../convert.ts'
import { deleteProperty, find, getFrom, set } from '../property.ts'
import { ABSENT } from '../values/values.ts'
import { defineTable } from './define.ts'
import { argumentsFrom } from './function.ts'
import { ownKeys, requireObject } from './property-descriptors.ts'

export const reflectTable = defineTable({
  methods: {
    apply: [(m, _self, [fn, self, args]) => call(m, fn, self, argumentsFrom(m, args)), 3],
    construct: [(m, _self, [fn, args, newTarget]) => constructValue(m, fn, argumentsFrom(m, args), newTarget ?? fn), 2],
    deleteProperty: [
      (m, _self, [object, key]) =>
        deleteProperty(m, requireObject(m, object, 'Reflect.deleteProperty'), toKey(m, key), false),
      2,
    ],
    get: [
      (m, _self, [object, key, receiver]) =>
        getFrom(m, requireObject(m, object, 'Reflect.get'), toKey(m, key), receiver ?? object),
      2,
    ],
    getPrototypeOf: (m, _self, [object]) => requireObject(m, object, 'Reflect.getPrototypeOf').proto,
    has: [(m, _self, [object, key]) => find(m, requireObject(m, object, 'Reflect.has'), toKey(m, key)) !== ABSENT, 2],
    ownKeys: (m, _self, [object]) => m.realm.array(ownKeys(m, requireObject(m, object, 'Reflect.ownKeys'))),
    set: [
      (m, _self, [object, key, value]) => {
        set(m, requireObject(m, object, 'Reflect.set'), toKey(m, key), value, false)
        return true
      },
      3,
    ],
  },
})
