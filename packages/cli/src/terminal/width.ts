// SPDX-License-Identifier: Apache-2.0
// How many columns a text takes in a terminal: Korean letters take two. Tables that count letters instead fall apart.

/** Wide in every terminal font: Hangul, CJK, kana, full-width forms. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a colour begins with.
const COLOUR = /\u001b\[[0-9;]*m/g

export function widthOf(text: string): number {
  let width = 0
  for (const char of text.replace(COLOUR, '')) width += WIDE.test(char) ? 2 : /\p{Mn}/u.test(char) ? 0 : 1
  return width
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text
}

/** Breaks a text into lines of at most `width` columns, at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && widthOf(longer) > width) {
        lines.push(line)
        line = word
      } else line = longer
    }
    lines.push(line)
  }
  return lines
}
