/** The interpreter against the host's engine, on programs written by hand. */
import { describe, expect, it } from 'vitest'
import { compareWithHost } from './oracle.ts'
import { cornerPrograms } from './programs/corners.ts'
import { languagePrograms } from './programs/language.ts'
import { libraryPrograms } from './programs/library.ts'

describe.each([
  ['language', languagePrograms],
  ['library', libraryPrograms],
  ['corners', cornerPrograms],
])('programs about the %s', (_area, programs) => {
  it.each(programs.map(([source, ...args]) => ({ source, args })))('$source', ({ source, args }) => {
    expect(compareWithHost(source, args)).toEqual({ kind: 'agree' })
  })
})
