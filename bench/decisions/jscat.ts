/** @bdelab/jscat, as far as the comparison uses it: maximum information, under either of its two estimators. */
import * as z from 'zod'
import type { ItemParameters } from '../../lib/contract/item-parameters.ts'
import { loadPeer } from '../load-peers.ts'

/** The model's four parameters, by the names that jscat reads: guessing is `c`, and nobody slips. */
export type Stimulus = ItemParameters & { readonly d: 1; readonly index: number }

type Cat = {
  readonly theta: number
  updateAbilityEstimate: (item: Stimulus, answer: 0 | 1) => void
  /** @param deepCopy whether it works on a copy of the stimuli, which is its default */
  findNextItem: (
    stimuli: readonly Stimulus[],
    select: 'MFI',
    deepCopy: boolean,
  ) => { nextStimulus: Stimulus; remainingStimuli: Stimulus[] }
}

export type Method = 'EAP' | 'MLE'
type NewCat = new (settings: { method: Method; itemSelect: 'MFI' }) => Cat

const moduleSchema = z.object({ Cat: z.custom<NewCat>((value) => typeof value === 'function') })

export function loadJscat(): { readonly newCat: (method: Method) => Cat } | { readonly problem: string } {
  const loaded = loadPeer('@bdelab/jscat')
  if ('problem' in loaded) return loaded
  const { Cat } = moduleSchema.parse(loaded.module)
  return { newCat: (method) => new Cat({ method, itemSelect: 'MFI' }) }
}
