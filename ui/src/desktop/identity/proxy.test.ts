import { describe, expect, it } from 'vitest'
import { proxyOf, waysOf } from './proxy'

describe('the proxy', () => {
  it('is read from one word and said in one', () => {
    for (const said of ['system', 'none', 'http://10.0.0.1:3128']) {
      const { way, address } = waysOf(said)
      expect(proxyOf(way, address)).toBe(said)
    }
    expect(waysOf('http://10.0.0.1:3128').way).toBe('manual')
  })

  it('forgets an address that is not used', () => {
    expect(proxyOf('none', 'http://10.0.0.1:3128')).toBe('none')
  })
})
