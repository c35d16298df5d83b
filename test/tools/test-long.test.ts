/** A suite whose tools are missing is left out on one's own machine, and a failure under CI. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

test.each([
  ['fails', 'true', 1, /^failed: .*[Cc]hromium/m],
  ['is left out', 'false', 0, /^left out: .*[Cc]hromium/m],
])('the browser suite without a browser %s when CI is %s', (_, CI, status, said) => {
  const nothing = mkdtempSync(join(tmpdir(), 'no-browser-'))
  onTestFinished(() => rmSync(nothing, { recursive: true }))
  const run = spawnSync(process.execPath, ['tools/test-long.ts', 'web'], {
    env: { CI, PATH: nothing, HOME: nothing },
    encoding: 'utf8',
  })
  expect(run.stdout).toMatch(said)
  expect(run.status, run.stderr).toBe(status)
})
