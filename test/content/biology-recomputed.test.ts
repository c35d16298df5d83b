/** Genetics, ecology and physiology: ratios counted over all offspring, the rest worked out from the stems' numbers. */
import { expect, test } from 'vitest'
import { expectComputedAnswers } from './recompute.ts'

/** All equally likely offspring of two parents, each a list of genes with two alleles; genes assort independently. */
function cross(mother: string[], father: string[]): string[][] {
  return mother.reduce<string[][]>(
    (partial, alleles, gene) =>
      partial.flatMap((genotype) =>
        [...alleles].flatMap((fromMother) =>
          [...father[gene]!].map((fromFather) => [...genotype, fromMother + fromFather]),
        ),
      ),
    [[]],
  )
}

const share = <T>(all: T[], holds: (each: T) => boolean) => all.filter(holds).length / all.length

const shows = (alleles: string) => /[A-Z]/.test(alleles)

/** Numbers of offspring per phenotype, the largest first, as in '9:3:3:1'. */
function ratioOf(offspring: string[][], phenotype: (genotype: string[]) => string): string {
  const groups = Map.groupBy(offspring, phenotype)
  return [...groups.values()]
    .map((group) => group.length)
    .sort((a, b) => b - a)
    .join(':')
}

/** The frequency of allele a in the next generation, with fitnesses of AA, Aa and aa under random mating. */
function select(q: number, [AA, Aa, aa]: [number, number, number]): number {
  const p = 1 - q
  return (p * q * Aa + q * q * aa) / (p * p * AA + 2 * p * q * Aa + q * q * aa)
}

const bloodGroup = (alleles: string) => [...new Set(alleles.replaceAll('O', ''))].sort().join('') || 'O'

/** Of the rarest gametes, one differs from the commonest in a single gene: the one that crossed over on both sides. */
function findMiddleGene(gametes: Record<string, number>): string {
  const ranked = Object.keys(gametes).sort((a, b) => gametes[b]! - gametes[a]!)
  const commonest = [...ranked[0]!]
  const changes = ranked.slice(-2).map((rarest) => commonest.filter((allele, i) => allele !== rarest[i]))
  const [middle] = changes.find((genes) => genes.length === 1)!
  return `Gene ${middle} lies between ${commonest.filter((gene) => gene !== middle).join(' and ')}`
}

/** Double strands after so many rounds of semiconservative replication in light medium, from one heavy molecule. */
function replicate(rounds: number): string[] {
  return rounds === 0
    ? ['heavy+heavy']
    : replicate(rounds - 1).flatMap((pair) => pair.split('+').map((old) => `${old}+light`))
}

const dihybrid = cross(['Aa', 'Bb'], ['Aa', 'Bb'])
const pairing: Record<string, string> = { A: 'U', T: 'A', C: 'G', G: 'C' }

const answers = {
  'bio-013': () => [...'TACGGA'].map((base) => pairing[base]!).join(''),
  'bio-014': () => share(cross(['Aa'], ['Aa']), ([gene]) => !shows(gene!)),
  'bio-018': () => 20_000 * 0.1 * 0.1,
  'bio-025': () => 300 / 3 - 1,
  'bio-026': () => ratioOf(dihybrid, (genotype) => genotype.map(shows).join()),
  // The mother's X chromosomes are D and d; a son gets the father's Y.
  'bio-027': () => share(cross(['Dd'], ['Y']), ([gene]) => gene === 'dY') * 100,
  'bio-028': () => 1 - Math.sqrt(0.09),
  'bio-031': () => [...new Set(cross(['AB'], ['OO']).map(([gene]) => bloodGroup(gene!)))].sort().join(' or '),
  'bio-033': () => (80 * 60) / 12,
  'bio-037': () => ratioOf(dihybrid, (genotype) => (genotype.every(shows) ? 'purple' : 'white')),
  'bio-038': () => ((95 + 105) / (410 + 390 + 95 + 105)) * 100,
  'bio-039': () => 2 * Math.sqrt(1 / 2500) * (1 - Math.sqrt(1 / 2500)) * 100,
  'bio-040': () =>
    share(
      cross(['Aa'], ['Aa']).filter(([gene]) => shows(gene!)),
      ([gene]) => gene !== 'AA',
    ),
  'bio-045': () => 1 - [50, 30, 20].reduce((sum, count) => sum + (count / 100) ** 2, 0),
  'bio-046': () => {
    const hybrids = share(replicate(2), (pair) => pair === 'heavy+light')
    const light = share(replicate(2), (pair) => pair === 'light+light')
    return hybrids === 0.5 && light === 0.5
      ? 'Half intermediate, half light'
      : `${hybrids} intermediate, ${light} light`
  },
  'bio-048': () => 250 / (200 - 150),
  'bio-049': () => share(cross(['Aa', 'Bb', 'Cc'], ['Aa', 'Bb', 'Cc']), (genotype) => !genotype.every(shows)),
  'bio-050': () => findMiddleGene({ ABC: 370, abc: 360, ABc: 70, abC: 80, AbC: 55, aBc: 55, aBC: 6, Abc: 4 }),
  'bio-051': () => select(0.5, [1, 1, 0]),
  'bio-052': () => 1 - 12 / (0.1 * 0.2 * 1000),
  'bio-054': () => ((1 - 1 / 5) / 0.9) * 100,
  'bio-055': () => 1 / (1 / 8),
  'bio-056': () => (0.5 * 0.5 ** 2) / (0.5 * 0.5 ** 2 + 0.5),
  'bio-057': () => (3 / (3 + (1 + 2))) * 100,
  'bio-058': () => Array.from({ length: 1000 }).reduce<number>((q) => select(q, [0.8, 1, 0.2]), 0.6),
  'bio-059': () => Math.max(...Array.from({ length: 1001 }, (_, n) => 0.4 * n * (1 - n / 1000))),
  'bio-060': () => 61 * Math.log10(14 / 140),
}

test('at least 15 biology questions are recomputed', () => {
  expect(Object.keys(answers).length).toBeGreaterThanOrEqual(15)
})

expectComputedAnswers('biology', answers)
