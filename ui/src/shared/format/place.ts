/** Names of places as the office says them. */

/** "1" → "1单元"; a name that already says what it is stays. */
export function entranceName(entrance: string): string {
  return /^\d+$/.test(entrance) ? `${entrance}单元` : entrance
}
