// SPDX-License-Identifier: Apache-2.0
// One line of a sum: what, who takes it, how much.

export function Line(props: {
  readonly name: string
  readonly payee?: string
  readonly amount: string
  readonly isSum?: boolean
}) {
  return (
    <div className={props.isSum === true ? 'lines-sum' : undefined}>
      <dt>
        {props.name}
        {props.payee !== undefined && <span className="payee">{props.payee}</span>}
      </dt>
      <dd>{props.amount}</dd>
    </div>
  )
}
