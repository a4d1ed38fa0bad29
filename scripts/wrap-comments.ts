// SPDX-License-Identifier: Apache-2.0
// Wraps comments at 120 letters, which the formatter leaves alone: `npm run format`. Only a paragraph with a line that
// is too long is touched, and only its line breaks change.

import { readFileSync, writeFileSync } from 'node:fs'
import { codeOf, loadProject, ROOT } from '../test/tidy/project.ts'

const WIDTH = 120

/** Before the text: indentation and mark. A line that begins a list, a table or a labelled note starts a paragraph. */
const LINE = /^(\s*(?:\/\/|\*) )(\S.*)$/
const STARTS = /^(SPDX-|[-*|] |\d+\. |@|```|[A-Z][\w ]{2,16}: |.*:\/\/)| {2,}/

function refill(lines: string[], head: string): string[] {
  const filled: string[] = []
  let line = head.trimEnd()
  for (const word of lines.join(' ').split(' ')) {
    if (line.length + 1 + word.length > WIDTH && line.length > head.trimEnd().length) {
      filled.push(line)
      line = head.trimEnd()
    }
    line = `${line} ${word}`
  }
  return [...filled, line]
}

/** `/** one line of text *\/` that is too long becomes a block. */
function openBlock(line: string): string[] {
  const [, space = '', text = ''] = /^(\s*)\/\*\* (.*) \*\/$/.exec(line) ?? []
  return text === '' || line.length <= WIDTH ? [line] : [`${space}/**`, `${space} * ${text}`, `${space} */`]
}

export function wrapComments(text: string): string {
  const wrapped: string[] = []
  const lines = text.split('\n').flatMap(openBlock)
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const [, head, first] = LINE.exec(line) ?? []
    if (head === undefined || first === undefined || first.startsWith('SPDX-')) {
      wrapped.push(line)
      continue
    }
    const paragraph = [first]
    for (let next = LINE.exec(lines[at + 1] ?? ''); next; next = LINE.exec(lines[at + 1] ?? '')) {
      if (next[1] !== head || STARTS.test(next[2] ?? '')) break
      paragraph.push(next[2] ?? '')
      at += 1
    }
    const isLong =
      paragraph.some(part => head.length + part.length > WIDTH) && !paragraph.some(part => part.includes('://'))
    wrapped.push(...(isLong ? refill(paragraph, head) : paragraph.map(part => head + part)))
  }
  return wrapped.join('\n')
}

if (import.meta.main) {
  const wanted = process.argv.slice(2)
  const isWanted = (path: string) => wanted.length === 0 || wanted.some(start => path.startsWith(start))
  for (const [path] of codeOf(loadProject()).filter(([candidate]) => isWanted(candidate))) {
    const before = readFileSync(`${ROOT}${path}`, 'utf8')
    const after = wrapComments(before)
    if (after !== before) {
      writeFileSync(`${ROOT}${path}`, after)
      console.log(`wrapped ${path}`)
    }
  }
}
