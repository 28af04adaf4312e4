import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryProcess, twoOpinions } from '../testing/process-examples.ts'
import { drawProcess } from './process-picture.ts'

describe('the picture of a process', () => {
  test('every step has a box on the sheet, none covers another, and every line goes down', () => {
    fc.assert(
      fc.property(arbitraryProcess, (process) => {
        const { boxes, lines, width, height, boxWidth, boxHeight } = drawProcess(process)
        expect(boxes.map(({ stepNo }) => stepNo)).toEqual(process.steps.map(({ no }) => no))
        for (const box of boxes) {
          expect(box.x >= 0 && box.x + boxWidth <= width && box.y >= 0 && box.y + boxHeight <= height).toBe(true)
          for (const other of boxes) {
            if (other !== box) expect(Math.abs(box.x - other.x) >= boxWidth || Math.abs(box.y - other.y) >= boxHeight).toBe(true)
          }
        }
        for (const { points } of lines) expect(points.at(-1)![1]).toBeGreaterThan(points[0]![1])
      }),
      { numRuns: 60 },
    )
  })

  test('no line runs through a box: a way that skips a step goes beside it, and its label is there, too', () => {
    fc.assert(
      fc.property(arbitraryProcess, (process) => {
        const { boxes, lines, width, boxWidth, boxHeight } = drawProcess(process)
        for (const { points, labelAt } of lines) {
          expect(labelAt[0]).toBeLessThan(width)
          points.slice(1).forEach(([x2, y2], index) => {
            const [x1, y1] = points[index]!
            for (const { x, y, stepNo } of boxes) {
              const isThrough =
                Math.min(x1, x2) < x + boxWidth && Math.max(x1, x2) > x && Math.min(y1, y2) < y + boxHeight && Math.max(y1, y2) > y
              expect(isThrough, `a line through the box of step ${stepNo}`).toBe(false)
            }
          })
        }
      }),
      { numRuns: 60 },
    )
  })

  test('branches are side by side, and both lead to the step after their join', () => {
    const { boxes, lines } = drawProcess(twoOpinions({ kind: 'all' }))
    const row = (no: number): number => boxes.find((box) => box.stepNo === no)!.y
    expect(row(2)).toBe(row(3))
    expect(row(4)).toBeGreaterThan(row(3))
    expect(lines.filter((line) => line.isParallel)).toHaveLength(4)
  })

  test('a draft with a cycle is drawn, too', () => {
    const sound = twoOpinions({ kind: 'all' })
    const circle = {
      ...sound,
      steps: sound.steps.map((step) => (step.no === 6 ? { ...step, onward: { kind: 'step', no: 1 } as const } : step)),
    }
    expect(drawProcess(circle).boxes).toHaveLength(6)
  })
})
