/** Finding by the words that a clerk types: every word stands somewhere in the text. */

export function isFound(text: string, words: string): boolean {
  const plain = text.toLowerCase()
  return words.toLowerCase().split(/\s+/).every((word) => plain.includes(word))
}
