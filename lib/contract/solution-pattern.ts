/**
 * What the author of a coding question asks of a program: how it is built (`require`, `forbid`, `patterns`, `limits`,
 * `functions`, `naming`) and what it does (`tests`). docs/authoring-patterns.md explains every field by example.
 */
import * as z from 'zod'
import { testExpectationSchema, testValueSchema } from './test-value.ts'

/** The longest list and the longest string of a pattern. */
const longestList = 20
const longestString = 500

/** How deeply a pattern may nest, test values included; deeper JSON is refused before anything walks it. */
const deepestPattern = 24

/** Names of what a program can be made of; `loop` is any of the five loops. */
export const kindSchema = z.enum([
  'loop',
  'for',
  'for-of',
  'for-in',
  'while',
  'do-while',
  'recursion',
  'if',
  'ternary',
  'switch',
  'break',
  'continue',
  'return',
  'throw',
  'try',
  'function',
  'arrow',
  'callback',
  'closure',
  'class',
  'new',
  'spread',
  'rest',
  'destructuring',
  'default-parameter',
  'template',
  'regex',
  'optional-chaining',
  'nullish',
  'var',
])
export type Kind = z.infer<typeof kindSchema>

const textSchema = z.string().trim().min(1).max(longestString)
const identifierSchema = textSchema.regex(/^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u, {
  error: 'must be a JavaScript name',
})
const listOf = <T extends z.ZodType>(item: T) => z.array(item).max(longestList)
const countSchema = z.int().min(0).max(1_000)

/** `eval`, `Math.random`: a global, or a property of one. */
const globalSchema = textSchema.regex(/^[\w$]+(\.[\w$]+)*$/, {
  error: 'must be a global or a property of one, as Math.random',
})
/** `Math.max`, `sumEven`, and `*.reduce` for a method of anything. */
const callSchema = textSchema.regex(/^(\*|[\w$]+)(\.[\w$]+)*$/, {
  error: 'must be a callee, as sort, Math.max or *.reduce',
})

/** A code pattern as a string, or one test of the tree. */
export type Matcher = string | MatcherFields
export type MatcherFields = {
  kind?: Kind | undefined
  call?: string | undefined
  global?: string | undefined
  code?: string | undefined
  anyOf?: Matcher[] | undefined
  allOf?: Matcher[] | undefined
  not?: Matcher | undefined
  in?: string | undefined
  min?: number | undefined
  max?: number | undefined
}

const matcherSchema: z.ZodType<Matcher> = z.lazy(() =>
  z.union([textSchema, z.strictObject(matcherShape).superRefine(checkMatcher)]),
)

const matcherShape = {
  kind: kindSchema.optional(),
  call: callSchema.optional(),
  global: globalSchema.optional(),
  /** JavaScript in which `$X` stands for any expression (the same one each time), `$_` for anything, `...` for a run. */
  code: textSchema.optional(),
  anyOf: listOf(matcherSchema).min(1).optional(),
  allOf: listOf(matcherSchema).min(1).optional(),
  not: matcherSchema.optional(),
  /** Only within this function and what it calls; it must be `entry` or stand in `functions`. */
  in: identifierSchema.optional(),
  /** How often; at least once when neither is given, `min` 0 when only `max` is. */
  min: countSchema.optional(),
  max: countSchema.optional(),
}

const testNames = ['kind', 'call', 'global', 'code', 'anyOf', 'allOf', 'not'] as const

function checkMatcher(matcher: MatcherFields, context: z.RefinementCtx): void {
  const tests = testNames.filter((name) => matcher[name] !== undefined)
  if (tests.length !== 1)
    context.addIssue({ code: 'custom', message: `must have exactly one of ${testNames.join(', ')}` })
  const isCounted = matcher.min !== undefined || matcher.max !== undefined
  if (isCounted && (matcher.allOf ?? matcher.not) !== undefined)
    context.addIssue({ code: 'custom', message: 'min and max count kind, call, global, code or anyOf only' })
  if (matcher.min !== undefined && matcher.max !== undefined && matcher.min > matcher.max)
    context.addIssue({ code: 'custom', message: 'min must not exceed max' })
}

