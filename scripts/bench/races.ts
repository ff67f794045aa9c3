import type { Page } from 'playwright-core';
import type { SolidServer } from '../../test/world/solid-server.ts';
import { say, step } from '../terminal.ts';
import type { Result } from './fetch-results.ts';
import { type Kind, LIBRARIES, type Race, SIDES, type Side, type Times } from './race.ts';
import { tell } from './report.ts';
import type { FarServer } from './servers.ts';

const NAMES: Readonly<Record<Side, string>> = {
  page: 'public, by the page’s fetch',
  inrupt: 'private, by Inrupt',
  uvdsl: 'private, by uvdsl',
  latchkey: 'private, by solid.fetch',
};
const REQUESTS: Readonly<Record<Kind, number>> = { whole: 1, streamed: 1, 'as-blobs': 1, many: 200, put: 1 };

/** A row of the table. */
export interface Body {
  readonly title: string;
  readonly kind: Kind;
  readonly file: string;
  readonly rounds: number;
  readonly warmUp: number;
  /** Whether only the stub is asked: at the server 200 GETs take seconds. */
  readonly isOfStub?: boolean;
}

/** Where a race is run. */
export interface Place {
  readonly title: string;
  readonly server: FarServer;
  readonly privateAt: string;
  readonly publicAt: string;
}

export const STUB = 'instant stub';
export const CSS = 'Community Solid Server';

export function placesOf(server: FarServer & SolidServer, stub: FarServer): readonly Place[] {
  const { pod } = server.alice;
  return [
    { title: STUB, server: stub, privateAt: stub.url, publicAt: `${stub.url}public/` },
    { title: CSS, server, privateAt: `${pod}private/`, publicAt: `${pod}public/` },
  ];
}

/** Runs one race in the page, whose bytes all sides must get alike. */
export async function measure(
  tab: Page,
  { title, server, privateAt, publicAt }: Place,
  roundTrip: number,
  { file, kind, title: size, rounds, warmUp }: Body,
): Promise<Result> {
  const times = await step(`${size}, ${title}, ${roundTrip} ms of added round trip`, async () => {
    server.roundTrip = roundTrip;
    server.asked.clear();
    const urls = { url: privateAt + file, publicUrl: publicAt + file };
    const race = { kind, sides: SIDES, ...urls, rounds, warmUp, bytes: 0 };
    try {
      await expectSame(tab, race);
      return await tab.evaluate((one) => window.bench?.race(one), race);
    } finally {
      server.roundTrip = 0;
    }
  });
  if (times === undefined) throw new Error('The page was left.');
  const requests = requestsIn(server, (rounds + warmUp) * REQUESTS[kind]);
  tell('', measuredIn(times));
  say(
    `  requests for each: ${LIBRARIES.map((side) => `${NAMES[side]} ${requests[side]}`).join(', ')}, ${NAMES.latchkey} ${requests.latchkey}`,
  );
  return { size, place: title, roundTrip, times, requests };
}

/** What was measured must be the same bytes. */
async function expectSame(tab: Page, race: Race): Promise<void> {
  const digests = await tab.evaluate(
    async ([sides, one]) => Promise.all(sides.map(async (side) => await window.bench?.digestBy(side, one))),
    [SIDES, race] as const,
  );
  if (new Set(digests).size !== 1) throw new Error(`The sides got different bytes of ${race.url}`);
}

function measuredIn(times: Times) {
  return SIDES.map((side) => ({ name: NAMES[side], times: times[side] }));
}

/** Requests on the wire for each that was made, preflights too. */
function requestsIn({ asked }: FarServer, made: number): Result['requests'] {
  const of = (side: Side) =>
    [...asked].reduce((sum, [query, count]) => {
      return sum + (query.startsWith(`${side}-`) && query !== `${side}-digest` ? count : 0);
    }, 0) / made;
  return { page: of('page'), inrupt: of('inrupt'), uvdsl: of('uvdsl'), latchkey: of('latchkey') };
}
