import { expect, it } from 'vitest'
import { randomFrom } from './random.ts'
import { waitEstimator } from './wait-estimate.ts'

it('gives no estimate before it has data', () => {
  const estimator = waitEstimator()
  expect(estimator.estimate({ ahead: 3, serving: 2 })).toBeNull()
  estimator.served(60)
  expect(estimator.estimate({ ahead: 3, serving: 2 })).toBeNull()
})

it('learns the error of the naive wait, for queues of similar length', () => {
  const estimator = waitEstimator()
  for (let n = 0; n < 30; n += 1) estimator.served(120)
  // With one ahead people waited half of what was expected, with ten ahead twice.
  for (let n = 0; n < 60; n += 1) {
    estimator.called({ ahead: 1, serving: 2 }, 60)
    estimator.called({ ahead: 10, serving: 2 }, 1320)
  }
  expect(estimator.estimate({ ahead: 1, serving: 2 })?.median).toBe(60)
  expect(estimator.estimate({ ahead: 11, serving: 4 })?.median).toBe(720)
})

it('covers four waits in five for every distribution, and adapts to a hall that becomes slower', () => {
  const random = randomFrom(3)
  const estimator = waitEstimator()
  let inside = 0
  let judged = 0
  for (let n = 0; n < 3_000; n += 1) {
    const slowness = n < 1_500 ? 1 : 3
    const [ahead, serving] = [Math.floor(random() * 6), 1 + Math.floor(random() * 4)]
    estimator.served(100 * slowness * (0.5 + random()))
    const waited = ((ahead + 1) * 100 * slowness * -Math.log(1 - random())) / serving
    const estimate = estimator.estimate({ ahead, serving })
    if (estimate && n > 500 && !(n >= 1_500 && n < 1_800)) {
      judged += 1
      if (estimate.low <= waited && waited <= estimate.high) inside += 1
    }
    estimator.called({ ahead, serving }, waited)
  }
  expect(judged).toBe(2_199)
  expect(inside / judged).toBeGreaterThan(0.75)
  expect(inside / judged).toBeLessThan(0.85)
})
