/**
 * From a prompt version and what is known to the messages for the model. Pure. Whatever others wrote (the topic, reference
 * material, students' wrong answers, stems) goes into data blocks, and can neither leave them nor look like an instruction.
 */
import type { ChatMessage } from '../contract/generation.ts'
import type { PromptDocument } from '../contract/generation-documents.ts'
import { highestLevel, lowestLevel, type QuestionType, successBand } from '../contract/level-and-type.ts'

/** How often questions of a level have been answered right, over `n` answers. */
export type LevelFinding = { level: number; successRate: number; n: number }

export type PromptContext = {
  type: QuestionType
  level: number
  count: number
  topic: { title: string; description: string; syllabus?: string | undefined }
  /** Excerpts of the topic's reference material. */
  references?: readonly string[]
  levelFindings?: readonly LevelFinding[]
  /** What students' wrong answers show that they believe. */
  misconceptions?: readonly string[]
  /** Questions that must not come again, the most important first. */
  seenStems?: readonly string[]
  /** What was wrong with a first try's questions. */
  droppedQuestions?: readonly { question: string | null; problems: readonly string[] }[]
  /** Several authors are asked side by side: which of how many this one is, from 1. */
  author?: { number: number; of: number }
}

type Template = Pick<PromptDocument, 'messages' | 'fewShot'>

/** Few enough to leave a prompt its purpose: about 6,000 tokens at the most. */
const mostStems = 40
const longestStem = 200
const mostReferences = 4
const longestReference = 4_000
const mostMisconceptions = 10
const longestMisconception = 300

/** What a template may say in double braces, and what it stands for. */
const placeholders = {
  type: ({ type }) => type,
  level: ({ level }) => String(level),
  count: ({ count }) => String(count),
  levels: (context) => levelLines(context),
  topic: (context) => topicBlock(context),
  history: (context) => history(context),
} as const satisfies Record<string, (context: PromptContext) => string>

/** What the templates of a prompt that makes questions must say somewhere. */
export const requiredPlaceholders = ['count', 'level', 'topic'] as const
export const knownPlaceholders: readonly string[] = Object.keys(placeholders)

const placeholder = /\{\{(\w+)\}\}/g

export const placeholdersIn = (messages: readonly ChatMessage[]): string[] =>
  messages.flatMap(({ content }) => [...content.matchAll(placeholder)].map(([, name = '']) => name))

/** The system's messages, the examples, then the rest. */
export function renderPrompt(prompt: Template, context: PromptContext): ChatMessage[] {
  const values = new Map(Object.entries(placeholders).map(([name, fill]) => [name, fill(context)]))
  return renderTemplate(prompt, values)
}

/** The same with values of one's own. Names without a value stay as they are. */
export function renderTemplate({ messages, fewShot }: Template, values: ReadonlyMap<string, string>): ChatMessage[] {
  // In one pass, so that what is filled in is never itself taken for a template.
  const filled = messages.map(({ role, content }) => ({
    role,
    content: content.replace(placeholder, (whole, name: string) => values.get(name) ?? whole),
  }))
  const examples = fewShot.flatMap(({ ask, reply }): ChatMessage[] => [
    { role: 'user', content: ask },
    { role: 'assistant', content: reply },
  ])
  return [
    ...filled.filter(({ role }) => role === 'system'),
    ...examples,
    ...filled.filter(({ role }) => role !== 'system'),
  ]
}

const unsafe: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' }

/** JSON between `<data>` tags. In it no angle bracket is left, so that nothing inside can end it or begin another. */
export const dataBlock = (name: string, value: unknown): string =>
  `<data name="${name}">\n${JSON.stringify(value, null, 1).replace(/[<>&]/g, (sign) => unsafe[sign] ?? '')}\n</data>`

function topicBlock({ topic, references = [] }: PromptContext): string {
  const { title, description, syllabus } = topic
  const referenceMaterial = references.slice(0, mostReferences).map((text) => clip(text, longestReference))
  return dataBlock('topic', {
    title,
    description,
    ...(syllabus !== undefined && { syllabus }),
    ...(referenceMaterial.length > 0 && { referenceMaterial }),
  })
}

const clip = (text: string, longest: number) => (text.length > longest ? `${text.slice(0, longest)} …` : text)

const meanings: readonly string[] = [
  'recall of a fact or a definition, or a single obvious step',
  'one rule or idea applied to a simple case',
  'two ideas or steps combined in a familiar setting',
  'several steps, or a detail that a careless reader overlooks',
  'an unfamiliar setting, or an insight that links distant parts of the topic',
]

/** From so many answers on, a finding is one. */
const leastAnswers = 20

function levelLines({ levelFindings = [] }: PromptContext): string {
  const levels = Array.from({ length: highestLevel - lowestLevel + 1 }, (_, index) => lowestLevel + index)
  return levels
    .map((level) => {
      const finding = levelFindings.find((each) => each.level === level && each.n >= leastAnswers)
      return `Level ${level}: ${meanings[level - lowestLevel]}.${finding ? consequence(finding) : ''}`
    })
    .join('\n')
}

function consequence({ level, successRate }: LevelFinding): string {
  const advice =
    successRate > successBand.high
      ? ': make it harder'
      : successRate < successBand.low
        ? ': make it easier'
        : ', as it should be'
  return ` So far, level ${level} has been answered right by ${Math.round(successRate * 100)} %${advice}.`
}

/** Everything that earlier answers and earlier tries have to say; empty when there is nothing. */
function history({ misconceptions = [], seenStems = [], droppedQuestions = [], author }: PromptContext): string {
  const parts = [
    misconceptions.length > 0 && [
      'Students have shown these misconceptions; wrong options that tell them apart are welcome.',
      dataBlock(
        'misconceptions',
        misconceptions.slice(0, mostMisconceptions).map((each) => clip(each, longestMisconception)),
      ),
    ],
    seenStems.length > 0 && [
      'These questions exist already. Write none that asks the same, not even with other words or other numbers.',
      dataBlock(
        'existing-questions',
        seenStems.slice(0, mostStems).map((each) => clip(each, longestStem)),
      ),
    ],
    droppedQuestions.length > 0 && [
      'Questions that you wrote before had to be dropped. Write other ones, without these problems.',
      dataBlock('dropped-questions', droppedQuestions.slice(0, mostStems)),
    ],
    author !== undefined &&
      author.of > 1 && [
        `You are author ${author.number} of ${author.of} who work on this side by side. Choose parts of the topic that the others are unlikely to choose.`,
      ],
  ]
  return parts.flatMap((part) => part || []).join('\n\n')
}
