// SPDX-License-Identifier: Apache-2.0
// Tidy checks of what people read: file heads, open notes, documents and their links, the glossary, both languages, and
// that nothing tells of the machine it was written on.

import { dirname, join, normalize } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { type Check, codeOf, grep, isCode, isGenerated, type Project } from './project.ts'

const HEAD: Record<string, string> = { ts: '//', tsx: '//', js: '//', css: '/*', sh: '#' }

/** An index that only names what its folder offers needs no head of its own. */
const ONLY_PASSES_ON = /^(\s*export\s+(type\s+)?(\*|\{[^}]*\})(\s+as\s+\w+)?\s+from\s+'[^']+'\s*)+$/

const heads: Check = {
  name: 'every source file begins with its licence and what it is for',
  find: project =>
    [...project].flatMap(([path, text]) => {
      // A migration that has run cannot be given a head afterwards: its hash is recorded.
      if (path.endsWith('.sql'))
        return text.startsWith('-- ') ? [] : [`${path}:1  say in a comment what this file is for`]
      const mark = HEAD[/\.(\w+)$/.exec(path)?.[1] ?? '']
      if (mark === undefined || isGenerated(path) || ONLY_PASSES_ON.test(text)) return []
      const lines = text.replace(/^#!.*\n/, '').split('\n')
      if (!lines[0]?.startsWith(`${mark} SPDX-License-Identifier: Apache-2.0`)) {
        return [`${path}:1  begin with "${mark} SPDX-License-Identifier: Apache-2.0"`]
      }
      const says = mark === '/*' ? text.split('*/')[1] !== undefined : (lines[1] ?? '').startsWith(`${mark} `)
      return says ? [] : [`${path}:2  say in a comment what this file is for`]
    }),
  bad: { 'packages/domain/src/money/money.ts': 'export const a = 1' },
}

const openNotes: Check = {
  name: 'a note of work to do names its issue',
  find: project => {
    const files = [...project].filter(([path]) => isCode(path) || /\.(md|ya?ml|sql|css|html)$/.test(path))
    const ours = files.filter(([path]) => !path.startsWith('test/tidy/'))
    return grep(
      ours,
      /\b(?:TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))/,
      'write TODO(#123) with the number of its issue, or do it',
    )
  },
  bad: { 'docs/a.md': `# A\n${'TO'}${'DO'}: later\n` },
}

const markdown = (project: Project) => [...project].filter(([path]) => path.endsWith('.md'))
const withoutCode = (text: string) => text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').replaceAll(/`[^`\n]*`/g, '')

