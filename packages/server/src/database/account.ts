// SPDX-License-Identifier: Apache-2.0
// Under which operating system account PostgreSQL runs. It refuses to run as root, so root hands it to an account
// without rights; everybody else runs it as themselves.

import { readFileSync, statSync } from 'node:fs'

export interface Account {
  uid: number
  gid: number
}

const POSSIBLE_ACCOUNTS = ['postgres', 'nobody']

function accountNamed(name: string): Account | undefined {
  let lines: string[]
  try {
    lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  } catch {
    return undefined
  }
  const fields = lines.map(line => line.split(':')).find(([first]) => first === name)
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : undefined
}

/**
 * The account that must run the server of `clusterDir`: none (ourselves) unless we are root. Its owner wins, if it
 * exists.
 */
export function serverAccount(clusterDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(clusterDir, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of POSSIBLE_ACCOUNTS) {
    const account = accountNamed(name)
    if (account && account.uid !== 0) return account
  }
  return { uid: 65534, gid: 65534 }
}
