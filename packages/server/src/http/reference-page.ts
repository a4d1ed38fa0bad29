// SPDX-License-Identifier: Apache-2.0
// The API reference at /docs: the OpenAPI document as one page that a person can read, search with the browser and
// print. Made on the server, without script, so it needs nothing from outside and cannot differ from what is
// served.

import type { Json, OpenApiDocument, OpenApiOperation } from './openapi.ts'
import { escapeHtml, inlineProse, page, prose } from './page.ts'

type Schema = { readonly [key: string]: Json }

/** Renders the whole document. Pure; the caller keeps the result. */
export function referencePage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const groups = document.tags.map(tag => ({
    name: String(tag.name),
    description: String(tag.description),
    operations: operations.filter(({ operation }) => operation.tags[0] === tag.name),
  }))
  const menu = groups.map(
    group =>
      `<h2>${escapeHtml(group.name)}</h2><ul>${group.operations
        .map(({ operation }) => `<li><a href="#${operation.operationId}">${escapeHtml(operation.summary)}</a></li>`)
        .join('')}</ul>`,
  )
  const body = groups.map(
    group => `<section aria-labelledby="tag-${group.name}"><h2 id="tag-${group.name}">${escapeHtml(group.name)}</h2>
<p class="quiet">${escapeHtml(group.description)}</p>
${group.operations.map(each => operationHtml(document, each)).join('\n')}</section>`,
  )
  return page(
    'en',
    'Jandon API reference',
    `<div class="reference">
<nav id="menu" aria-label="Operations"><p><strong>Jandon API</strong></p>
<ul><li><a href="#top">Introduction</a></li><li><a href="#schemas">Schemas</a></li><li><a href="/problems?language=en">Problems</a></li><li><a href="/openapi.json">openapi.json</a></li></ul>
${menu.join('\n')}</nav>
<main id="top"><h1>Jandon API reference</h1>
<p class="to-menu"><a href="#menu">All operations</a></p>
<p class="facts"><span>Version ${escapeHtml(String(document.info.version))}</span> <span>OpenAPI ${document.openapi}</span></p>
${prose(String(document.info.description))}
${body.join('\n')}
<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>
${Object.entries(document.components.schemas)
  .map(([name, schema]) => `<h3 id="schema-${name}">${name}</h3>${schemaHtml(schema as Schema)}`)
  .join('\n')}</section>
</main></div>`,
  )
}

function operationHtml(
  document: OpenApiDocument,
  { path, method, operation }: { path: string; method: string; operation: OpenApiOperation },
): string {
  const content = requestContent(operation)
  return `<article class="operation" id="${operation.operationId}">
<h3>${escapeHtml(operation.summary)}</h3>
<p class="address"><span class="method ${method}">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code></p>
${prose(operation.description)}
${parametersHtml(operation)}
${content ? `<h3>Body</h3>${schemaHtml(resolve(document, content.schema as Schema))}` : ''}
${content?.example === undefined ? '' : curlHtml(path, method, operation, content.example)}
<h3>Answers</h3>
<table class="answers"><tbody>${Object.entries(operation.responses)
    .map(([status, response]) => `<tr><td>${status}</td><td>${responseHtml(response as Schema)}</td></tr>`)
    .join('')}</tbody></table>
</article>`
}

function requestContent(operation: OpenApiOperation): Schema | undefined {
  const content = operation.requestBody?.content as Schema | undefined
  return content?.['application/json'] as Schema | undefined
}

function parametersHtml(operation: OpenApiOperation): string {
  if (operation.parameters.length === 0) return ''
  const rows = operation.parameters.map(parameter => {
    const schema = parameter.schema as Schema
    const text = String(parameter.description ?? schema.description ?? '')
    return fieldRow(String(parameter.name), `${parameter.in}, ${typeText(schema)}`, parameter.required === true, text)
  })
  return `<h3>Parameters</h3><table><tbody>${rows.join('')}</tbody></table>`
}

function curlHtml(path: string, method: string, operation: OpenApiOperation, example: Json): string {
  const isOpen = operation.security.some(way => Object.keys(way).length === 0)
  const lines = [
    `curl -X ${method.toUpperCase()} http://127.0.0.1:4080${path}`,
    `-H 'Content-Type: application/json'`,
    ...(isOpen ? [] : [`-H "Authorization: Bearer $JANDON_KEY"`]),
    ...(operation['x-jandon-idempotency'] ? [`-H "Idempotency-Key: $(uuidgen)"`] : []),
    `-d '${JSON.stringify(example, null, 2)}'`,
  ]
  return `<details><summary>Example</summary><pre><code>${escapeHtml(lines.join(' \\\n  '))}</code></pre></details>`
}

function responseHtml(response: Schema): string {
  const description = inlineProse(String(response.description)).replaceAll(
    /<code>([a-z_]+)<\/code>/g,
    '<a href="/problems/$1?language=en"><code>$1</code></a>',
  )
  const content = Object.entries((response.content ?? {}) as Record<string, Schema>)
  return `${description} ${content.map(([type, { schema }]) => `<span class="need">${type}</span> ${typeHtml(schema as Schema)}`).join(', ')}`
}

function resolve(document: OpenApiDocument, schema: Schema): Schema {
  const { $ref } = schema
  if (typeof $ref !== 'string') return schema
  return document.components.schemas[$ref.slice('#/components/schemas/'.length)] as Schema
}

function schemaHtml(schema: Schema): string {
  const description = schema.description === undefined ? '' : `<p>${inlineProse(String(schema.description))}</p>`
  const properties = schema.properties as Record<string, Schema> | undefined
  if (!properties) return `${description}<p>${typeHtml(schema)}</p>`
  const required = new Set((schema.required ?? []) as string[])
  const rows = Object.entries(properties).map(([name, property]) =>
    fieldRow(name, typeHtml(property), required.has(name), String(property.description ?? '')),
  )
  return `${description}<table><tbody>${rows.join('')}</tbody></table>`
}

function fieldRow(name: string, type: string, isRequired: boolean, text: string): string {
  return `<tr><td><code>${escapeHtml(name)}</code><br><span class="need">${isRequired ? 'required' : 'optional'}</span></td><td>${type}${text && `<br>${inlineProse(text)}`}</td></tr>`
}

function typeHtml(schema: Schema): string {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.slice('#/components/schemas/'.length)
    return `<a href="#schema-${name}">${name}</a>`
  }
  if (Array.isArray(schema.anyOf)) return (schema.anyOf as Schema[]).map(typeHtml).join(' or ')
  if (schema.type === 'array') return `list of ${typeHtml(schema.items as Schema)}`
  if (schema.type === 'object' && schema.properties) {
    const names = Object.entries(schema.properties as Record<string, Schema>)
    return `{ ${names.map(([name, property]) => `<code>${escapeHtml(name)}</code>: ${typeHtml(property)}`).join(', ')} }`
  }
  return escapeHtml(typeText(schema))
}

function typeText(schema: Schema): string {
  if (typeof schema.$ref === 'string') return schema.$ref.slice('#/components/schemas/'.length)
  if (Array.isArray(schema.enum)) return schema.enum.map(value => JSON.stringify(value)).join(' | ')
  return String(schema.type ?? 'any')
}
