/** The end of a quiz: score, ability with its uncertainty, and how the difficulty went. */

import { useLocation } from 'preact-iso'
import { bodyOf } from '../api/client.ts'
import { Heading } from '../shared/heading.tsx'
import { useSession } from '../shared/session.ts'
import { Failure } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
import { strings } from '../strings.ts'
import { PathChart } from './path-chart.tsx'
import type { QuizView } from './quiz-flow.ts'

export function ResultView({ view }: { view: QuizView }) {
  const { api } = useSession()
  const { route } = useLocation()
  const { score, total, result } = view
  const again = useAction(async () => {
    const { sessionId } = bodyOf(await api.POST('/api/quiz/start', { body: { topicId: view.topicId } }))
    route(`/quiz/${sessionId}`)
  })
  return (
    <article class="card quiz">
      <Heading text={strings.result.heading} takesFocus />
      {result && score !== undefined && total !== undefined ? (
        <>
          <p class="score">{strings.result.score(score, total)}</p>
          {result.stopReason !== 'length' && <p>{strings.result[result.stopReason]}</p>}
          <h2>{strings.result.ability}</h2>
          <AbilityBand {...result.ability} />
          <h2>{strings.result.path}</h2>
          <PathChart path={result.path} />
        </>
      ) : (
        <p>{strings.quiz.ended}</p>
      )}
      <div class="actions">
        <button type="button" disabled={again.isRunning} onClick={again.run}>
          {strings.result.again}
        </button>
        <a href="/">{strings.backToTopics}</a>
      </div>
      {again.error !== null && <Failure error={again.error} retry={again.run} />}
    </article>
  )
}

type AbilityBandProps = NonNullable<QuizView['result']>['ability']

/** The scale of difficulty, from below level 1 to above level 5, where level 3 stands at theta 0. */
const [lowest, highest] = [-3, 3]
const width = 320
const edge = 12
const onScale = (theta: number) =>
  edge + ((Math.min(highest, Math.max(lowest, theta)) - lowest) / (highest - lowest)) * (width - 2 * edge)

/** On the scale of levels, where theta 0 is level 3. */
function levelAt(theta: number): string {
  const level = theta + 3
  if (level < 1) return strings.result.below
  return level > 5 ? strings.result.above : level.toFixed(1)
}

/** Two standard errors on either side: about 95 %. */
function AbilityBand({ theta, standardError, level }: AbilityBandProps) {
  const [low, high] = [theta - 2 * standardError, theta + 2 * standardError]
  return (
    <>
      <svg
        class="band"
        viewBox={`0 0 ${width} 44`}
        role="img"
        aria-label={strings.result.abilityIs(level, levelAt(low), levelAt(high))}
      >
        <rect class="scale" x={edge} y="12" width={width - 2 * edge} height="4" rx="2" />
        <rect class="spread" x={onScale(low)} y="7" width={onScale(high) - onScale(low)} height="14" rx="7" />
        <circle class="point" cx={onScale(theta)} cy="14" r="6" />
        {[1, 2, 3, 4, 5].map((each) => (
          <text key={each} x={onScale(each - 3)} y="40" text-anchor="middle">
            {each}
          </text>
        ))}
      </svg>
      <p>{strings.result.abilityIs(level, levelAt(low), levelAt(high))}</p>
    </>
  )
}
