const shapes = {
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4v5l3.5 2',
  check: 'M4.5 12.5 10 18 19.5 6.5',
  warning: 'M12 4 2.8 20h18.4L12 4Zm0 6v4.5m0 2.6v.1',
  late: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4.5v6m0 3v.1',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
  house: 'M4 20V9.5L12 4l8 5.5V20M3 20h18M9 20v-6h6v6',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 8v5.5m0-8.6v.1',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.8 11.3L20.5 20.5',
  close: 'M5.5 5.5l13 13m0-13-13 13',
  down: 'M5.5 9l6.5 6.5L18.5 9',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7v-6Z',
  inbox: 'M4 13 6.5 5h11L20 13v6H4v-6Zm0 0h5l1.2 2.5h3.6L15 13h5',
  plus: 'M12 5v14M5 12h14',
  exchange: 'M4 8.5h14m-4-4 4 4-4 4M20 16H6m4-4-4 4 4 4',
  hand: 'M4 17l4-4 3 1h5a1.6 1.6 0 0 1 0 3h-4m3.5-.3L19.5 14a1.5 1.5 0 0 1 2 2.2L17 20H9l-2-1.5M9 4h6v6H9V4Z',
  book: 'M5 4.5h11a3 3 0 0 1 3 3v12H8a3 3 0 0 1-3-3v-12Zm0 12a3 3 0 0 1 3-3h11M9 8h6',
  board: 'M4 19V9m5.5 10V5m5 14v-7M20 19V8M3 19h18',
  shield: 'M12 3.5 19 6v5.5c0 4.3-2.8 7.4-7 9-4.2-1.6-7-4.7-7-9V6l7-2.5Zm-3 8.3 2.2 2.2 4-4.5',
  gear: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM12 3v3m0 12v3m9-9h-3M6 12H3m15.4-6.4-2.1 2.1M7.7 16.3l-2.1 2.1m12.8 0-2.1-2.1M7.7 7.7 5.6 5.6',
  moon: 'M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10Z',
  paper: 'M6 3.5h8l4 4v13H6v-17Zm8 0v4h4M9 12h6m-6 4h6',
  scan: 'M4 8V4h4m8 0h4v4m0 8v4h-4m-8 0H4v-4m0-4h16',
  keyboard: 'M3 6.5h18v11H3v-11Zm3.5 3.5h.1m3.5 0h.1m3.5 0h.1m3.5 0h.1M8 14h8',
  calendar: 'M4 6h16v14H4V6Zm0 4.5h16M8 3.5V8m8-4.5V8m-8 6h.1m3.9 0h.1m3.9 0h.1M8 17h.1m3.9 0h.1',
  pause: 'M9 5v14M15 5v14',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15l1.5-2ZM10 21h4M12 5V3.5',
} as const

export type IconName = keyof typeof shapes

/** A line drawing that only accompanies words: always hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  )
}
