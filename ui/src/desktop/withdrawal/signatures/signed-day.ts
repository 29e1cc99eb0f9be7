/** A date as it stands beside a signature, typed in any of the ways in which offices write dates. */

const FORMS = [
  /^(?<year>\d{4})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?$/,
  /^(?<month>\d{2})(?<day>\d{2})$/,
]

/**
 * `2026-11-20` of `2026-11-20`, `20261120`, `2026年11月20日`, `11-20` or `1120`; without a year the latest such day up to
 * `today`. Null for what is no day.
 */
export function readDay(text: string, today: string): string | null {
  const typed = text.trim()
  const found = FORMS.map((form) => form.exec(typed)).find((match) => match !== null)?.groups
  if (!found) return null
  const [month, day] = [Number(found['month']), Number(found['day'])]
  const year = Number(found['year'] ?? today.slice(0, 4))
  const written = isoDay(year, month, day)
  if (written === null || found['year'] !== undefined || written <= today) return written
  return isoDay(year - 1, month, day)
}

function isoDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? date.toISOString().slice(0, 10) : null
}
