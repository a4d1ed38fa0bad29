// SPDX-License-Identifier: Apache-2.0
// The shield as it would come from a registry: packed, unpacked in a strange project, and used there by Node, by the
// compiler and in a browser. It must need nothing of this project and call nobody.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import * as shield from '../packages/shield/src/index.ts'
import { bundle, complaints, installShield, runBare, runLocked } from './packed-shield.ts'

const folder = mkdtempSync(join(tmpdir(), 'jandon-packed-'))
const installed = join(folder, 'node_modules/@jandon/shield')
let files: readonly string[] = []

before(async () => {
  files = (await installShield(folder)).files
})
after(() => rmSync(folder, { recursive: true }))

const SMISHING = '[국제발신] 고객님 택배 주소 오류로 반송 예정. 확인: http://post-kr.example/a'
const HAM = '[국민은행] 11/23 14:05 홍*동님 입금 50,000원 잔액 120,000원'
const LINK = 'http://kbstar-login.top/verify'
const HIDDEN_LINK = '확인 바랍니다 cj-logis . top/a1'
const ADVERT = '소액결제 현금화 당일 90% 입금, 미납 가능'

/** What may be published: what judges, its types, and what tells people about it. */
const ALLOWED =
  /^(package\.json|LICENSE|(README|MODEL_CARD|MODEL_CARD_LINKS)\.md|((text|message|link|provider)\/)?[a-z-]+\.(js|d\.ts)|generated\/(message|link)-model\.js)$/

const notAllowed = (names: readonly string[]) =>
  names.filter(name => !ALLOWED.test(name) || /test|train|corpus|holdout/.test(name))

describe('the tarball', () => {
  test('holds what judges, its types and documents, and nothing else', () => {
    assert.deepEqual(notAllowed(files), [])
    const needed = ['package.json', 'LICENSE', 'README.md', 'MODEL_CARD.md', 'MODEL_CARD_LINKS.md', 'index.d.ts']
    assert.deepEqual(
      needed.filter(name => !files.includes(name)),
      [],
    )
  })

  test('and a file of ours that slipped in would be noticed', () => {
    const strange = ['holdout/ham-ko.txt', 'corpus/seeds/ko/ham/bank.txt', 'training/train.js', 'link/check.test.js']
    assert.deepEqual(notAllowed([...strange, 'src/index.ts', '.npmrc', 'index.js']), [
      ...strange,
      'src/index.ts',
      '.npmrc',
    ])
  })

  test('says what it is, what it needs and where its entries are', () => {
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
    const source = JSON.parse(readFileSync('packages/shield/package.json', 'utf8'))
    assert.equal(manifest.private, undefined)
    assert.equal(manifest.license, 'Apache-2.0')
    assert.equal(manifest.sideEffects, false)
    assert.deepEqual(Object.keys(manifest.dependencies), ['tldts'])
    assert.equal(manifest.devDependencies ?? manifest.scripts, undefined)
    assert.deepEqual(Object.keys(manifest.exports), [...Object.keys(source.exports), './package.json'])
    for (const entry of Object.values<string | Record<string, string>>(manifest.exports))
      for (const path of typeof entry === 'string' ? [entry] : Object.values(entry))
        assert.ok(existsSync(join(installed, path)), path)
  })

  test('has no link in a document that leads nowhere', () => {
    for (const name of files.filter(file => file.endsWith('.md'))) {
      const text = readFileSync(join(installed, name), 'utf8')
      for (const [, target = ''] of text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g))
        assert.ok(existsSync(join(installed, dirname(name), target)), `${name} links to ${target}`)
    }
  })
})

/** The judgements that each way of using the package must make alike. */
const USE = `JSON.stringify([
  checkMessage(${JSON.stringify(SMISHING)}), checkMessage(${JSON.stringify(HAM)}),
  checkLink(${JSON.stringify(LINK)}), findLinks(${JSON.stringify(HIDDEN_LINK)}),
  checkProvider({ text: ${JSON.stringify(ADVERT)}, url: ${JSON.stringify(LINK)} }),
])`
const expected = () =>
  JSON.stringify([
    shield.checkMessage(SMISHING),
    shield.checkMessage(HAM),
    shield.checkLink(LINK),
    shield.findLinks(HIDDEN_LINK),
    shield.checkProvider({ text: ADVERT, url: LINK }),
  ])

