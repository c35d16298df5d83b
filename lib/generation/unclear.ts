/** A form that is well-formed and still does not say beyond doubt what is meant. */
export class Unclear extends Error {
  /** For statistics. */
  readonly rule: string

  constructor(rule: string, message: string) {
    super(message)
    this.name = 'Unclear'
    this.rule = rule
  }
}
