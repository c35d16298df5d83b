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
    const resources = Object.entries(Resources).map(
      ([id, { Type, Properties = {} }]) => [id, Type, Properties] as const,
    )
    // A line a resource: what it is and what of it counts. Whole templates are fifty times as long, and nobody reads them.
    const lines = resources.map(([id, type, properties]) => `${id} ${type} ${JSON.stringify(properties)}`)
    await expect(`${[...lines, ...Object.keys(Outputs ?? {})].join('\n')}\n`).toMatchFileSnapshot(
      `snapshots/${stage}-${name}.txt`,
    )
  })

  it('stays well below what CloudFormation takes of one stack', () => {
    for (const { Resources } of Object.values(templates)) expect(Object.keys(Resources).length).toBeLessThan(450)
  })
})
