/** What is kept for this tab's session, a reload included, and gone when somebody signs out. */
export function readStored<T>(key: string): T | null {
  const text = sessionStorage.getItem(key)
  return text === null ? null : JSON.parse(text)
}

export function writeStored(key: string, value: unknown): void {
  if (value === null) sessionStorage.removeItem(key)
  else sessionStorage.setItem(key, JSON.stringify(value))
}

export const dropStored = () => sessionStorage.clear()
