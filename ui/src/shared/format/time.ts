/** Instants are stored in UTC and read in Asia/Shanghai, whatever the machine's own zone is. */

const PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function parts(instant: string | Date): Record<string, string> {
  const date = typeof instant === 'string' ? new Date(instant) : instant
  return Object.fromEntries(PARTS.formatToParts(date).map(({ type, value }) => [type, value]))
}

/** "2026-11-21" */
export function formatDay(instant: string | Date): string {
  const { year, month, day } = parts(instant)
  return `${year}-${month}-${day}`
}

/** "09:12" */
export function formatClock(instant: string | Date): string {
  const { hour, minute } = parts(instant)
  return `${hour}:${minute}`
}

/** "2026-11-21 09:12" */
export function formatMoment(instant: string | Date): string {
  return `${formatDay(instant)} ${formatClock(instant)}`
}
