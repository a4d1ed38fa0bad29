// SPDX-License-Identifier: Apache-2.0
// For search engines: every public page in both languages, and what not to crawl. A person's own pages hold ids of
// quotes and conversions and have no business in an index.

import { allAddresses, CHECK, LANGUAGES, pathOf, type Site } from './site.ts'
import { documentText, html } from './template.ts'

/** `origin` is where this server is reached; addresses in a sitemap must be whole. */
export function sitemapText(site: Site, origin: string): string {
  // The page "Is this a scam?" has no day of a check: it changes with the app.
  const addresses = [{ address: CHECK, checkedOn: undefined }, ...allAddresses(site)]
  const entries = addresses.flatMap(({ address, checkedOn }) =>
    LANGUAGES.map(
      language => html`<url><loc>${origin + pathOf(language, address)}</loc>${
        checkedOn && html`<lastmod>${checkedOn}</lastmod>`
      }${LANGUAGES.map(
        other => html`<xhtml:link rel="alternate" hreflang="${other}" href="${origin + pathOf(other, address)}"/>`,
      )}</url>
`,
    ),
  )
  return documentText(html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries}</urlset>
`)
}

const NOT_FOR_CRAWLERS = ['/v1/', '/ko/quotes/', '/en/quotes/', '/ko/conversions', '/en/conversions']

export function robotsText(origin: string): string {
  const lines = [
    'User-agent: *',
    ...NOT_FOR_CRAWLERS.map(path => `Disallow: ${path}`),
    `Sitemap: ${origin}/sitemap.xml`,
  ]
  return `${lines.join('\n')}\n`
}
