import type { ReactNode } from 'react'
import { Cell, Column, Row, type Selection, Table, TableBody, TableHeader } from 'react-aria-components'
import { Checkbox } from './checkbox.tsx'

export interface DataColumn<Item> {
  id: string
  name: string
  isRowHeader?: boolean
  isNumeric?: boolean
  render: (item: Item) => ReactNode
}

export interface DataTableProps<Item extends { id: string }> {
  label: string
  columns: readonly DataColumn<Item>[]
  items: readonly Item[]
  empty: ReactNode
  /** Rows can be chosen with Space and Shift; null when the table is only read. */
  selection?: { selected: ReadonlySet<string>; onChange: (selected: ReadonlySet<string>) => void } | null
  onOpen?: (item: Item) => void
}

/** Rows and columns with keyboard travel; on a phone every row becomes a card with its column names. */
export function DataTable<Item extends { id: string }>(props: DataTableProps<Item>) {
  const { label, columns, items, selection = null, onOpen } = props
  return (
    <div className="table-scroll">
      <Table
        aria-label={label}
        className="table data-table"
        selectionMode={selection ? 'multiple' : 'none'}
        selectedKeys={selection?.selected ?? new Set<string>()}
        onSelectionChange={(next: Selection) => {
          selection?.onChange(next === 'all' ? new Set(items.map((item) => item.id)) : new Set([...next].map(String)))
        }}
        onRowAction={(key) => {
          const item = items.find((each) => each.id === key)
          if (item && onOpen) onOpen(item)
        }}
      >
        <TableHeader>
          {selection ? (
            <Column key="choose" width={40}>
              <Checkbox slot="selection" />
            </Column>
          ) : null}
          {columns.map((column) => (
            <Column key={column.id} id={column.id} isRowHeader={column.isRowHeader === true}>
              {column.name}
            </Column>
          ))}
        </TableHeader>
        <TableBody renderEmptyState={() => props.empty}>
          {items.map((item) => (
            <Row key={item.id} id={item.id}>
              {selection ? (
                <Cell key="choose">
                  <Checkbox slot="selection" />
                </Cell>
              ) : null}
              {columns.map((column) => (
                <Cell key={column.id} data-column={column.name} data-numeric={column.isNumeric || undefined}>
                  {column.render(item)}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
