/** Each line of an allocation beside the unit that it is of. */
import type { Contract } from '@/contract/commands'
import type { UnitCard } from '../estate/units'
import type { Allocation } from './use-allocation'

export type UnitLine = UnitCard & Contract<'AllocatedUnit'>

export function unitLines({ lines }: Allocation, unitById: ReadonlyMap<string, UnitCard>): UnitLine[] {
  return lines.flatMap((line) => {
    const unit = unitById.get(line.unit_id)
    return unit ? [{ ...unit, ...line }] : []
  })
}
