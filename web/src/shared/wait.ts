/** Waits so many seconds, or until the browser is online again. */
export function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      window.removeEventListener('online', end)
      resolve()
    }
    const timer = setTimeout(end, seconds * 1_000)
    window.addEventListener('online', end)
  })
}
