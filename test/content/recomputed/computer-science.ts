/** Recomputes the answers of computer science: by running the algorithms and filling the truth tables. */

import {
  appendCosts,
  averageWait,
  binarySearchSteps,
  bubbleSortSwaps,
  countStates,
  divideAndConquer,
  finalValuesOfTwoIncrements,
  fromDigits,
  huffmanBits,
  leastRecentlyUsedFaults,
  longestCommonSubsequence,
  mergeSortSteps,
  quicksortSteps,
  shortestPath,
  toDigits,
} from './algorithms.ts'
import { permutations, subsets, tuples } from './chance.ts'
import { equivalent, growth, holds, number, numbers, type Recomputation, recompute, words } from './judge.ts'
import { integers, sum } from './numeric.ts'
import { countEdges, heapInsert, searchTree, visit } from './trees.ts'

export const recomputations: Readonly<Record<string, Recomputation>> = {
  'cs-001': recompute(
    '1011 in binary',
    number(() => fromDigits('1011', 2)),
  ),
  'cs-002': recompute(
    'unsigned 8-bit integer',
    number(() => fromDigits('11111111', 2)),
  ),
  'cs-004': recompute(
    'A AND (NOT B)',
    words(() => {
      const [a, b] = tuples([true, false], 2).find(([x, y]) => x && !y) ?? []
      return `A = ${a}, B = ${b}`
    }),
  ),
  'cs-005': recompute(
    'binary search need in the worst case',
    growth((n) => binarySearchSteps(n)),
  ),
  'cs-007': recompute(
    '1, 2, 3 are pushed',
    number(() => {
      const stack = [1, 2, 3]
      stack.pop()
      return stack.pop()
    }),
  ),
  'cs-008': recompute(
    '2F in hexadecimal',
    number(() => fromDigits('2F', 16)),
  ),
  'cs-009': recompute(
    'decimal number 13 in binary',
    words(() => toDigits(13, 2)),
  ),
  'cs-010': recompute(
    '64 items',
    number(() => integers(0, 64).find((bits) => 2 ** bits >= 64)),
  ),
  'cs-011': recompute(
    'with 4 variables',
    number(() => tuples([true, false], 4).length),
  ),
  'cs-012': recompute(
    'NOT (A AND B)',
    equivalent(([a, b]) => !(a && b)),
  ),
  'cs-013': recompute(
    'i from 1 to n, and for each i it runs j from 1 to i',
    growth(
      (n) => {
        let steps = 0
        for (let i = 1; i <= n; i += 1) for (let j = 1; j <= i; j += 1) steps += 1
        return steps
      },
      [500, 1000],
    ),
  ),
  'cs-014': recompute(
    "-5 in two's complement",
    words(() => toDigits(2 ** 8 - 5, 2)),
  ),
  'cs-017': recompute(
    'XOR of 1100 and 1010',
    words(() => [...'1100'].map((bit, i) => (bit === '1010'[i] ? '0' : '1')).join('')),
  ),
  'cs-018': recompute(
    'traversed in-order',
    words(() => {
      const keys = visit(searchTree([5, 2, 8, 1, 3, 9]), 'in')
      return keys.join() === '1,2,3,5,8,9' ? 'in ascending order' : 'otherwise'
    }),
  ),
  'cs-019': recompute(
    'binary number 11010110',
    words(() => toDigits(fromDigits('11010110', 2), 16)),
  ),
  'cs-020': recompute(
    'tree with 15 nodes',
    number(() => countEdges(searchTree(integers(0, 14).map((k) => (k * 7) % 15)))),
  ),
  'cs-021': recompute(
    'i from 0 to 9 (inclusive)',
    number(() => integers(0, 9).flatMap(() => integers(0, 4)).length),
  ),
  'cs-022': recompute(
    '4 KiB',
    number(() => 4 * 2 ** 10),
  ),
  'cs-023': recompute(
    '50, 30, 70, 20, 40 are inserted',
    words(() => visit(searchTree([50, 30, 70, 20, 40]), 'pre').join(', ')),
  ),
  'cs-024': recompute(
    'merge sort on n elements',
    growth((n) => mergeSortSteps(n)),
  ),
  'cs-025': recompute(
    'first element as its pivot',
    growth((n) => quicksortSteps(integers(1, n)), [400, 800]),
  ),
  'cs-027': recompute(
    'prefix /26',
    number(() => integers(0, 2 ** (32 - 26) - 1).filter((host) => host !== 0 && host !== 63).length),
  ),
  'cs-028': recompute(
    'A OR (A AND B)',
    equivalent(([a, b]) => a || (a && b)),
  ),
  'cs-029': recompute(
    '(a|b)*abb',
    holds((said) => /^(a|b)*abb$/.test(said)),
  ),
  'cs-030': recompute(
    'sorted array of 1000 elements',
    number(() => binarySearchSteps(1000)),
  ),
  'cs-031': recompute(
    'pattern 11110110',
    number(() => Int8Array.of(fromDigits('11110110', 2))[0]),
  ),
  'cs-032': recompute(
    '200 and 100 are added',
    number(() => Uint8Array.of(200 + 100)[0]),
  ),
  'cs-033': recompute(
    'complete undirected graph with 10 vertices',
    number(() => subsets(integers(1, 10), 2).length),
  ),
  'cs-034': recompute(
    'T(n) = 4T(n/2) + n',
    growth((n) => divideAndConquer(n, 4)),
  ),
  'cs-035': recompute(
    '1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5',
    number(() => leastRecentlyUsedFaults([1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5], 3)),
  ),
  'cs-036': recompute(
    'A-B (length 4), A-C (1), C-B (2), B-D (5) and C-D (8)',
    number(() =>
      shortestPath(
        [
          ['A', 'B', 4],
          ['A', 'C', 1],
          ['C', 'B', 2],
          ['B', 'D', 5],
          ['C', 'D', 8],
        ],
        'A',
        'D',
      ),
    ),
  ),
  'cs-037': recompute(
    '20, 15, 10, 8, 7, 9 (root first',
    words(() => heapInsert([20, 15, 10, 8, 7, 9], 18).join(', ')),
  ),
  'cs-038': recompute(
    'running times 6, 8, 7 and 3 ms',
    number(() => averageWait([6, 8, 7, 3].sort((a, b) => a - b))),
  ),
  'cs-039': recompute(
    'run x = x + 1 once, without a lock',
    numbers(() => finalValuesOfTwoIncrements()),
  ),
  'cs-040': recompute(
    'copied into one of double size',
    growth((n) => appendCosts(n) / n),
  ),
  'cs-041': recompute(
    'up to 2 bits',
    number(() =>
      integers(1, 9).find((distance) =>
        tuples([0, 1], distance).every((word) => sum(word) > 2 || distance - sum(word) > 2),
      ),
    ),
  ),
  'cs-042': recompute(
    '5, 1, 4, 2, 3 is sorted',
    number(() => bubbleSortSwaps([5, 1, 4, 2, 3])),
  ),
  'cs-043': recompute(
    'the keys 1, 2, 3, 4',
    number(() => new Set(permutations([1, 2, 3, 4]).map((keys) => visit(searchTree(keys), 'pre').join())).size),
  ),
  'cs-044': recompute(
    'f(n) = f(n - 1) + f(n - 2)',
    number(() => {
      let calls = 0
      const f = (n: number): number => {
        calls += 1
        return n < 2 ? n : f(n - 1) + f(n - 2)
      }
      f(5)
      return calls
    }),
  ),
  'cs-045': recompute(
    String.raw`T(n) = 2T(\sqrt{n}) + \log n`,
    growth((n) => divideAndConquer(Math.log2(n), 2), [2 ** 16, 2 ** 512]),
  ),
  'cs-047': recompute(
    'sorting 6 different elements',
    number(() => integers(0, 99).find((height) => 2 ** height >= permutations(integers(1, 6)).length)),
  ),
  'cs-048': recompute(
    'cache of 16 KiB has blocks of 64 bytes',
    number(() => 32 - (toDigits(64 - 1, 2).length + toDigits((16 * 1024) / 64 - 1, 2).length)),
  ),
  'cs-049': recompute(
    '100 ns. One access in 100000 causes a page fault, which takes 8 ms',
    number(() => (99_999 * 100 + 8_000_000) / 100_000, 1),
  ),
  'cs-050': recompute(
    'Boolean functions of 3 variables',
    number(() => tuples([0, 1], tuples([0, 1], 3).length).length),
  ),
  'cs-052': recompute(
    'strings of length 6',
    number(() => tuples(['0', '1'], 6).filter((bits) => !bits.join('').includes('11')).length),
  ),
  'cs-053': recompute(
    'third symbol from the end is 1',
    number(() => countStates((word) => word.at(-3) === '1', 6, 3)),
  ),
  'cs-054': recompute(
    'a 45 times, b 13, c 12, d 16, e 9 and f 5',
    number(() => huffmanBits([45, 13, 12, 16, 9, 5])),
  ),
  'cs-055': recompute(
    'ABCBDAB and BDCABA',
    number(() => longestCommonSubsequence('ABCBDAB', 'BDCABA')),
  ),
}
