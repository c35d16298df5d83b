/** A night that is killed and started again, at one store call in seven. */
import { it } from 'vitest'
import { testAws } from '../support/aws.ts'
import { testBucket } from '../support/exports.ts'
import { testPlatform } from '../support/platform.ts'
import { expectSameAfterKills } from './kills.ts'

const platform = testPlatform()
testAws()
const bucket = testBucket()

it('a night is the same when it is killed at any store call and started again', () =>
  expectSameAfterKills(platform, bucket, 7))
