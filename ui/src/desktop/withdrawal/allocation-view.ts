/** The allocation as the screens show it; every figure comes from the rule of the domain. */

export interface LineView {
  unit_id: string
  building: string
  entrance: string
  floor: string
  room: string
  owner: string
  area_dm2: number
  share_fen: number
  balance_fen: number
  available_fen: number
  pays_fen: number
  shortfall_fen: number
  /** 为什么是这个数: one sentence a step. */
  why: readonly string[]
}

export interface SumView {
  units: number
  area_dm2: number
  share_fen: number
  pays_fen: number
  shortfall_fen: number
  short_units: number
}

export interface BuildingSumView extends SumView {
  building_id: string
  name: string
}

export interface AllocationView {
  amount_fen: number
  /** Four decimals, for reading only. */
  rate: string
  basis: string
  total: SumView
  buildings: readonly BuildingSumView[]
  lines: readonly LineView[]
}