const ruleSchema = z.strictObject({ id: textSchema, feedback: textSchema, ...matcherShape }).superRefine(checkMatcher)
export type PatternRule = z.infer<typeof ruleSchema>

const functionRuleSchema = z.strictObject({
  name: identifierSchema,
  /** Other names under which the function may stand. */
  aliases: listOf(identifierSchema).optional(),
  params: z.strictObject({ min: countSchema.optional(), max: countSchema.optional() }).optional(),
  /** Whether it must give back a value. */
  returns: z.boolean().optional(),
})
export type FunctionRule = z.infer<typeof functionRuleSchema>

const limitsSchema = z.strictObject({
  maxLoopDepth: countSchema.optional(),
  recursion: z.enum(['forbid', 'require']).optional(),
  /** Of each function by itself (McCabe 1976): one more than its decisions. */
  maxCyclomatic: countSchema.optional(),
})

const namingSchema = z.strictObject({
  style: z.enum(['camelCase', 'snake_case', 'PascalCase']),
  severity: z.literal('advice').optional(),
})

const testSchema = z.strictObject({
  args: listOf(testValueSchema),
  expect: testExpectationSchema,
  /** A hidden test counts, but nothing of it is ever shown. */
  hidden: z.boolean().optional(),
})

export const defaultFuel = 200_000
const highestFuel = 2_000_000

/** What decides: the tests, the structure (`functions`, `require`, `forbid`, `limits`), or both; `patterns` advise unless named. */
export const verdictPolicySchema = z.enum(['tests', 'tests+require', 'tests+require+patterns', 'require'])
export type VerdictPolicy = z.infer<typeof verdictPolicySchema>

const policySchema = z.strictObject({
  /** Default: `tests+require`, or `require` when there are no tests. */
  verdict: verdictPolicySchema.optional(),
  /** Steps that all tests together may take. @default 200,000 */
  fuel: z.int().min(1).max(highestFuel).optional(),
})

const fieldsSchema = z.strictObject({
  v: z.literal(1),
  entry: identifierSchema,
  functions: listOf(functionRuleSchema).optional(),
  require: listOf(ruleSchema).optional(),
  forbid: listOf(ruleSchema).optional(),
  patterns: listOf(ruleSchema).optional(),
  limits: limitsSchema.optional(),
  naming: namingSchema.optional(),
  tests: listOf(testSchema).optional(),
  policy: policySchema.optional(),
})

export const solutionPatternSchema = z
  .unknown()
  .refine((value) => isShallow(value, deepestPattern), { error: `must not nest deeper than ${deepestPattern}` })
  .meta({ description: 'A solution pattern, as docs/authoring-patterns.md describes it.' })
  .pipe(fieldsSchema)
  .superRefine((pattern, context) => {
    const rules = [...(pattern.require ?? []), ...(pattern.forbid ?? []), ...(pattern.patterns ?? [])]
    const ids = rules.map(({ id }) => id)
    const repeated = ids.find((id, i) => ids.indexOf(id) !== i)
    if (repeated !== undefined) context.addIssue({ code: 'custom', message: `two rules are called ${repeated}` })
    const known = new Set([pattern.entry, ...(pattern.functions ?? []).map(({ name }) => name)])
    for (const name of rules.flatMap(namedFunctions))
      if (!known.has(name))
        context.addIssue({ code: 'custom', message: `in: ${name} is neither entry nor in functions` })
    if (pattern.policy?.verdict?.startsWith('tests') && !pattern.tests?.length)
      context.addIssue({ code: 'custom', path: ['tests'], message: 'the policy needs tests' })
  })
export type SolutionPattern = z.infer<typeof solutionPatternSchema>

/** Every function that a matcher looks `in`. */
function namedFunctions(matcher: Matcher): string[] {
  if (typeof matcher === 'string') return []
  const inner = [
    ...(matcher.anyOf ?? []),
    ...(matcher.allOf ?? []),
    ...(matcher.not === undefined ? [] : [matcher.not]),
  ]
  return [...(matcher.in === undefined ? [] : [matcher.in]), ...inner.flatMap(namedFunctions)]
}

function isShallow(value: unknown, deepest: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return false
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return true
}
