/** The way to the server in the form, and in one word as the window keeps it. */
export type ProxyWay = 'system' | 'none' | 'manual'

export function waysOf(said: string): { way: ProxyWay; address: string } {
  return said === 'system' || said === 'none' ? { way: said, address: '' } : { way: 'manual', address: said }
}

export function proxyOf(way: ProxyWay, address: string): string {
  return way === 'manual' ? address.trim() : way
}
