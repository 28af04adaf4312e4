import { type Because, type CurrentSession, type Procedure, type ProcedurePromise } from '#web-api'
import { formatDay, formatDong, formatPromise } from '#web-ui'
import { t } from '../text.ts'
import type { IntakeForm } from './intake-form.ts'

export interface SlipPreviewProps {
  form: IntakeForm
  procedure: Procedure | undefined
  promise: ProcedurePromise | undefined
  session: CurrentSession
}

/**
 * The slip (Mẫu 01) as it will be printed, filling up while the officer types. What is still missing shows as
 * a dotted line, exactly where it will stand. The PDF itself opens with F4.
 */
export function SlipPreview({ form, procedure, promise, session }: SlipPreviewProps) {
  const papers = (procedure?.components ?? []).filter((component) => form.papers[component.no]?.isReceived)
  const fees = (procedure?.channels.find((channel) => channel.channel === 'direct') ?? procedure?.channels[0])?.fees ?? []
  return (
    <aside className="slip" aria-label={t('slip.label')} lang="vi">
      <p className="slip__office">
        <strong>{session.account.centre?.name ?? ''}</strong>
      </p>
      <p className="slip__title">GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ</p>
      <p className="slip__code">
        Mã hồ sơ: <Dotted value={null} hint={t('slip.codeLater')} />
      </p>
      <p>
        Tiếp nhận hồ sơ của: <Dotted value={form.kind === 'organisation' ? form.organisationName || form.fullName : form.fullName} />
      </p>
      <p>
        Địa chỉ: <Dotted value={form.address} />
      </p>
      <p>
        Số điện thoại: <Dotted value={form.phone} />
        {form.email ? `  Email: ${form.email}` : ''}
      </p>
      <p>
        Nội dung yêu cầu giải quyết: <Dotted value={procedure?.name ?? ''} />
      </p>
      <p>Thành phần hồ sơ nộp gồm:</p>
      {papers.length === 0 ? (
        <p>
          <Dotted value={null} />
        </p>
      ) : (
        <ol className="slip__papers">
          {papers.map((component) => {
            const paper = form.papers[component.no]
            return (
              <li key={component.no}>
                {component.name} ({paperCount(paper?.originals ?? 0, paper?.copies ?? 0)})
              </li>
            )
          })}
        </ol>
      )}
      <p>
        Lệ phí: <Dotted value={fees.map((fee) => (fee.amountDong === null ? fee.text : formatDong(fee.amountDong))).join('; ')} />
      </p>
      <p>
        Thời gian nhận hồ sơ: <Dotted value={promise ? formatPromise(promise.receivedAt) : ''} />
      </p>
      <p>
        Thời gian trả kết quả:{' '}
        <strong>
          <Dotted value={promise?.committed ? formatPromise(promise.committed.dueAt) : ''} />
        </strong>
      </p>
      <p>
        Đăng ký nhận kết quả tại:{' '}
        <Dotted
          value={
            form.resultMethod === 'counter'
              ? 'Trung tâm (quầy trả kết quả)'
              : form.resultMethod === 'post'
                ? 'Qua bưu chính công ích'
                : 'Trực tuyến'
          }
        />
      </p>
      <div className="slip__signs">
        <span>
          NGƯỜI NỘP HỒ SƠ
          <br />
          {form.isRepresented ? form.representativeName : form.fullName}
        </span>
        <span>
          NGƯỜI TIẾP NHẬN HỒ SƠ
          <br />
          {session.account.displayName}
        </span>
      </div>
    </aside>
  )
}

/** Why is it this day? Each skipped day with its reason. */
export function BecauseList({ because }: { because: readonly Because[] }) {
  if (because.length === 0) return <p>{t('because.none')}</p>
  return (
    <ul className="plain-list">
      {because.map((each) => (
        <li key={`${each.day} ${each.kind} ${each.sentence}`}>
          {each.sentence ?? `${each.day ? formatDay(each.day) : ''} ${each.name ?? each.kind}`}
          {each.basis ? <span className="muted"> ({each.basis})</span> : null}
        </li>
      ))}
    </ul>
  )
}

function paperCount(originals: number, copies: number): string {
  const parts = [...(originals > 0 ? [`${originals} bản chính`] : []), ...(copies > 0 ? [`${copies} bản sao`] : [])]
  return parts.length === 0 ? '0 bản' : parts.join(', ')
}

function Dotted({ value, hint }: { value: string | null; hint?: string }) {
  if (value) return <span className="slip__value">{value}</span>
  return <span className="slip__dots">{hint ?? ''}</span>
}
