/** First passwords that can be read over the telephone: no characters that look alike, groups of four. */

const LETTERS = 'abcdefghjkmnpqrstuvwxyz'
const DIGITS = '23456789'
const GROUPS = 3
const GROUP = 4
/** Bytes from here on would favour the first characters of an alphabet. */
const fair = (alphabet: string): number => 256 - (256 % alphabet.length)

function* picks(random: () => number, alphabet: string): Generator<string, never> {
  for (;;) {
    const byte = random()
    if (byte < fair(alphabet)) yield alphabet[byte % alphabet.length] as string
  }
}

const randomByte = (): number => crypto.getRandomValues(new Uint8Array(1))[0] as number

/** Three groups such as `kpwm-3947-xhrt`: letters, digits, letters; about 50 bits, changed at the first sign-in. */
export function newFirstPassword(random: () => number = randomByte): string {
  const letters = picks(random, LETTERS)
  const digits = picks(random, DIGITS)
  const group = (from: Generator<string, never>): string => Array.from({ length: GROUP }, () => from.next().value).join('')
  return Array.from({ length: GROUPS }, (_, at) => group(at % 2 === 0 ? letters : digits)).join('-')
}
