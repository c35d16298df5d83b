/** How much of what was sent to the stores waited for something else of it. */

/** From when to when a request was under way, by any clock. */
export type Trip = { name: string; from: number; to: number }

/** The longest chain of round trips of which each began after the one before had ended. */
export function serialDepth(trips: readonly Trip[]): number {
  const depths: number[] = []
  for (const [index, trip] of trips.entries()) {
    const before = trips.slice(0, index).map((each, earlier) => (each.to < trip.from ? (depths[earlier] ?? 0) : 0))
    depths.push(1 + Math.max(0, ...before))
  }
  return Math.max(0, ...depths)
}
