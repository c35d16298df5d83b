import { describe, expect, it } from 'vitest'
import { brokenRules } from './check.ts'

/** Every combination of one choice per place; `{name}` stands for what was chosen at that place. */
function spellings(template: string, places: Record<string, readonly string[]>): string[] {
  return Object.entries(places).reduce<string[]>(
    (texts, [place, choices]) =>
      texts.flatMap((text) => choices.map((choice) => text.replaceAll(`{${place}}`, choice))),
    [template],
  )
}

/** The same function, declared and exported in every way, its variables under two sets of names. */
function declarations(body: string, parameter: string, helper = ''): string[] {
  const wholes = [
    `function solve(${parameter}) { ${body} }`,
    `const solve = (${parameter}) => { ${body} }`,
    `const solve = function (${parameter}) { ${body} }`,
    `export const solve = ${parameter} => { ${body} }`,
    `var solve = function named(${parameter}) { ${body} }; module.exports = { solve }`,
  ].map((whole) => `${helper}${whole}`)
  return wholes.flatMap((whole) => [whole, whole.replace(/\b(total|item|list|i|n)\b/g, '$1Renamed_')])
}

const numbers = [{ args: [[1, 2, 4]], expect: 6 }]

describe('Spelling a program otherwise changes nothing in what its structure is found to be', () => {
  it('a loop that adds up some elements', () => {
    const bodies = spellings('{kind} total = 0; {loop} return total', {
      kind: ['let', 'var'],
      loop: [
        'for (const item of list) { {turn} }',
        'for (var item of list) { {turn} }',
        'for (let i = 0; i < list.length; i++) { const item = list[i]; {turn} }',
        'for (let i = 0; list.length > i; i += 1) { const item = list[i]; {turn} }',
        'let i = 0; while (i < list.length) { const item = list[i]; {turn} i++ }',
      ],
      turn: ['if ({even}) { {add}; }', 'if ({even}) {add};', 'if ({even}) { {add} } else { }'],
      even: ['item % 2 === 0', '0 === item % 2', '!(item % 2 !== 0)'],
      add: ['total += item', 'total = total + item', 'total = item + total'],
    })
    const rules = {
      functions: [{ name: 'solve', params: { min: 1, max: 1 }, returns: true }],
      require: [
        { id: 'loop', in: 'solve', kind: 'loop', feedback: '-' },
        { id: 'even', code: '$X % 2 === 0', feedback: '-' },
        { id: 'add', code: '$A += $X', feedback: '-' },
        { id: 'accumulator', code: 'let $A = 0; ...; return $A', feedback: '-' },
        { id: 'some', code: 'if ($X % 2 === 0) { $A += $X }', feedback: '-' },
      ],
      forbid: [{ id: 'reduce', call: '*.reduce', feedback: '-' }],
      limits: { maxLoopDepth: 1, maxCyclomatic: 3, recursion: 'forbid' },
      tests: numbers,
    }
    const flips = bodies
      .flatMap((body) => declarations(body, 'list'))
      .filter((source) => brokenRules(rules, source).length > 0)
    expect(flips).toEqual([])
    expect(bodies.length).toBe(270)
  }, 60_000)

  it('a recursion with its guard', () => {
    const bodies = [
      'if (n <= 1) return 1; return n * solve(n - 1)',
      'if (1 >= n) { return 1 } return solve(n - 1) * n',
      'if (n <= 1) { return 1 } else { return n * solve(n - 1) }',
      'if (n > 1) { return n * solve(n - 1) } else { return 1 }',
      'if (n > 1) { return n * solve(n - 1) } return 1',
      'if (1 < n) return solve(n - 1) * n; return 1',
      'if (!(n > 1)) return 1; return n * solve(n - 1)',
    ]
    const patterns = [
      'if ($N <= 1) { return 1 }',
      'if ($N <= 1) { return 1 } return $N * solve($N - 1)',
      'if ($N > 1) { return $N * solve($N - 1) } else { return 1 }',
      'return solve($_) * $N',
    ]
    const rules = {
      require: patterns.map((code, i) => ({ id: `pattern ${i}`, code, feedback: '-' })),
      limits: { recursion: 'require', maxLoopDepth: 0 },
    }
    const broken = bodies.flatMap((body) => declarations(body, 'n')).flatMap((source) => brokenRules(rules, source))
    expect(broken).toEqual([])
  })

  it('a loop that returns early', () => {
    const bodies = spellings('for (const item of list) { {turn} } return false', {
      turn: [
        'if ({is}) return true',
        'if ({is}) { return true; }',
        'if (!({is})) continue; return true',
        'if ({not}) { continue } else { return true }',
      ],
      is: ['item > n', 'n < item'],
      not: ['item <= n', 'n >= item'],
    })
    const patterns = [
      'if ($X > $Y) { return true }',
      'if ($X <= $Y) continue; return true',
      'for (const $X of $L) { ... } return false',
    ]
    const rules = { require: patterns.map((code, i) => ({ id: `pattern ${i}`, code, feedback: '-' })) }
    const broken = bodies.flatMap((body) =>
      declarations(body, 'list, n').map((source) => source.replace('list, n =>', '(list, n) =>')),
    )
    expect(broken.flatMap((source) => (/^export/.test(source) ? [] : brokenRules(rules, source)))).toEqual([])
  })

  it('work done by a helper', () => {
    const helpers = [
      'function isEven(n) { return n % 2 === 0 } ',
      'const isEven = (n) => 0 === n % 2; ',
      'const isEven = function (n) { return !(n % 2 !== 0) }; ',
    ]
    const sources = helpers.flatMap((helper) => declarations('return list.filter(isEven).length', 'list', helper))
    const rules = {
      require: [
        { id: 'even', code: '$X % 2 === 0', feedback: '-' },
        { id: 'call', call: '*.filter', feedback: '-' },
      ],
    }
    expect(sources.flatMap((source) => brokenRules(rules, source))).toEqual([])
  })
})
