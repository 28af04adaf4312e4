/** A drawn process as the server lays it out, in CSS pixels. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly boxWidth: number
  readonly boxHeight: number
  readonly boxes: readonly {
    readonly stepNo: number
    readonly x: number
    readonly y: number
    readonly lines: readonly string[]
    readonly isSubDossier: boolean
  }[]
  readonly ends: readonly { readonly kind: 'start' | 'end'; readonly x: number; readonly y: number }[]
  readonly lines: readonly {
    readonly points: readonly (readonly number[])[]
    readonly label: string | null
    readonly labelAt: readonly number[]
    readonly isParallel: boolean
  }[]
}

export interface ProcessPictureProps {
  picture: Picture
  /** What it shows, for those who do not see it; the steps are beside it as text. */
  label: string
  /** The current steps; several where branches run in parallel. */
  currentStepNos?: readonly number[]
}

/** The picture of a process. Plain SVG: the same on a page without scripts, on the desk and on paper. */
export function ProcessPicture({ picture, label, currentStepNos = [] }: ProcessPictureProps) {
  const { width, height, boxWidth, boxHeight } = picture
  return (
    <figure className="process-picture">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
        {picture.lines.map((line) => {
          const key = `${line.points.join(' ')} ${line.label ?? ''}`
          const [x = 0, y = 0] = line.points.at(-1) ?? []
          return (
            <g key={key}>
              <polyline className="process-picture__line" points={line.points.map((point) => point.join(',')).join(' ')} />
              <path className="process-picture__line" d={`M${x - 5},${y - 7} L${x},${y} L${x + 5},${y - 7}`} />
            </g>
          )
        })}
        {picture.lines.map((line) => {
          const [x, y] = line.labelAt
          // After every line, so that none is drawn across the words of another.
          return line.label ? (
            <text key={`${line.points.join(' ')} ${line.label}`} className="process-picture__label" x={x} y={y}>
              <title>{line.label}</title>
              {line.label.length > 30 ? `${line.label.slice(0, 29)}…` : line.label}
            </text>
          ) : null
        })}
        {picture.ends.map((end) => (
          <circle key={end.kind} className="process-picture__end" data-kind={end.kind} cx={end.x} cy={end.y} r={8} />
        ))}
        {picture.boxes.map((box) => (
          <g key={box.stepNo}>
            <rect
              className="process-picture__box"
              x={box.x}
              y={box.y}
              width={boxWidth}
              height={boxHeight}
              rx={6}
              data-sub={box.isSubDossier || undefined}
              data-current={currentStepNos.includes(box.stepNo) || undefined}
            />
            {box.lines.map((words, index) => (
              <text key={words} x={box.x + boxWidth / 2} y={box.y + boxHeight / 2 + 5 + (index - (box.lines.length - 1) / 2) * 17}>
                {words}
              </text>
            ))}
          </g>
        ))}
      </svg>
    </figure>
  )
}
