/** From the flat form of a coding question to the pattern that judges programs; the contract's schema checks it afterwards. */
import type { CodingForm } from './output-schema.ts'
import { Unclear } from './unclear.ts'

/** A tenth of it must do for the reference. */
const fuel = 200_000

/** @throws Unclear when arguments or a result are no JSON */
export const toSolutionPattern = ({ entry, tests, require, forbid, forbidCalls }: CodingForm) => ({
  v: 1,
  entry: entry.trim(),
  ...(require.length > 0 && { require: require.map((rule, index) => ({ id: `require-${index + 1}`, ...rule })) }),
  ...(forbid.length + forbidCalls.length > 0 && {
    forbid: [
      ...forbid.map((rule, index) => ({ id: `forbid-${index + 1}`, ...rule })),
      ...forbidCalls.map((rule, index) => ({ id: `forbid-call-${index + 1}`, ...rule })),
    ],
  }),
  naming: { style: 'camelCase', severity: 'advice' },
  tests: tests.map(({ args, expect, hidden }, index) => ({
    args: parse(args, `tests.${index}.args`),
    expect: parse(expect, `tests.${index}.expect`),
    ...(hidden && { hidden }),
  })),
  policy: { verdict: 'tests+require', fuel },
})

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Unclear('form', `${path}: is not JSON: ${text.slice(0, 100)}`)
  }
}
