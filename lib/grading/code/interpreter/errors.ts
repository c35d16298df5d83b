/** Errors that the machine itself throws into the program, with V8's wording where students meet it. */
import { type Machine, Thrown } from './machine/machine.ts'
import { ErrorObj } from './values/objects.ts'
import { hiddenSlot } from './values/values.ts'

type ErrorName = 'Error' | 'TypeError' | 'RangeError' | 'ReferenceError' | 'SyntaxError' | 'URIError' | 'EvalError'

function makeError(m: Machine, name: ErrorName, message: string): ErrorObj {
  m.allocate(200)
  const error = new ErrorObj(m.realm.proto(name))
  error.putOwn('message', hiddenSlot(message))
  return error
}

export function throwError(m: Machine, name: ErrorName, message: string): never {
  throw new Thrown(makeError(m, name, message))
}
