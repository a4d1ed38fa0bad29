// SPDX-License-Identifier: Apache-2.0
// Passing a result on: copy its address, hand it to the device's own sharing, or print. The address holds no word of
// the text.

import { useState } from 'react'
import { Sign } from '../../parts/icon.tsx'
import { useCheckWords } from './words.ts'

type Copying = 'not_yet' | 'copied' | 'failed'

export function Share(props: {
  /** The result as a fragment. */
  readonly fragment: string
  readonly headline: string
  readonly onAgain: () => void
}) {
  const { t } = useCheckWords()
  const [copying, setCopying] = useState<Copying>('not_yet')
  const address = `${window.location.origin}${window.location.pathname}${props.fragment}`
  const copy = () => {
    // Browsers offer no clipboard on an insecure address; then there is the field to copy from by hand.
    const written = window.navigator.clipboard?.writeText(address) ?? Promise.reject(new Error('no clipboard'))
    written.then(
      () => setCopying('copied'),
      () => setCopying('failed'),
    )
  }
  const canShare = typeof window.navigator.share === 'function'
  // Closing the sheet without choosing anybody is no fault.
  const share = () => window.navigator.share({ title: props.headline, url: address }).catch(() => undefined)
  return (
    <section className="card share no-print">
      <h3>{t.share.title}</h3>
      <p className="small">{t.share.text}</p>
      <div className="share-actions">
        <button type="button" className="button" onClick={copy}>
          <Sign name={copying === 'copied' ? 'check' : 'copy'} size={18} />
          {copying === 'copied' ? t.share.copied : t.share.copy}
        </button>
        {canShare && (
          <button type="button" className="button" onClick={share}>
            <Sign name="share" size={18} />
            {t.share.share}
          </button>
        )}
        <button type="button" className="button" onClick={() => window.print()}>
          <Sign name="print" size={18} />
          {t.share.print}
        </button>
      </div>
      <p role="status" className={copying === 'failed' ? 'small' : 'visually-hidden'}>
        {copying === 'copied' && t.share.copied}
        {copying === 'failed' && t.share.copyFailed}
      </p>
      {copying === 'failed' && (
        <input className="share-address" readOnly value={address} aria-label={t.share.address} />
      )}
      <button type="button" className="button button-primary button-wide" onClick={props.onAgain}>
        {t.share.again}
      </button>
    </section>
  )
}
