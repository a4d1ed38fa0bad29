// SPDX-License-Identifier: Apache-2.0
// The page "Is this a scam?". Its box and answers are loaded when somebody comes here; who only wants to know about
// their vouchers does not pay for them.

import { useEffect, useState } from 'react'
import { useSpeech } from '../../app/language.tsx'
import { keepForOffline } from '../../offline/register.ts'
import { Skeleton } from '../../parts/notice.tsx'

type Part = typeof import('./checker.tsx')

export function CheckPage() {
  const { language, t } = useSpeech()
  const [part, setPart] = useState<Part | 'failed'>()
  const [isOffline, setIsOffline] = useState(false)
  useEffect(() => {
    import('./checker.tsx').then(setPart, () => setPart('failed'))
  }, [])
  useEffect(() => keepForOffline(language, () => setIsOffline(true)), [language])
  return (
    <div className="check">
      <header className="check-head">
        <h1 tabIndex={-1}>{t.check.title}</h1>
        <p className="lead no-print">{t.check.lead}</p>
      </header>
      {part === undefined && <Skeleton lines={5} />}
      {part === 'failed' && (
        <div className="notice notice-problem" role="alert">
          <p>{t.problems.offline}</p>
          <button type="button" className="button" onClick={() => window.location.reload()}>
            {t.app.retry}
          </button>
        </div>
      )}
      {typeof part === 'object' && <part.Checker isOffline={isOffline} />}
    </div>
  )
}