const titles: Check = {
  name: 'every document has exactly one title',
  find: project =>
    markdown(project).flatMap(([path, text]) => {
      const count = [...withoutCode(text).matchAll(/^# \S/gm)].length
      return count === 1 ? [] : [`${path}  has ${count} titles of the first level`]
    }),
  bad: { 'docs/a.md': '# One\n\n# Two\n' },
}

function linksOf(path: string, text: string): string[] {
  const targets = [...withoutCode(text).matchAll(/\]\(([^)\s]+)[^)]*\)|(?:src|href)="([^"]+)"/g)].map(
    match => match[1] ?? match[2] ?? '',
  )
  return targets
    .filter(target => !/^(\w+:|#|\/)/.test(target))
    .map(target => normalize(join(dirname(path), decodeURI(target.split('#')[0] ?? ''))).replaceAll('\\', '/'))
}

const ROOT_DOCUMENTS = ['README.md', 'ARCHITECTURE.md']

const reachable: Check = {
  name: 'every document is reached by links from README or ARCHITECTURE, and no link leads nowhere',
  find: project => {
    const reached = new Set<string>()
    const found: string[] = []
    const folders = new Set(
      [...project.keys()].flatMap(path => path.split('/').map((_, i, all) => all.slice(0, i).join('/'))),
    )
    const go = (path: string) => {
      const text = project.get(path)
      if (reached.has(path) || text === undefined) return
      reached.add(path)
      if (!path.endsWith('.md')) return
      for (const target of linksOf(path, text)) {
        const folder = target.replace(/\/$/, '')
        const isPicture = /\.(png|jpe?g|gif|csv)$/.test(target)
        if (project.has(target) || isPicture) go(target)
        else if (!folders.has(folder)) found.push(`${path}  links to ${target}, which is not there`)
        else for (const inside of project.keys()) if (dirname(inside) === folder) go(inside)
      }
    }
    for (const path of ROOT_DOCUMENTS) go(path)
    const lost = markdown(project).filter(([path]) => !reached.has(path))
    return [...found, ...lost.map(([path]) => `${path}  is not reached by any link`)]
  },
  bad: { 'README.md': '# R\n[a](docs/a.md)', 'docs/a.md': '# A\n', 'docs/b.md': '# B\n' },
}

/** The nouns that people meet: tables and resources of the API. */
function nounsOf(project: Project): Map<string, string> {
  const nouns = new Map<string, string>()
  for (const [path, text] of project) {
    if (/\/migrations\/.*\.sql$/.test(path)) {
      const bare = text.replaceAll(/--.*$/gm, '')
      for (const match of bare.matchAll(/\bCREATE TABLE (?:IF NOT EXISTS )?(?:\w+\.)?"?(\w+)"?/gi)) {
        nouns.set(match[1] ?? '', `table in ${path}`)
      }
    }
    if (/^packages\/server\/src\/http\//.test(path)) {
      for (const match of text.matchAll(/['"`]\/v1\/(\w+)/g)) nouns.set(match[1] ?? '', `route in ${path}`)
    }
  }
  return nouns
}

/** `payoutAccounts` and `payout_account` are both the words payout and account. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
    .filter(word => word !== '')
}

const glossary: Check = {
  name: 'every table and resource is made of words of the glossary',
  find: project => {
    const known = new Set((project.get('GLOSSARY.md') ?? '').toLowerCase().split(/[^a-z]+/))
    const isKnown = (word: string) =>
      [word, word.replace(/s$/, ''), word.replace(/ies$/, 'y'), `${word}s`].some(w => known.has(w))
    return [...nounsOf(project)].flatMap(([noun, where]) => {
      const strange = wordsOf(noun).filter(word => !isKnown(word))
      return strange.length === 0 ? [] : [`GLOSSARY.md  lacks "${strange.join(' ')}" (${noun}, ${where})`]
    })
  },
  bad: { 'GLOSSARY.md': '# Glossary\nholder', 'packages/server/migrations/0001_a.sql': 'CREATE TABLE wallet (a int);' },
}

const lockfile: Check = {
  name: 'the lock file names no registry',
  find: project =>
    grep(
      [...project].filter(([path]) => path.endsWith('package-lock.json')),
      /"resolved": "https?:[^"]*"/,
      'keep omit-lockfile-registry-resolved=true in .npmrc and install again',
    ),
  bad: { 'package-lock.json': '{ "resolved": "https://packages.example/a/-/a-1.0.0.tgz" }' },
}

interface Locked {
  optionalDependencies?: Record<string, string>
  dependencies?: Record<string, string>
}

/** npm looks for a package beside the one that wants it, and then in every folder above. */
function isLocked(packages: Record<string, Locked>, wanting: string, name: string): boolean {
  for (let at = wanting; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at}${at ? '/' : ''}node_modules/${name}`]) return true
    if (at === '' || !at.includes('node_modules')) return packages[`node_modules/${name}`] !== undefined
  }
}

const wholeLockfile: Check = {
  name: 'the lock file has every package, also those of other platforms',
  find: project => {
    const lock = project.get('package-lock.json')
    const packages = lock ? (JSON.parse(lock) as { packages: Record<string, Locked> }).packages : {}
    return Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter(name => !isLocked(packages, path, name))
        .map(
          name => `package-lock.json  lacks ${name} of ${path || 'the project'}: npm ci refuses; take another version`,
        ),
    )
  },
  bad: {
    'package-lock.json': '{ "packages": { "node_modules/a": { "optionalDependencies": { "a-win": "1.0.0" } } } }',
  },
}

const machinePaths: Check = {
  name: 'nothing tells of the machine it was written on',
  find: project =>
    grep(
      [...project].filter(([path]) => !path.startsWith('test/tidy/')),
      /(?<![\w.])\/(?:home|Users)\/\w+|(?<![\w.])\/work\/\w+|\bC:\\Users\\/,
      'write a path that everybody has',
    ),
  bad: { 'docs/a.md': '# A\ncd /home/kim/jandon' },
}

/** Keys and texts of nested messages, in order: `accept.title`. Functions count by name. */
function leavesOf(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path ? `${path}.${key}` : key))
}

/** What one language has and the other lacks, or has empty. */
export function missingMessages(name: string, ko: unknown, en: unknown): string[] {
  const [korean, english] = [new Map(leavesOf(ko)), new Map(leavesOf(en))]
  const lacking = (of: Map<string, unknown>, other: Map<string, unknown>, language: string) =>
    [...other.keys()]
      .filter(key => !of.has(key) || of.get(key) === '')
      .map(key => `${name}  has no ${language} text for ${key}`)
  return [...lacking(korean, english, 'Korean'), ...lacking(english, korean, 'English')]
}

const yamlMessages: Check = {
  name: 'every problem is explained in Korean and in English',
  find: project =>
    [...project].flatMap(([path, text]) => {
      if (!/(^|\/)ko\.ya?ml$/.test(path)) return []
      const english = project.get(path.replace(/ko\.(ya?ml)$/, 'en.$1'))
      return missingMessages(path, parseYaml(text), english === undefined ? {} : parseYaml(english))
    }),
  bad: { 'docs/problems/ko.yaml': 'a: { title: 가 }', 'docs/problems/en.yaml': 'a: { title: "" }' },
}

const packTexts: Check = {
  name: 'every text of a policy pack is in Korean and in English',
  find: project =>
    [...project].flatMap(([path, text]) => {
      if (!/^policy-packs\/\w+\/.*\.ya?ml$/.test(path)) return []
      const found: string[] = []
      const go = (value: unknown, where: string): void => {
        if (typeof value !== 'object' || value === null) return
        const texts = value as Record<string, unknown>
        for (const [one, other] of [
          ['ko', 'en'],
          ['en', 'ko'],
        ] as const) {
          const isLacking = typeof texts[one] === 'string' && (typeof texts[other] !== 'string' || texts[other] === '')
          if (isLacking) found.push(`${path}  ${where} has no text in ${other}`)
        }
        for (const [key, inner] of Object.entries(texts)) go(inner, `${where}/${key}`)
      }
      go(parseYaml(text), '')
      return found
    }),
  bad: { 'policy-packs/kr/pack.yaml': 'name: { ko: 대한민국 }' },
}

/** Words that the glossary replaces, where they name things of ours. */
const REPLACED: [RegExp, string][] = [
  [/\b(?:interface|type|class|function|const)\s+\w*(?:Customer|customer)\w*/, 'say holder'],
  [/\b(?:interface|type|class|function|const)\s+\w*(?:Withdrawal|withdrawal)\w*/, 'say payout'],
  [/\b(?:interface|type|class|function|const)\s+\w*(?:Escrow|escrow)\w*/, 'say safeguarding'],
  [/\b(?:interface|type|class|function|const)\s+\w*(?:Gateway|gateway)\w*/, 'say rail or source'],
]

const replacedWords: Check = {
  name: 'things have the names of the glossary',
  find: project => {
    const code = codeOf(project).filter(([path]) => path.startsWith('packages/'))
    return REPLACED.flatMap(([pattern, advice]) => grep(code, pattern, advice))
  },
  bad: { 'packages/domain/src/a/a.ts': 'export interface CustomerAccount {}' },
}

export const wordChecks: Check[] = [
  heads,
  openNotes,
  titles,
  reachable,
  glossary,
  lockfile,
  wholeLockfile,
  machinePaths,
  yamlMessages,
  packTexts,
  replacedWords,
]
