import type { Report } from '../report';
import type { FailedStep } from '../zone/explain';

/** A report that knows which step failed, or else is being done. */
export interface RememberingSteps {
  readonly report: Report;
  readonly current: () => FailedStep | undefined;
}

export function rememberingSteps(report: Report): RememberingSteps {
  const open = new Set<FailedStep>();
  let failed: FailedStep | undefined;
  return {
    report: {
      fact: (text) => report.fact(text),
      step: (what, work) =>
        report.step(what, async () => {
          const step = { what, began: Date.now() };
          open.add(step);
          try {
            return await work();
          } catch (error) {
            // Of steps within steps the inner one.
            failed ??= step;
            throw error;
          } finally {
            open.delete(step);
          }
        }),
    },
    current: () => failed ?? [...open].at(-1),
  };
}
