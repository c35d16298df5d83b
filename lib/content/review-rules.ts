/** What an action makes of a question of the stock, by what it is. Pure. */
import {
  type BankItemDocument,
  type BankStatus,
  bankStatusSchema,
  type StatusAction,
  type StatusChange,
} from '../contract/documents.ts'
import {
  type GeneratedQuestionDocument,
  type GeneratedStatus,
  generatedStatusSchema,
} from '../contract/generation-documents.ts'

/** Of an action on a question that is already so, `stay`: doing it twice is doing it once. */
export type Move<S> = { kind: 'to'; status: S } | { kind: 'stay' } | { kind: 'refuse'; why: string }

const stay = { kind: 'stay' } as const
const to = <S extends string>(status: S): Move<S> => ({ kind: 'to', status })
const refuse = (why: string) => ({ kind: 'refuse', why }) as const

export function moveBankItem(
  { status, statusHistory }: Pick<BankItemDocument, 'status' | 'statusHistory'>,
  action: StatusAction,
): Move<BankStatus> {
  switch (action) {
    case 'promote':
      if (status === 'active') return stay
      return status === 'draft' ? to('active') : refuse('it is quarantined: revert that first')
    case 'quarantine':
      return status === 'quarantined' ? stay : to('quarantined')
    case 'reject':
      return refuse('only generated questions are rejected')
    case 'revert':
      return takeBack(bankStatusSchema.options, statusHistory, status === 'quarantined' ? 'active' : undefined)
  }
}

export function moveGenerated(
  { status, statusHistory }: Pick<GeneratedQuestionDocument, 'status' | 'statusHistory'>,
  action: StatusAction,
): Move<GeneratedStatus> {
  const isOpen = status === 'ready' || status === 'served'
  switch (action) {
    case 'promote':
      if (status === 'promoted') return stay
      return isOpen ? to('promoted') : refuse(`it is ${status}: revert that first`)
    case 'quarantine':
      return status === 'quarantined' ? stay : to('quarantined')
    case 'reject':
      if (status === 'rejected') return stay
      return isOpen ? to('rejected') : refuse(`it is ${status}: revert that first`)
    case 'revert':
      return takeBack(generatedStatusSchema.options, statusHistory, status === 'quarantined' ? 'served' : undefined)
  }
}

/** To where the last change began, unless that was a reversion: reverting twice must not go to and fro. */
function takeBack<S extends string>(
  known: readonly S[],
  history: readonly StatusChange[] | undefined,
  withoutHistory: S | undefined,
): Move<S> {
  const last = history?.findLast(({ action }) => action !== 'apply-pattern')
  const before = last ? known.find((status) => status === last.from) : withoutHistory
  return before === undefined || last?.action === 'revert' ? stay : to(before)
}
