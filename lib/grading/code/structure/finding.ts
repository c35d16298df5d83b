/** One thing that the structural half of the grader has to say. */
import type { AnyNode } from 'acorn'

/** What is wrong, or could be better, with how a program is built. */
export type StructureFinding = {
  /** `patterns` and `naming` advise; the others count wherever the policy counts structure. */
  readonly part: 'functions' | 'require' | 'forbid' | 'limits' | 'patterns' | 'naming'
  readonly ruleId: string
  readonly message: string
  /** Where in the source, or null for what is missing. */
  readonly at: AnyNode | null
}
