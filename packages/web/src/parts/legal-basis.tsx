// SPDX-License-Identifier: Apache-2.0
// Where a right or a ban is written: the article, its source, how sure we are and when it was last checked.

import type { LegalBasis } from '../api/shapes.ts'
import { useSpeech } from '../app/language.tsx'
import { formatFullDate } from '../format/date.ts'
import { Disclosure } from './disclosure.tsx'

export function LegalBasisList({ basis }: { readonly basis: readonly LegalBasis[] }) {
  const { language, t, say } = useSpeech()
  if (basis.length === 0) return null
  const confidences: Readonly<Record<string, string>> = t.result.confidences
  return (
    <Disclosure summary={t.result.law}>
      <ul className="basis-list">
        {basis.map(entry => (
          <li key={`${entry.ruleId}-${say(entry.citation)}`}>
            <p className="basis-cite">{say(entry.citation)}</p>
            <dl className="pairs">
              <dt>{t.result.source}</dt>
              <dd>{say(entry.sourceTitle)}</dd>
              <dt>{t.result.confidence}</dt>
              <dd>{confidences[entry.confidence] ?? entry.confidence}</dd>
              <dt>{t.result.checkedOn}</dt>
              <dd>{formatFullDate(entry.checkedOn, language)}</dd>
            </dl>
            <a className="basis-more" href={`/${language}/rules/${entry.ruleId}`}>
              {t.result.ruleMore}
            </a>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
