// SPDX-License-Identifier: Apache-2.0
// The judge beside the page: a long text takes a phone a tenth of a second, and reading the weights as long again, in
// which the page must not stand still. It asks nobody and keeps nothing.

import { checkLink, checkMessage, checkProvider, findLinks, messageAdvice, themeName } from '@jandon/shield'
import { judge } from './judge.ts'
import { type Asking, READY, type Told } from './judging-desk.ts'
import { wordShared } from './worded.ts'

const shield = { checkLink, checkMessage, checkProvider, findLinks, messageAdvice, themeName }

function answerTo(asking: Asking): Told['answer'] {
  return asking.about === 'text' ? judge(shield, asking.text) : wordShared(asking.fragment)
}

globalThis.addEventListener('message', ({ data }: MessageEvent<Asking>) => {
  const told: Told = { id: data.id, answer: answerTo(data) }
  globalThis.postMessage(told)
})

// Reads the weights before anybody asks, and says so: from here on an answer takes no longer than judging does.
checkMessage('')
const ready: Told = { id: READY, answer: undefined }
globalThis.postMessage(ready)
