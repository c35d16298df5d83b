/** What many schedules must have met, each at least once: a harness that breaks nothing would find nothing. */

const workers = ['generate-questions', 'check-code', 'store-interactions']

/** @param schedules a hundred are too few for each worker to die in one of them */
export const everyKind = ({ failCommand, schedules }: { failCommand: boolean; schedules: number }): string[] => [
  ...['refuse', 'lose-reply', 'hold', 'kill-before', 'kill-after'].map((kind) => `mongodb ${kind}`),
  ...['refuse', 'lose-reply', 'hold', 'late', 'never', 'garbage', 'flush'].map((kind) => `redis ${kind}`),
  ...['refuse', 'lose-reply'].map((kind) => `aws ${kind}`),
  ...(failCommand ? ['91', '10107', '11600', 'closeConnection'] : []).map((what) => `mongodb fail-command ${what}`),
  // Code waits alone for its judge: there is nothing to overtake.
  ...['generate-questions', 'store-interactions'].map((worker) => `${worker} was given messages out of order`),
  ...workers.map((worker) => `${worker} was given messages twice`),
  ...(schedules > 1_000 ? workers : ['a worker']).map((worker) => `${worker} died and was given its messages again`),
  'clock jump',
  'erasure',
]
