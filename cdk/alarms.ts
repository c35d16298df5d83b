/**
 * What it means when a function fails, function by function: an alarm with a sentence on its impact, or the reason to go
 * without one. A function that is not here cannot be deployed. Every alarm's steps are in docs/runbook.md.
 */

export type AlarmDecision =
  /** What students or teachers notice, in a sentence. */
  | { impact: string }
  /** Why nobody is to be woken for it. */
  | { withoutAlarm: string }

/** Nobody’s lesson depends on these; the share of all requests that fail has an alarm of its own. */
const sharedAlarm = { withoutAlarm: 'The alarm on the whole API counts its failures; nobody’s quiz waits for it.' }

const decisions: Record<string, AlarmDecision> = {
  'start-quiz': { impact: 'Students cannot start a quiz.' },
  'answer-question': { impact: 'Students cannot answer: quizzes under way stand still.' },
  'get-quiz': { impact: 'Students who come back to a quiz do not find it, and verdicts on code do not arrive.' },
  'list-topics': { impact: 'Students see no topics, so nobody can choose a quiz.' },
  'get-me': { impact: 'Nobody can sign in: the client asks this first.' },
  'get-health': { impact: 'Monitors outside take the platform for dead, or MongoDB is away.' },
  'abandon-quiz': sharedAlarm,
  'report-question': sharedAlarm,
  'get-topic': sharedAlarm,
  'get-topic-to-edit': sharedAlarm,
  'create-topic': sharedAlarm,
  'replace-topic': sharedAlarm,
  'delete-me': sharedAlarm,
  'get-my-progress': sharedAlarm,
  'get-user-progress': sharedAlarm,
  'import-questions': sharedAlarm,
  'list-questions': sharedAlarm,
  'get-question': sharedAlarm,
  'review-question': sharedAlarm,
  'list-prompts': sharedAlarm,
  'create-prompt': sharedAlarm,
  'change-prompt': sharedAlarm,
  'request-questions': sharedAlarm,
  'get-requested-questions': sharedAlarm,
  'get-analytics': sharedAlarm,
  'request-night': sharedAlarm,
  'list-nights': sharedAlarm,
  'list-exports': sharedAlarm,
  'list-experiments': sharedAlarm,
  'list-reports': sharedAlarm,
  'find-users': sharedAlarm,
  'change-user': sharedAlarm,
  'delete-user': sharedAlarm,
  'get-openapi': sharedAlarm,
  'refuse-unrouted': sharedAlarm,

  'generate-questions': { impact: 'Students get questions from the vetted bank alone, none made for them.' },
  'check-code': { impact: 'Students wait for verdicts on long programs, and get none after five minutes.' },
  'fine-tune': { impact: 'No model is taught with what the nights export; quizzes and nights go on without.' },
  'work-night': { impact: 'Parts of yesterday’s figures, calibration or exports are missing; the run says which.' },
  'store-interactions': { impact: 'What students do is missing from analytics until the messages are redriven.' },

  'sweep-quizzes': { impact: 'What a crash left open stays open: quizzes that wait for questions or verdicts hang.' },
  'run-night': { impact: 'Yesterday has no figures, no calibration and no exports, and idle quizzes stay open.' },
}

/** @throws for a function without a row */
export function alarmDecisionFor(name: string): AlarmDecision {
  const decision = decisions[name]
  if (!decision) throw new Error(`Say in cdk/alarms.ts what it means when the function ${name} fails`)
  return decision
}
