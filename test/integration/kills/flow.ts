import { show } from '../../fakes/show.ts';
import type { Stage } from './stage.ts';

/** For what comes of itself, with a busy machine; Vitest's own is a second. */
export const PATIENCE = { timeout: 30_000 };

/** Something that a worker does in many steps, at each of which the browser may end it. */
export interface Flow {
  readonly name: string;
  /** What has been before; the worker that does it is started anew after that. */
  readonly before: (stage: Stage) => Promise<void>;
  readonly run: (stage: Stage) => Promise<void>;
  /** What is so while the worker is ended, and in the next one; and what the person does then, works. */
  readonly holds: (stage: Stage) => Promise<void>;
}

/** What came of one flow. */
export interface Row {
  readonly points: readonly string[];
  /** The points after which not all was as it should be, with what was not. */
  readonly broken: readonly string[];
}

const table = new Map<string, Row>();

/** Ends the worker at each point of a flow in turn, until the flow comes to its end by points that were all tried. */
export async function endEverywhere(flow: Flow, newStage: () => Stage): Promise<Row> {
  const points: string[] = [];
  const broken: string[] = [];
  for (;;) {
    const stage = newStage();
    await flow.before(stage);
    stage.restart();
    const point = await stage.worker.endedAt(
      (one) => !points.includes(one),
      () => flow.run(stage),
    );
    if (point === null) break;
    points.push(point);
    await flow.holds(stage).catch((error: unknown) => broken.push(`${point}: ${String(error)}`));
    stage.worker.end();
  }
  const row = { points, broken };
  table.set(flow.name, row);
  return row;
}

/** The table of flows and points, as far as they were tried. */
export function printTable(): void {
  const width = Math.max(...[...table.keys()].map((name) => name.length));
  const lines = [...table].map(([name, { points, broken }]) =>
    [
      name.padEnd(width),
      String(points.length).padStart(6),
      String(points.length - broken.length).padStart(8),
    ].join('  '),
  );
  show(`${'worker ended in'.padEnd(width)}  points  survived`, ...lines);
}
