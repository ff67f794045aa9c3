import { step } from '../terminal.ts';
import { type Measured, tell } from './report.ts';

/** Something whose time is taken in turn with others. */
export interface Side {
  readonly name: string;
  time(round: number): Promise<number>;
}

/** Has each side take its turn, none of them always first, and prints what they took. */
export async function race(
  title: string,
  sides: readonly Side[],
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
): Promise<readonly Measured[]> {
  const measured = sides.map(({ name }) => ({ name, times: [] as number[] }));
  await step(`${title}: each side has ${rounds} turns`, async () => {
    for (let round = -warmUp; round < rounds; round += 1) {
      // Nobody always comes first.
      for (let turn = 0; turn < sides.length; turn += 1) {
        const index = (round + warmUp + turn) % sides.length;
        const time = await sides[index]?.time(round);
        if (round >= 0 && time !== undefined) measured[index]?.times.push(time);
      }
    }
  });
  tell('', measured);
  return measured;
}
