/** Variables and their scopes at compile time. */
import type { Instruction } from '../machine/function-code.ts'
import { type VariableUse, variableForms } from '../ops/variables.ts'
import type { Sym } from '../values/values.ts'
import type { FunctionState } from './function-state.ts'

export type BindingKind = 'var' | 'let' | 'const' | 'function' | 'self'

/** A variable: on the stack, until a closure is seen to use it; then every use so far is turned to a box. */
export class Binding {
  readonly name: string
  readonly kind: BindingKind
  readonly owner: FunctionState
  readonly place: number
  /** Where the declaration ends: code further on in the same function finds it initialised. */
  declaredAt = Number.POSITIVE_INFINITY
  /** In a switch the declaration may be jumped over. */
  readonly isSkippable: boolean
  box = -1
  private readonly uses: { instruction: Instruction; use: VariableUse }[] = []
  private entry: Instruction | null = null

  constructor(name: string, kind: BindingKind, owner: FunctionState, place: number, isSkippable: boolean) {
    this.name = name
    this.kind = kind
    this.owner = owner
    this.place = place
    this.isSkippable = isSkippable
  }

  get hasDeadZone(): boolean {
    return this.kind === 'let' || this.kind === 'const'
  }

  /** Registers an instruction of the owning function, and gives it the right form. */
  addUse(instruction: Instruction, use: VariableUse): void {
    this.uses.push({ instruction, use })
    this.shape(instruction, use)
    if (use === 'enter') {
      this.entry = instruction
      if (this.box === -1) instruction.operation = variableForms.enterVar.local
    }
    // Only now does it matter on the stack what the variable holds before its declaration.
    if ((use === 'loadChecked' || use === 'storeChecked') && this.box === -1 && this.entry) {
      this.entry.operation = variableForms.enter.local
    }
  }

  capture(): void {
    if (this.box !== -1) return
    this.box = this.owner.code.boxCount++
    for (const { instruction, use } of this.uses) this.shape(instruction, use)
  }

  private shape(instruction: Instruction, use: VariableUse): void {
    const forms = variableForms[use]
    instruction.operation = this.box === -1 ? forms.local : forms.boxed
    instruction.a = this.box === -1 ? this.place : this.box
    if (use === 'parameter') instruction.b = this.place
  }
}

export class Scope {
  readonly parent: Scope | null
  readonly owner: FunctionState
  readonly names = new Map<string, Binding>()
  /** Of a class body. */
  readonly privateNames: Map<string, Sym> | null
  readonly isSwitch: boolean

  constructor(
    parent: Scope | null,
    owner: FunctionState,
    options: { isSwitch?: boolean; privateNames?: Map<string, Sym> } = {},
  ) {
    this.parent = parent
    this.owner = owner
    this.isSwitch = options.isSwitch ?? false
    this.privateNames = options.privateNames ?? null
  }

  declare(name: string, kind: BindingKind): Binding {
    return this.declareAt(name, kind, this.owner.code.localCount++)
  }

  declareAt(name: string, kind: BindingKind, place: number): Binding {
    const binding = new Binding(name, kind, this.owner, place, this.isSwitch)
    this.names.set(name, binding)
    return binding
  }

  find(name: string): Binding | null {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const binding = scope.names.get(name)
      if (binding) return binding
    }
    return null
  }

  findPrivate(name: string): Sym | null {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const symbol = scope.privateNames?.get(name)
      if (symbol) return symbol
    }
    return null
  }
}
