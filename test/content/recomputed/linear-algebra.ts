/** Recomputes the answers of linear algebra: with plain matrix algorithms. */
import { evaluate } from './expression.ts'
import { close, holds, matrix, number, numbers, type Recomputation, recompute, vector, words } from './judge.ts'
import {
  add,
  apply,
  cross,
  describeForm,
  determinant,
  dot,
  eigenvalues,
  hasEigenbasis,
  inverse,
  isSame,
  leastSquares,
  multiply,
  norm,
  power,
  project,
  rank,
  rows,
  scale,
  sphere,
  subtract,
  trace,
  transpose,
  triangleArea,
  zeros,
} from './matrices.ts'
import { integers, roots } from './numeric.ts'
import { readMatrix, readVector, readVectors } from './read.ts'

/** An arbitrary change of basis. */
const shear = rows('1 1 0; 0 1 1; 0 0 1')

export const recomputations: Readonly<Record<string, Recomputation>> = {
  'lin-001': recompute(
    '$(1, 2, 3)$ and $(4, -1, 2)$',
    number(() => dot([1, 2, 3], [4, -1, 2])),
  ),
  'lin-002': recompute(
    String.raw`a $2 \times 3$ matrix and $B$ is a $3 \times 4$`,
    words(() => {
      const product = multiply(zeros(2, 3), zeros(3, 4))
      return `${product.length} \\times ${product[0]?.length}`
    }),
  ),
  'lin-003': recompute(
    String.raw`\begin{pmatrix} 3 & 1 \\ 2 & 4 \end{pmatrix}`,
    number(() => determinant(rows('3 1; 2 4'))),
  ),
  'lin-004': recompute(
    String.raw`\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix}`,
    matrix(() => transpose(rows('1 2 3; 4 5 6'))),
  ),
  'lin-005': recompute(
    'length of the vector $(3, 4)$',
    number(() => norm([3, 4])),
  ),
  'lin-006': recompute(
    String.raw`\begin{pmatrix} 1 & 2 \\ 0 & 3 \end{pmatrix} + \begin{pmatrix} 4 & -1 \\ 2 & 1 \end{pmatrix}`,
    matrix(() => add(rows('1 2; 0 3'), rows('4 -1; 2 1'))),
  ),
  'lin-007': recompute(
    'orthogonal to $(2, -1)$',
    holds((said) => dot(readVector(said), [2, -1]) === 0),
  ),
  'lin-008': recompute(
    String.raw`\begin{pmatrix} 2 & 0 & 0 \\ 0 & 3 & 0 \\ 0 & 0 & 5 \end{pmatrix}`,
    number(() => determinant(rows('2 0 0; 0 3 0; 0 0 5'))),
  ),
  'lin-009': recompute(
    String.raw`\begin{pmatrix} 4 & 7 \\ 1 & -6 \end{pmatrix}`,
    number(() => trace(rows('4 7; 1 -6'))),
  ),
  'lin-010': recompute(
    String.raw`\begin{pmatrix} 2 & -1 \\ 0 & 3 \end{pmatrix}`,
    number(() => apply(rows('2 -1; 0 3'), [4, 5])[0]),
  ),
  'lin-011': recompute(
    '$u = (1, -2)$ and $v = (3, 5)$',
    number(() => add([[2 * 1, 2 * -2]], [[3, 5]])[0]?.[1]),
  ),
  'lin-012': recompute(
    String.raw`\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \begin{pmatrix} 0 & 1 \\ 1 & 0 \end{pmatrix}`,
    matrix(() => multiply(rows('1 2; 3 4'), rows('0 1; 1 0'))),
  ),
  'lin-013': recompute(
    String.raw`\begin{pmatrix} 2 & 1 \\ 5 & 3 \end{pmatrix}`,
    matrix(() => inverse(rows('2 1; 5 3'))),
  ),
  'lin-014': recompute(
    String.raw`(1, 2, 0) \times (0, 1, 3)`,
    vector(() => cross([1, 2, 0], [0, 1, 3])),
  ),
  'lin-016': recompute(
    String.raw`\begin{pmatrix} 2 & 5 \\ 0 & 7 \end{pmatrix}`,
    numbers(() => eigenvalues(rows('2 5; 0 7'))),
  ),
  'lin-017': recompute(
    'linearly dependent',
    holds((said) => rank(readVectors(said)) < 2),
  ),
  'lin-018': recompute(
    '$2x + y = 5$, $x - y = 1$',
    vector(() => apply(inverse(rows('2 1; 1 -1')), [5, 1])),
  ),
  'lin-019': recompute(
    String.raw`\begin{pmatrix} 1 & 2 & 3 \\ 2 & 4 & 6 \\ 1 & 0 & 1 \end{pmatrix}`,
    number(() => rank(rows('1 2 3; 2 4 6; 1 0 1'))),
  ),
  'lin-021': recompute(
    String.raw`a $3 \times 3$ matrix with $\det A = 5$`,
    number(() => determinant(scale(rows('5 1 2; 0 1 3; 0 0 1'), 2))),
  ),
  'lin-022': recompute(
    '$(k, 3)$ and $(6, -4)$',
    number(() => roots((k) => dot([k, 3], [6, -4]))[0]),
  ),
  'lin-023': recompute(
    String.raw`\begin{pmatrix} 4 & 1 \\ 2 & 3 \end{pmatrix}`,
    numbers(() => eigenvalues(rows('4 1; 2 3'))),
  ),
  'lin-024': recompute(
    String.raw`\begin{pmatrix} 4 & 1 \\ 2 & 3 \end{pmatrix}`,
    holds((said) => rank([readVector(said), apply(rows('4 1; 2 3'), readVector(said))]) === 1),
  ),
  'lin-025': recompute(
    'projection of $(3, 4)$ onto the line spanned by $(1, 1)$',
    vector(() => project([3, 4], [[1, 1]])),
  ),
  'lin-026': recompute(
    String.raw`\begin{pmatrix} 1 & 2 & 3 \\ 0 & 1 & 4 \\ 5 & 6 & 0 \end{pmatrix}`,
    number(() => determinant(rows('1 2 3; 0 1 4; 5 6 0'))),
  ),
  'lin-028': recompute(
    'by 90° counter-clockwise',
    matrix(() => [
      [Math.cos(Math.PI / 2), -Math.sin(Math.PI / 2)],
      [Math.sin(Math.PI / 2), Math.cos(Math.PI / 2)],
    ]),
  ),
  'lin-029': recompute(
    '$x + 2y = 4$, $2x + 4y = 9$',
    words(() => (rank(rows('1 2; 2 4')) < rank(rows('1 2 4; 2 4 9')) ? 'no solution' : 'some')),
  ),
  'lin-030': recompute(
    String.raw`\begin{pmatrix} 2 & k \\ 3 & 6 \end{pmatrix}`,
    number(
      () =>
        roots((k) =>
          determinant([
            [2, k],
            [3, 6],
          ]),
        )[0],
    ),
  ),
  'lin-031': recompute(
    '$(0, 0)$, $(4, 1)$ and $(1, 3)$',
    number(() => triangleArea([0, 0], [4, 1], [1, 3])),
  ),
  'lin-032': recompute(
    '$(1, 0, 0)$, $(1, 2, 0)$ and $(1, 1, 3)$',
    number(() => Math.abs(dot([1, 0, 0], cross([1, 2, 0], [1, 1, 3])))),
  ),
  'lin-033': recompute(
    String.raw`\begin{pmatrix} 1 & 1 \\ 0 & 1 \end{pmatrix}`,
    number(() => power(rows('1 1; 0 1'), 10)[0]?.[1]),
  ),
  'lin-034': recompute(
    'NOT be diagonalised over the real numbers',
    holds((said) => !hasEigenbasis(readMatrix(said))),
  ),
  'lin-035': recompute(
    'eigenvalues 2, 3 and $-1$',
    words(() => {
      const example = multiply(multiply(shear, rows('2 0 0; 0 3 0; 0 0 -1')), inverse(shear))
      return `determinant ${Math.round(determinant(example))}, trace ${Math.round(trace(example))}`
    }),
  ),
  'lin-036': recompute(
    '$(0, 1)$, $(1, 2)$ and $(2, 4)$ by least squares',
    number(() => leastSquares(rows('1 0; 1 1; 1 2'), [1, 2, 4])[1]),
  ),
  'lin-037': recompute(
    'v_1 = (1, 1, 0)$ and $v_2 = (1, 0, 1)',
    vector(() => subtract([1, 0, 1], project([1, 0, 1], [[1, 1, 0]]))),
  ),
  'lin-038': recompute(
    'A^2 - 5A + 6I = 0',
    holds((said) => roots((t) => t * t - 5 * t + 6).every((t) => close(evaluate(said, { A: t, I: 1 }), 1 / t, 1e-9))),
  ),
  'lin-039': recompute(
    'b_1 = (1, 1)$, $b_2 = (1, -1)',
    vector(() => apply(inverse(transpose(rows('1 1; 1 -1'))), [5, 1])),
  ),
  'lin-040': recompute(
    'x^2 + 4xy + y^2',
    words(() => describeForm(rows('1 2; 2 1'))),
  ),
  'lin-041': recompute(
    String.raw`\begin{pmatrix} 2 & 0 & 0 \\ 0 & 3 & 4 \\ 0 & 4 & 9 \end{pmatrix}`,
    number(() => Math.max(...eigenvalues(rows('2 0 0; 0 3 4; 0 4 9')))),
  ),
  'lin-043': recompute(
    'with probability 0.2, and a rainy day by a sunny one with probability 0.6',
    number(() => power(rows('0.8 0.2; 0.6 0.4'), 200)[0]?.[0]),
  ),
  'lin-044': recompute(
    'the point $(1, 2, 3)$ from the plane $2x - 2y + z = 7$',
    number(() => norm(project(subtract([1, 2, 3], [0, 0, 7]), [[2, -2, 1]]))),
  ),
  'lin-045': recompute(
    'eigenvalues $-2$, 1 and 4',
    number(() => Math.min(...sphere(90).map(([x = 0, y = 0, z = 0]) => -2 * x * x + y * y + 4 * z * z))),
  ),
  'lin-046': recompute(
    '$A^2 = A$, and it is neither',
    numbers(() => {
      const line = rows('0.36 0.48; 0.48 0.64')
      return isSame(multiply(line, line), line) ? eigenvalues(line) : []
    }),
  ),
  'lin-047': recompute(
    'u = (1, 2, 3)$ and $v = (1, 1, 1)',
    number(() => determinant(rows('2 1 1; 2 3 2; 3 3 4'))),
  ),
  'lin-048': recompute(
    String.raw`\begin{pmatrix} 3 & 0 \\ 4 & 0 \end{pmatrix}`,
    numbers(() => eigenvalues(multiply(transpose(rows('3 0; 4 0')), rows('3 0; 4 0'))).map(Math.sqrt)),
  ),
  'lin-049': recompute(
    String.raw`\begin{pmatrix} 1 & 1 \\ 1 & 0 \end{pmatrix}`,
    number(() => power(rows('1 1; 1 0'), 10)[0]?.[1]),
  ),
  'lin-050': recompute(
    String.raw`$5 \times 5$ matrix has 2 in every place of the diagonal`,
    number(() => determinant(integers(0, 4).map((i) => integers(0, 4).map((j) => (i === j ? 2 : 1))))),
  ),
  'lin-051': recompute(
    String.raw`$p(x)$ to $x \cdot p'(x)$`,
    numbers(() => eigenvalues(transpose(rows('1 0 0; 0 1 0; 0 0 1').map(([, b = 0, a = 0]) => [0, b, 2 * a])))),
  ),
  'lin-052': recompute(
    'over the field with two elements',
    number(
      () =>
        integers(0, 15).filter((n) => {
          const [a = 0, b = 0, c = 0, d = 0] = [n & 1, (n >> 1) & 1, (n >> 2) & 1, n >> 3]
          return (a * d + b * c) % 2 === 1
        }).length,
    ),
  ),
  'lin-053': recompute(
    String.raw`\begin{pmatrix} 0 & 1 \\ -1 & 0 \end{pmatrix}`,
    number(() => power(rows('0 1; -1 0'), 2023)[1]?.[0]),
  ),
  'lin-054': recompute(
    '$x + y + z = 1$, $x + 2y + 4z = t$, $x + 4y + 10z = t^2$',
    number(() =>
      Math.max(
        ...integers(-30, 30).filter(
          (t) =>
            rank([
              [1, 1, 1, 1],
              [1, 2, 4, t],
              [1, 4, 10, t * t],
            ]) === 2,
        ),
      ),
    ),
  ),
  'lin-055': recompute(
    '(1, 2, 3)$ from the plane spanned by $(1, 1, 0)$ and $(0, 1, 1)$',
    number(() => norm(subtract([1, 2, 3], project([1, 2, 3], rows('1 1 0; 0 1 1'))))),
  ),
}
