/** A night for people at a terminal. */
import type { NightReport } from '../../lib/contract/analytics.ts'
import type { NightRunDocument } from '../../lib/contract/analytics-documents.ts'

const width = 24

/** One line that is drawn over and over; nothing at all where the stream is no terminal. */
export function progressBar(stream: NodeJS.WriteStream, stages: readonly string[]) {
  const draw = (line: string) => {
    if (stream.isTTY) stream.write(`\r\u001b[K${line}`)
  }
  return {
    show(night: NightRunDocument): void {
      draw(describeProgress(night, stages))
    },
    clear(): void {
      draw('')
    },
  }
}

/** How far a run has come: by stages, and within the stage by partitions. */
export function describeProgress({ stage, open, closed, status }: NightRunDocument, stages: readonly string[]): string {
  const done = closed.filter((partition) => partition.stage === stage).length
  const ofStage = done + open.length
  const place = stages.indexOf(stage) + (ofStage === 0 ? 0 : done / ofStage)
  const share = status === 'completed' ? 1 : place / stages.length
  const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░')
  return `${bar} ${String(Math.round(100 * share)).padStart(3)} %  ${stage} ${done}/${ofStage}`
}

export function describeReport({ date, stages, complete }: NightReport): string {
  const longest = Math.max(...stages.map(({ stage }) => stage.length))
  const lines = stages.flatMap(({ stage, partitions, failed, counts }) => [
    [
      failed.length === 0 ? '✓' : '✗',
      stage.padEnd(longest),
      String(partitions).padStart(4),
      ...Object.entries(counts).map(([name, count]) => `${toWords(name)} ${count.toLocaleString('en')}`),
    ].join('  '),
    ...failed.map(({ partition, error }) => `   ${partition}: ${error}`),
  ])
  return [`The night of ${date}${complete ? '' : ', with failures'}`, ...lines].join('\n')
}

const toWords = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
