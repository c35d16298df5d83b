/** Where this build finds its API: /config.json beside it, so that one build serves every stage. */
export type Settings = {
  /** Without a trailing slash; empty for the page's own origin. */
  apiUrl: string
  /** null: the local platform's sign-in. */
  googleClientId: string | null
}

/** @throws Error when the file is missing or is not what it should be */
export async function loadSettings(): Promise<Settings> {
  const response = await fetch('/config.json', { cache: 'no-cache' })
  if (!response.ok) throw new Error(`/config.json: ${response.status}`)
  const content: unknown = await response.json()
  const apiUrl = textOf(content, 'apiUrl')
  if (apiUrl === null) throw new Error('/config.json has no apiUrl')
  return { apiUrl: apiUrl.replace(/\/$/, ''), googleClientId: textOf(content, 'googleClientId') || null }
}

function textOf(content: unknown, name: string): string | null {
  if (typeof content !== 'object' || content === null) return null
  const value = new Map<string, unknown>(Object.entries(content)).get(name)
  return typeof value === 'string' ? value : null
}