test('plain Node judges as the sources do, with nothing but the right to read files', async () => {
  const text = `import { checkLink, checkMessage, checkProvider, findLinks } from '@jandon/shield'\nconsole.log(${USE})`
  const said = await runLocked(join(folder, 'all.mjs'), text)
  assert.equal(said.trim(), expected())
  const [smishing, ham, link, links, provider] = JSON.parse(said)
  assert.equal(smishing.label, 'smishing')
  assert.equal(ham.label, 'ham')
  assert.equal(link.label, 'phishing')
  assert.equal(links[0].url, 'cj-logis.top/a1')
  assert.equal(provider.verdict, 'unlawful')
})

const CONSUMER = `
import {
  type Advice, checkLink, checkMessage, checkProvider, findLinks, type FoundLink, type LinkJudgement,
  type MessageJudgement, type ProviderJudgement, THEMES, type Theme,
} from '@jandon/shield'
import { type LinkLabel, checkLink as ofLink } from '@jandon/shield/link'
import { type MessageLabel, checkMessage as ofMessage } from '@jandon/shield/message'
import { type ProviderVerdict, checkProvider as ofProvider } from '@jandon/shield/provider'

const message: MessageJudgement = checkMessage('가')
const messageLabel: MessageLabel = message.label
const same: ReturnType<typeof ofMessage> = message
const theme: Theme = THEMES[0]
const advice: Advice = same.advice
const links: readonly FoundLink[] = findLinks('a')
const link: LinkJudgement = checkLink(links[0]?.url ?? '')
const label: LinkLabel = ofLink('a').label
const provider: ProviderJudgement = checkProvider({ text: '가', businessNumber: '123-45-67890' })
const verdict: ProviderVerdict = ofProvider({ text: '가' }).verdict
export const told: readonly string[] = [theme, advice.ko, link.label, label, provider.verdict, verdict]
`
const WRONG = `
import { checkMessage } from '@jandon/shield'
export const label: 'fine' = checkMessage('가').label
`

test('a strict compiler takes its types, in Node and with a bundler', async () => {
  for (const resolution of [
    { module: 'nodenext', moduleResolution: 'nodenext' },
    { module: 'esnext', moduleResolution: 'bundler' },
  ] as const) {
    assert.equal(await complaints(folder, 'consumer.ts', CONSUMER, resolution), '')
    assert.match(await complaints(folder, 'wrong.ts', WRONG, resolution), /TS2322/)
  }
})

/** All of a browser that is used: it reads the weights and the parts of an address. */
const BROWSER = { atob, URL }

describe('in a browser, with the language alone, atob and URL', () => {
  test('everything judges as the sources do', async () => {
    const text = `import { checkLink, checkMessage, checkProvider, findLinks } from '@jandon/shield'
      globalThis.said = ${USE}`
    const script = await bundle(join(folder, 'everything.js'), text)
    assert.equal(runBare(script, BROWSER).said, expected())
  })

  const ALONE = {
    message: [`checkMessage(${JSON.stringify(SMISHING)}).label`, 'smishing'],
    link: [`checkLink(${JSON.stringify(LINK)}).label`, 'phishing'],
    provider: [`checkProvider({ text: ${JSON.stringify(ADVERT)} }).verdict`, 'unlawful'],
  } as const
  for (const [entry, [use, answer]] of Object.entries(ALONE))
    test(`the entry /${entry} alone`, async () => {
      const name = use.slice(0, use.indexOf('('))
      const text = `import { ${name} } from '@jandon/shield/${entry}'\nglobalThis.said = ${use}`
      const script = await bundle(join(folder, `${entry}.js`), text)
      assert.equal(runBare(script, BROWSER).said, answer)
    })

  test('who judges links only does not load the weights for messages', async () => {
    const text = `import { checkLink } from '@jandon/shield'\nglobalThis.said = checkLink(${JSON.stringify(LINK)}).label`
    const script = await bundle(join(folder, 'one-name.js'), text)
    assert.ok(!script.includes(shield.checkMessage('').modelVersion), 'The bundle holds the weights for messages.')
    assert.ok(script.includes(shield.checkLink('').modelVersion))
  })

  test('and a script that needs Node would be noticed', async () => {
    const script = await bundle(join(folder, 'node.js'), 'globalThis.said = process.env.HOME')
    assert.throws(() => runBare(script, BROWSER), /process is not defined/)
  })
})
