/** How a coding question's pattern has judged, and the milder one that the night proposes. */
import { words } from '../instructor-strings.ts'
import type { Story } from './question-page.tsx'

export function PatternView({ pattern }: { pattern: NonNullable<Story['pattern']> }) {
  const { answers, unknown, passing, reporters, rules, proposal } = pattern
  const { patterns } = words
  return (
    <section class="card">
      <h2>{patterns.heading}</h2>
      <dl>
        <dt>{patterns.answers}</dt>
        <dd>{answers}</dd>
        <dt>{patterns.unknown}</dt>
        <dd>{unknown}</dd>
        <dt>{patterns.passing}</dt>
        <dd>{passing}</dd>
        <dt>{patterns.reporters}</dt>
        <dd>{reporters}</dd>
        {rules.length > 0 && (
          <>
            <dt>{patterns.rules}</dt>
            <dd>{rules.map(({ ruleId, students }) => patterns.rule(ruleId, students)).join(', ')}</dd>
          </>
        )}
      </dl>
      {proposal && (
        <details>
          <summary>{patterns.proposal(proposal.toAdvice.join(', '))}</summary>
          <code class="program">{JSON.stringify(proposal.pattern, null, 2)}</code>
        </details>
      )}
    </section>
  )
}
