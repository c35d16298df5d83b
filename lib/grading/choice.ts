/** Multiple choice: exact. */

/**
 * The option that an answer names: by its text or, when no option has that text, by its letter (A is the first as
 * shown). An answer that names none stays what it is, and is wrong.
 *
 * @param options as shown to the student
 */
export function chosenOption(options: readonly string[], answer: string): string {
  const trimmed = answer.trim()
  if (options.includes(answer)) return answer
  if (options.includes(trimmed)) return trimmed
  const letter = /^[a-z]$/i.test(trimmed) ? trimmed.toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0) : -1
  return options[letter] ?? answer
}

export const isChosen = (correctAnswer: string, answer: string) => answer === correctAnswer
