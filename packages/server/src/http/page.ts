// SPDX-License-Identifier: Apache-2.0
// The frame of the server's own pages (problems, the API reference): plain HTML and one style sheet from this
// server, no script, nothing from elsewhere, so they work offline and under the strictest Content-Security-Policy.

import type { Language } from './language.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, character => ENTITIES[character]!)
}

/** Escapes, then sets what stands between backticks as code and turns blank lines into paragraphs. */
export function prose(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map(paragraph => `<p>${inlineProse(paragraph)}</p>`)
    .join('\n')
}

export function inlineProse(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}

export const STYLE_PATH = '/docs/page.css'

export function page(language: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
${body}
</body>
</html>
`
}

export const STYLE = `:root {
  --paper: #fff; --ink: #17211c; --quiet: #52605a; --line: #dfe5e1; --tint: #f3f6f4; --accent: #0b6b4f;
  --get: #0b5cad; --post: #0b6b4f; color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #111613; --ink: #e8eeea; --quiet: #a3b0a9; --line: #2b342f; --tint: #1a211d; --accent: #5fd0a6; --get: #7db8f5; --post: #5fd0a6; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.65 Pretendard, -apple-system, "Apple SD Gothic Neo", "Noto Sans KR", "Malgun Gothic", "Segoe UI", sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
a { color: var(--accent); }
code, pre { font: 13.5px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, "D2Coding", monospace; }
code { background: var(--tint); padding: .1em .35em; border-radius: 4px; }
pre { background: var(--tint); padding: 1rem; border-radius: 8px; overflow-x: auto; word-break: normal; overflow-wrap: normal; margin: .5rem 0 1rem; }
pre code { background: none; padding: 0; }
h1 { font-size: 1.75rem; line-height: 1.3; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1.02rem; margin: 1.25rem 0 .25rem; }
.sheet { max-width: 44rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
.quiet { color: var(--quiet); }
.facts { display: flex; gap: .5rem 1.25rem; flex-wrap: wrap; margin: 0 0 1.5rem; color: var(--quiet); }
.languages { display: flex; gap: 1rem; justify-content: flex-end; font-size: .9rem; }
.reference { display: grid; grid-template-columns: 16rem minmax(0, 1fr); }
.reference > nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; border-right: 1px solid var(--line); padding: 1.5rem 1rem 3rem; font-size: .9rem; }
.reference > nav h2 { font-size: .95rem; margin: 1.25rem 0 .25rem; }
.reference > nav ul { list-style: none; margin: 0; padding: 0; }
.reference > nav a { display: block; padding: .2rem 0; text-decoration: none; color: var(--ink); }
.reference > nav a:hover, .reference > nav a:focus { color: var(--accent); text-decoration: underline; }
.reference > main { padding: 2.5rem clamp(1.25rem, 4vw, 4rem) 6rem; max-width: 72rem; }
.operation { border-top: 1px solid var(--line); padding-top: 1.75rem; margin-top: 2.25rem; }
.address { font-weight: 600; margin: 0 0 .5rem; }
.method { display: inline-block; min-width: 3.2rem; font: 700 12px/1.6 ui-monospace, monospace; }
.method.get { color: var(--get); } .method.post { color: var(--post); }
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .25rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--quiet); }
td:first-child { white-space: nowrap; width: 15rem; }
.answers td:first-child { width: 4rem; }
.to-menu { display: none; }
details > summary { cursor: pointer; color: var(--accent); padding: .25rem 0; }
.need { color: var(--quiet); font-size: .85em; }
@media (max-width: 52rem) {
  .reference { display: flex; flex-direction: column-reverse; }
  .reference > nav { position: static; height: auto; border-right: 0; border-top: 1px solid var(--line); }
  .reference > nav a { padding: .4rem 0; }
  .to-menu { display: block; }
  td:first-child { white-space: normal; width: 40%; }
}
`
