/** Every rule by its name, in the order in which they are applied. The names stand in `generationLogs`. */
import type { CandidateProblem, CandidateQuestion } from '../../contract/generation.ts'
import { keyIsTheValue } from './arithmetic.ts'
import {
  articleFitsAll,
  explanationAgrees,
  keyIsNoLonger,
  keyIsOption,
  noCatchAll,
  noLetters,
  optionsDiffer,
  stemHidesKey,
} from './choices.ts'
import { passesTheGate } from './code.ts'
import type { Check, RuleContext } from './rule.ts'
import {
  noHiddenCharacters,
  noHtml,
  noInstructions,
  noLinks,
  noOffence,
  noPersonalData,
  stemNamesNoAnswer,
} from './safety.ts'
import {
  alternativesAgree,
  answerIsGradable,
  answerIsShort,
  explanationNamesAnswer,
  oneBlank,
  stemHidesAnswer,
  toleranceFits,
} from './written-answers.ts'

const typeAsAsked: Check = ({ type }, context) =>
  type === context.type ? null : `a ${context.type} question was asked for`

const levelAsAsked: Check = ({ level }, { level: asked, range }) =>
  level === asked && level >= range.min && level <= range.max ? null : `a question of level ${asked} was asked for`

const forAll = {
  type: typeAsAsked,
  level: levelAsAsked,
  'hidden-characters': noHiddenCharacters,
  html: noHtml,
  links: noLinks,
  'personal-data': noPersonalData,
  instructions: noInstructions,
  'answer-in-stem': stemNamesNoAnswer,
  offence: noOffence,
  arithmetic: keyIsTheValue,
} as const satisfies Record<string, Check>

const ofType = {
  'multiple-choice': {
    'duplicate-options': optionsDiffer,
    'key-is-option': keyIsOption,
    'catch-all': noCatchAll,
    letters: noLetters,
    'key-length': keyIsNoLonger,
    'explanation-disagrees': explanationAgrees,
    'stem-gives-key': stemHidesKey,
    article: articleFitsAll,
  },
  text: {
    'long-answer': answerIsShort,
    ungradable: answerIsGradable,
    blanks: oneBlank,
    tolerance: toleranceFits,
    alternatives: alternativesAgree,
    'stem-gives-key': stemHidesAnswer,
    'explanation-disagrees': explanationNamesAnswer,
  },
  coding: { gate: passesTheGate },
} as const

export function applyRules(question: CandidateQuestion, context: RuleContext): CandidateProblem[] {
  return [...problemsOf(forAll, question, context), ...typeProblems(question, context)]
}

function typeProblems(question: CandidateQuestion, context: RuleContext): CandidateProblem[] {
  switch (question.type) {
    case 'multiple-choice':
      return problemsOf(ofType['multiple-choice'], question, context)
    case 'text':
      return problemsOf(ofType.text, question, context)
    case 'coding':
      return problemsOf(ofType.coding, question, context)
  }
}

const problemsOf = <Q extends CandidateQuestion>(
  rules: Readonly<Record<string, Check<Q>>>,
  question: Q,
  context: RuleContext,
): CandidateProblem[] =>
  Object.entries(rules).flatMap(([rule, check]) => {
    const message = check(question, context)
    return message === null ? [] : [{ rule, message }]
  })
