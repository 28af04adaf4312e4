/* The door of the design system. Plain HTML pages need only css/tokens.css and css/base.css. */
export { ActButton } from './components/act-button.tsx'
export { Button } from './components/button.tsx'
export { Checkbox } from './components/checkbox.tsx'
export { ComboBox, type ComboBoxItem } from './components/combo-box.tsx'
export { DataTable, type DataColumn } from './components/data-table.tsx'
export { Dialog } from './components/dialog.tsx'
export { EmptyState } from './components/empty-state.tsx'
export { ErrorSummary } from './components/error-summary.tsx'
export { FileButton } from './components/file-button.tsx'
export { FileDrop } from './components/file-drop.tsx'
export { FilterChips, type FilterChip } from './components/filter-chips.tsx'
export { HolderLine } from './components/holder-line.tsx'
export { Icon, type IconName } from './components/icon.tsx'
export { IdentityBar } from './components/identity-bar.tsx'
export { isCharacterKey, Key } from './components/key.tsx'
export { Notice } from './components/notice.tsx'
export { ProcessPicture, type Picture } from './components/process-picture.tsx'
export { QrCode } from './components/qr-code.tsx'
export { RadioGroup } from './components/radio-group.tsx'
export { SearchField } from './components/search-field.tsx'
export { Select } from './components/select.tsx'
export { KeySheet, Shell } from './components/shell.tsx'
export { Skeleton } from './components/skeleton.tsx'
export { Tabs } from './components/tabs.tsx'
export type { TabItem } from './components/tabs.tsx'
export { TextField, fieldId } from './components/text-field.tsx'
export { TimeLeft, type TimeTone } from './components/time-left.tsx'
export { Timeline, type TimelineEntry } from './components/timeline.tsx'
export { formatDay, formatDong, formatDue, formatInstant, formatPromise, formatTime, parseDay, plainForms } from './format.ts'
export { compareCatalogues } from './messages/compare-catalogues.ts'
export {
  createTranslate,
  currentLanguage,
  fillMessage,
  rememberLanguage,
  type Language,
  type MessageParams,
  type Translate,
} from './messages/translate.ts'
export { installVietnameseAriaStrings } from './react-aria-vietnamese.ts'
