// SPDX-License-Identifier: Apache-2.0
// The judge, fetched once and kept while the page is open. Its weights are the largest part of this page, so the box is
// there before them.

import { useEffect, useState } from 'react'

export type LoadedShield = typeof import('@jandon/shield')

let loading: Promise<LoadedShield> | undefined

function loadShield(): Promise<LoadedShield> {
  loading ??= import('@jandon/shield').catch(thrown => {
    // The next visit tries again.
    loading = undefined
    throw thrown
  })
  return loading
}

/** The judge once it is here; `failed` where it cannot be had. */
export function useShield(): LoadedShield | 'loading' | 'failed' {
  const [shield, setShield] = useState<LoadedShield | 'loading' | 'failed'>('loading')
  useEffect(() => {
    let isHere = true
    loadShield().then(
      loaded => isHere && setShield(loaded),
      () => isHere && setShield('failed'),
    )
    return () => {
      isHere = false
    }
  }, [])
  return shield
}
