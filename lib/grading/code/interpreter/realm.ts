/** One run's own set of built-in objects, each made when it is first needed from tables that all runs share. */

import { classDefinitions, globalTable } from './builtins/all-classes.ts'
import type { ClassDefinition } from './builtins/define.ts'
import type { Machine } from './machine/machine.ts'
import { BuiltinObj, Native } from './values/functions.ts'
import { PrimitiveObj } from './values/objects.ts'
import { Arr, Obj, type Sym, UNINITIALISED, type Value } from './values/values.ts'

export class Realm {
  readonly objectProto: Obj
  readonly functionProto: Obj
  readonly arrayProto: Obj
  readonly globalObject: Obj
  /** Symbol.for */
  readonly registeredSymbols = new Map<string, Sym>()
  private readonly m: Machine
  private readonly protos = new Map<string, Obj>()
  private readonly constructors = new Map<string, Native>()

  constructor(m: Machine) {
    this.m = m
    this.objectProto = new BuiltinObj(m, null, definitionOf('Object').methods)
    this.protos.set('Object', this.objectProto)
    this.functionProto = this.proto('Function')
    this.arrayProto = this.proto('Array')
    this.globalObject = new BuiltinObj(m, this.objectProto, globalTable)
  }

  proto(name: string): Obj {
    const known = this.protos.get(name)
    if (known) return known
    const { parent, methods } = definitionOf(name)
    const proto = new BuiltinObj(this.m, this.proto(parent), methods)
    this.protos.set(name, proto)
    return proto
  }

  constructorOf(name: string): Native {
    const known = this.constructors.get(name)
    if (known) return known
    const { construct, length, statics, parent } = definitionOf(name)
    const made = new Native(this.m, name, length, construct, statics)
    this.constructors.set(name, made)
    if (parent !== 'Object') made.proto = this.constructorOf(parent)
    return made
  }

  /** The constructor if anybody has asked for it yet. */
  existingConstructor(name: string): Native | undefined {
    return this.constructors.get(name)
  }

  protoOfPrimitive(value: boolean | number | string | bigint | Sym): Obj {
    switch (typeof value) {
      case 'string':
        return this.proto('String')
      case 'number':
        return this.proto('Number')
      case 'boolean':
        return this.proto('Boolean')
      case 'bigint':
        return this.proto('BigInt')
      default:
        return this.proto('Symbol')
    }
  }

  /** What `this` is in a sloppy function that is called with `self`. */
  sloppyThis(self: Value): Value {
    if (self instanceof Obj) return self
    if (self === undefined || self === null) return this.globalObject
    if (self === UNINITIALISED) return self
    return new PrimitiveObj(this.protoOfPrimitive(self), self)
  }

  array(elements: Value[]): Arr {
    this.m.allocate(64 + elements.length * 8)
    return new Arr(this.arrayProto, elements)
  }

  object(): Obj {
    this.m.allocate(160)
    return new Obj(this.objectProto)
  }
}

function definitionOf(name: string): ClassDefinition {
  const definition = classDefinitions.get(name)
  if (definition === undefined) throw new Error(`no built-in class ${name}`)
  return definition
}
