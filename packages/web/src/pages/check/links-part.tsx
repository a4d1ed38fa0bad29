// SPDX-License-Identifier: Apache-2.0
// The addresses of a message, each with its own judgement. They are written so that nothing opens them by mistake.

import type { LinkJudgement } from '@jandon/shield'
import { defanged } from './marked-text.tsx'
import { shortened } from './reasons.tsx'
import { unquoted } from './told-reasons.ts'
import { useCheckWords } from './words.ts'

export function LinksPart({ links }: { readonly links: readonly LinkJudgement[] }) {
  const { say, t } = useCheckWords()
  if (links.length === 0) return null
  const counted = links.map((link, index) => ({ link, key: `${index} ${link.url}` }))
  return (
    <div className="links-part">
      <h4>{t.links.title}</h4>
      <ul>
        {counted.map(({ link, key }) => (
          <li key={key} data-label={link.label}>
            <p className="links-address" translate="no">
              {defanged(shortened(link.url))}
            </p>
            <p className={`links-label links-${link.label}`}>{t.links.labels[link.label]}</p>
            <LinkNote link={link} />
            {link.label !== 'ordinary' && (
              <ul className="links-reasons">
                {link.reasons
                  .filter(reason => reason.weight > 0)
                  .slice(0, 3)
                  .map(reason => (
                    <li key={reason.code}>{unquoted(say(reason.explanation), reason.evidence)}</li>
                  ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      <p className="small">{t.links.defanged}</p>
    </div>
  )
}

function LinkNote({ link }: { readonly link: LinkJudgement }) {
  const note = useLinkNote(link)
  return note === undefined ? null : <p className="links-note">{note}</p>
}

/** A known name in the address, and somebody else behind it. */
const STRANGERS: readonly string[] = ['peoples_page', 'pays_a_person']

/**
 * Whose address it is, or whose it imitates. The judge has most names in Korean only; who reads English finds them in
 * the reasons.
 */
export function useLinkNote(link: LinkJudgement): string | undefined {
  const { language, say, t } = useCheckWords()
  const stranger = link.reasons.find(({ code }) => STRANGERS.includes(code))
  if (stranger !== undefined) return say(stranger.explanation)
  const name = link.imitates ?? link.officialOf
  if (name === undefined || (language === 'en' && /[가-힣]/.test(name))) return undefined
  return link.imitates === undefined ? t.verdict.official(name) : t.verdict.imitates(name)
}
