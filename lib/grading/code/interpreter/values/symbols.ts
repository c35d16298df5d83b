/** The symbols that the language itself looks for. They hold no state, so all runs share them. */
import { Sym } from './values.ts'

export const symbols = Object.freeze({
  iterator: new Sym('Symbol.iterator'),
  asyncIterator: new Sym('Symbol.asyncIterator'),
  hasInstance: new Sym('Symbol.hasInstance'),
  toPrimitive: new Sym('Symbol.toPrimitive'),
  toStringTag: new Sym('Symbol.toStringTag'),
  species: new Sym('Symbol.species'),
})
