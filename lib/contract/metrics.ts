/** Every metric of our own: what the functions emit, and what dashboard and alarms may ask for. */

export type MetricDefinition = {
  /** As CloudWatch names units; money has none there. */
  unit: 'Count' | 'Milliseconds' | 'None'
  /** What the values are kept apart by, beside the service; few values each, since each costs as a metric of its own. */
  dimensions: readonly string[]
  /** What one value tells. */
  description: string
}

const count = <const D extends readonly string[]>(description: string, ...dimensions: D) =>
  ({ unit: 'Count', dimensions, description }) as const
const time = <const D extends readonly string[]>(description: string, ...dimensions: D) =>
  ({ unit: 'Milliseconds', dimensions, description }) as const

export const metricCatalogue = {
  AnswerLatency: time('an answer, from the function’s first line to its reply'),
  StartLatency: time('a start of a quiz, likewise'),
  AnalysisLatency: time('the judging of one code answer'),
  MongoDbLatency: time('one command to MongoDB, as the driver timed it'),
  MongoDbFailures: count('a command that MongoDB refused or did not answer'),
  RedisLatency: time('one script in Redis, as the function waited for it'),
  RedisFailures: count('a script that Redis did not answer in time: MongoDB served instead'),
  RedisMisses: count('an answer whose quiz Redis did not hold as it stands: MongoDB served it'),
  RedisRebuilds: count('a live quiz that was written to Redis anew from MongoDB'),

  GenerationJobs: count('a level of questions that a job has done with, well or not'),
  GenerationFailures: count('a job that ended without a single good question'),
  GenerationFallbacks: count('a job that left questions to the vetted bank: fewer good ones than asked for'),
  QuestionsGenerated: count('a question that was made, verified and kept'),
  ValidatorRejections: count('a candidate question that a rule or the verification refused', 'rule'),
  ModelLatency: time('one call of a model, its body included', 'model'),
  ModelFailures: count('a call that brought nothing usable: refused, broken off, or out of time', 'model'),
  ModelThrottles: count('a call that the provider put off (429)', 'model'),
  ModelInputTokens: count('tokens sent to a model', 'model'),
  ModelOutputTokens: count('tokens that a model wrote', 'model'),
  ModelCost: { unit: 'None', dimensions: ['model'], description: 'US dollars for one call' },

  NightsCompleted: count('a night that reached its end'),
  NightStageLatency: time('one stage of the night, first partition to last', 'stage'),
} as const satisfies Record<string, MetricDefinition>

export type MetricName = keyof typeof metricCatalogue

/** Stages share an account; each has a namespace of its own. */
export const metricNamespace = (stage: string) => `AdaptiveQuiz/${stage}`

/** The dimension that every metric has. */
export const metricService = 'adaptive-quiz'
