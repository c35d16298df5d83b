/**
 * What each stage deploys, as a whole: a change of any template shows in review. `vitest -u test/cdk/snapshots.test.ts`
 * takes the new ones.
 */
import { describe, expect, it } from 'vitest'
import { synthesise } from './support.ts'

describe.each(['local', 'dev', 'prod'])('the stage %s', (stage) => {
  const templates = synthesise(stage)

  it.each(Object.keys(templates) as (keyof typeof templates)[])('deploys %s as it was reviewed', async (name) => {
    const { Resources, Outputs } = templates[name]
    // A line a resource, in order, so that two changes seldom meet. All functions have the same variables, which
    // functions.test.ts looks at.
    const lines = Object.entries(Resources).map(([id, { Type, Properties = {} }]) => {
      const { Environment, ...properties } = Properties
      return `${id} ${Type} ${JSON.stringify(properties)}`
    })
    const all = [...lines, ...Object.keys(Outputs ?? {})].toSorted()
    await expect(`${all.join('\n')}\n`).toMatchFileSnapshot(`snapshots/${stage}-${name}.txt`)
  })

  it('stays well below what CloudFormation takes of one stack', () => {
    for (const { Resources } of Object.values(templates)) expect(Object.keys(Resources).length).toBeLessThan(450)
  })
})
