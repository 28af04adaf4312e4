import { useEffect, useRef, type ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'

export interface TabItem {
  id: string
  name: string
  count?: number
  content: ReactNode
}

export interface TabsProps {
  label: string
  items: readonly TabItem[]
  selectedId: string
  onSelect: (id: string) => void
}

/** Truly parallel views of one thing. */
export function Tabs({ label, items, selectedId, onSelect }: TabsProps) {
  const list = useRef<HTMLDivElement>(null)
  // Chosen by a key or by the page, a tab may stand outside of what a telephone shows of the list.
  useEffect(() => {
    list.current?.querySelector('[data-selected]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [selectedId])
  return (
    <AriaTabs className="tabs" selectedKey={selectedId} onSelectionChange={(key) => onSelect(String(key))}>
      <TabList ref={list} className="tabs__list" aria-label={label}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className="tabs__tab">
            {item.name}
            {item.count === undefined ? null : <span className="tabs__count">{item.count}</span>}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className="tabs__panel">
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
