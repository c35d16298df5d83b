/** `$1`, `$&` and their like in a replacement text: ECMA-262 section 22.1.3.19.1. */

type ReplacementContext = {
  readonly text: string
  readonly matched: string
  readonly index: number
  /** From group 1 on. */
  readonly groups: readonly (string | undefined)[]
  readonly named: ReadonlyMap<string, string | undefined> | null
}

export function expandReplacement(
  template: string,
  { text, matched, index, groups, named }: ReplacementContext,
): string {
  if (!template.includes('$')) return template
  return template.replace(/\$(?:\$|&|`|'|(\d\d?)|<([^>]*)>)/g, (whole: string, digits?: string, name?: string) => {
    if (digits !== undefined) {
      if (Number(digits) >= 1 && Number(digits) <= groups.length) return groups[Number(digits) - 1] ?? ''
      const first = Number(digits.charAt(0))
      return digits.length === 2 && first >= 1 && first <= groups.length
        ? (groups[first - 1] ?? '') + digits.charAt(1)
        : whole
    }
    if (name !== undefined) return named === null ? whole : (named.get(name) ?? '')
    switch (whole) {
      case '$$':
        return '$'
      case '$&':
        return matched
      case '$`':
        return text.slice(0, index)
      default:
        return text.slice(index + matched.length)
    }
  })
}
