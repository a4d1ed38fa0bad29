// SPDX-License-Identifier: Apache-2.0
// `jandon ledger`: what reads the books themselves. Each command has a file of its own.

import type { Command } from 'commander'
import type { Context } from '../context.ts'
import type { ExitCode } from '../exit-codes.ts'
import { archiveCommand } from './ledger-archive.ts'
import { exportCommand } from './ledger-export.ts'
import { proofCommands } from './ledger-proof.ts'
import { verifyCommand } from './ledger-verify.ts'

export function ledgerCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const command = program.command('ledger').description(context.messages.ledger.description)
  verifyCommand(command, context, done)
  exportCommand(command, context, done)
  proofCommands(command, context, done)
  archiveCommand(command, context, done)
}
