/** Areas and counts as text; the wire carries whole 0.01 ㎡. */

/** 8950 → "89.50" */
export function formatArea(areaDm2: number): string {
  if (!Number.isSafeInteger(areaDm2)) throw new RangeError('an area is a whole number of 0.01 ㎡')
  const digits = String(areaDm2 < 0 ? -areaDm2 : areaDm2).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${areaDm2 < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`
}

/** 2400 → "2,400" */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
