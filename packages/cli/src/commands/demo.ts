// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import type { ExitCode } from '../exit-codes.ts'

export function demoCommand(_program: Command, _context: Context, _done: (code: ExitCode) => void): void {}
