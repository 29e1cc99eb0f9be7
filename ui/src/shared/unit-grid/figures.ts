/** What a unit pays, computed by the rule of the domain, never here. */
export interface UnitFigures {
  share_fen: number
  shortfall_fen: number
}
