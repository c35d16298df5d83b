/** The end of an invocation, for whoever has to tidy up by then. Knows nobody, so that pipelines need not load them. */

const tidiers: (() => void)[] = []

/** Called at the end of this and every further invocation. */
export function atInvocationEnd(tidy: () => void): void {
  tidiers.push(tidy)
}

/** Every pipeline's last act, whatever came of the work. */
export function endInvocation(): void {
  for (const tidy of tidiers) tidy()
}

/** A handler that ends its invocation. */
export const ending =
  <A extends readonly unknown[], R>(handler: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    try {
      return await handler(...args)
    } finally {
      endInvocation()
    }
  }
