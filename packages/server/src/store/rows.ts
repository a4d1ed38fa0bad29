// SPDX-License-Identifier: Apache-2.0
// Writing many rows as one statement: a row set is sent as one array per column. One row is the short case of it.

import type pg from 'pg'
import type { Tx } from '../database/index.ts'

export type Queryable = Pick<pg.Pool, 'query'> | Tx

/** Column name → SQL type, in order. */
export type Columns<Row> = { readonly [Name in keyof Row & string]: string }

const PLAIN = /^[A-Za-z0-9_:.+-]{5,}$/

/** One value inside a PostgreSQL array literal. What may be read as something else (`null`, `a,b`) is quoted. */
function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'string') return PLAIN.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`
  if (Buffer.isBuffer(value)) return `"\\\\x${value.toString('hex')}"`
  return String(value)
}

/** Each column as one array literal. Our own, because the driver's looks at every element in ten ways. */
function arraysOf<Row extends object>(columns: Columns<Row>, rows: readonly Row[]): string[] {
  return (Object.keys(columns) as (keyof Row & string)[]).map(name => {
    let list = ''
    for (const row of rows) list += list === '' ? element(row[name]) : `,${element(row[name])}`
    return `{${list}}`
  })
}

const unnest = (columns: Readonly<Record<string, string>>) =>
  Object.values(columns)
    .map((type, index) => `$${index + 1}::${type}[]`)
    .join(', ')

export interface RowSet<Row extends object> {
  /** Inserts all rows. `tail` is what follows the values, such as `ON CONFLICT DO NOTHING RETURNING id`. */
  insert<Result extends object = never>(tx: Queryable, rows: readonly Row[], tail?: string): Promise<Result[]>
  /** Runs a statement in which `rows` is a table with these columns, in the order given. */
  run<Result extends object = never>(tx: Queryable, rows: readonly Row[], statement: string): Promise<Result[]>
}

/** Statements are prepared once per connection: planning an insert of two dozen columns costs more than running it. */
const names = new Map<string, string>()
function statementName(text: string): string {
  let name = names.get(text)
  if (name === undefined) {
    name = `rows_${names.size}`
    names.set(text, name)
  }
  return name
}

export function rowSet<Row extends object>(table: string, columns: Columns<Row>): RowSet<Row> {
  const list = Object.keys(columns)
  const query = async <Result extends object>(tx: Queryable, text: string, rows: readonly Row[]) => {
    const result = await (tx as Tx).query<Result & pg.QueryResultRow>({
      name: statementName(text),
      text,
      values: arraysOf(columns, rows),
    })
    return result.rows
  }
  return {
    async insert<Result extends object>(tx: Queryable, rows: readonly Row[], tail = '') {
      if (rows.length === 0) return []
      return query<Result>(
        tx,
        `INSERT INTO ${table} (${list.join(', ')}) SELECT * FROM unnest(${unnest(columns)}) ${tail}`,
        rows,
      )
    },
    async run<Result extends object>(tx: Queryable, rows: readonly Row[], statement: string) {
      if (rows.length === 0) return []
      const ordinal = `WITH rows AS (SELECT * FROM unnest(${unnest(columns)}) WITH ORDINALITY AS r(${list.join(', ')}, ordinal))`
      return query<Result>(tx, `${ordinal} ${statement}`, rows)
    },
  }
}

/** The rows of a query by their ids, as a map. */
export async function byId<Row extends { id: string }>(
  db: Queryable,
  text: string,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map()
  const result = await (db as Tx).query<Row>({ name: statementName(text), text, values: [ids] })
  return new Map(result.rows.map(row => [row.id, row]))
}
