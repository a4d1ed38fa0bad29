// SPDX-License-Identifier: Apache-2.0
// What stands beside the empty box: examples to try, what happens to the text, and whom to call when it is too late for
// asking.

import { Sign } from '../../parts/icon.tsx'
import { EXAMPLES, type Example } from './examples.ts'
import { useCheckWords } from './words.ts'

export function Examples({ onPick }: { readonly onPick: (example: Example) => void }) {
  const { t, language } = useCheckWords()
  return (
    <section className="examples no-print" aria-labelledby="examples-title">
      <h2 id="examples-title" className="section-title">
        {t.examples.title}
      </h2>
      <ul>
        {EXAMPLES[language].map(example => (
          <li key={example.name}>
            <button type="button" className="story" onClick={() => onPick(example)}>
              <span className="story-title">{example.name}</span>
              <span className="story-note example-text">{example.text}</span>
              <Sign name="next" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Privacy({ isOffline }: { readonly isOffline: boolean }) {
  const { t } = useCheckWords()
  return (
    <section className="privacy no-print" aria-labelledby="privacy-title">
      <Sign name="shield" size={24} />
      <div>
        <h2 id="privacy-title">{t.private.title}</h2>
        <p>{t.private.text}</p>
        {isOffline && <p className="privacy-offline">{t.private.offline}</p>}
      </div>
    </section>
  )
}

export function Urgent() {
  const { t } = useCheckWords()
  return (
    <section className="card urgent" aria-labelledby="urgent-title">
      <h2 id="urgent-title">{t.urgent.title}</h2>
      <p>{t.urgent.text}</p>
      <a className="button" href="tel:112">
        <Sign name="phone" size={18} />
        {t.urgent.call}
      </a>
    </section>
  )
}
