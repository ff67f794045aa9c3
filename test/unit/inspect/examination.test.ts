import { describe, expect, it } from 'vitest';
import { TOPICS, type Topic, type Verdict } from '../../../src/domain/examination.ts';
import { deviationsOf } from '../../../src/inspect/deviations.ts';
import { examineIssuer } from '../../../src/inspect/examination.ts';
import { findingsOf } from '../../../src/inspect/findings.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { Json } from '../../fakes/lies.ts';
import { CSS, ESS, faultless, metadataUrl, NSS, OIDC_PROVIDER } from '../../fakes/metadata.ts';
import { publicInternet } from '../../fakes/public-internet.ts';
import { type Reply, serve, serveTls } from '../../fakes/server.ts';

const HERE = metadataUrl('https://idp.example');

function verdictsOf(metadata: Json): Record<string, Verdict> {
  const findings = findingsOf(metadata, metadataUrl(metadata['issuer']));
  return Object.fromEntries(findings.map(({ topic, verdict }) => [topic, verdict]));
}

const ALL_WELL = Object.fromEntries(TOPICS.map((topic) => [topic, 'yes']));

describe('the servers that there are', () => {
  it.each<[string, Json, Partial<Record<Topic, Verdict>>]>([
    ['are judged as they should be: an issuer without fault', faultless(), {}],
    ['are judged as they should be: Community Solid Server', CSS, {}],
    ['are judged as they should be: oidc-provider', OIDC_PROVIDER, {}],
    [
      'are judged as they should be: Enterprise Solid Server',
      ESS,
      { par: 'no', revocation: 'no', logout: 'no', 'issuer-in-response': 'no' },
    ],
    [
      'are judged as they should be: Node Solid Server',
      NSS,
      {
        solid: 'unstated',
        dpop: 'unstated',
        pkce: 'unstated',
        'client-document': 'unstated',
        par: 'no',
        revocation: 'no',
        'issuer-in-response': 'no',
      },
    ],
  ])('%s', (_whose, metadata, otherwise) => {
    expect(verdictsOf(metadata)).toEqual({ ...ALL_WELL, ...otherwise });
  });

  it('topic by topic, in their order', () => {
    expect(findingsOf(CSS, metadataUrl(CSS['issuer'])).map(({ topic }) => topic)).toEqual(TOPICS);
  });
});

describe('what a server says of itself', () => {
  it.each([null, 5, 'x', [], {}])('is judged however broken it is: %j', (metadata) => {
    expect(findingsOf(metadata, HERE)).toHaveLength(TOPICS.length);
    expect(deviationsOf(metadata, HERE)).toContain(
      'token_endpoint is missing, which OpenID Connect Discovery 1.0 section 3 requires.',
    );
  });

  it('cannot disguise itself, make a link or fill the page', () => {
    const evil = 'S256\u202E\n## [Go](https://evil.example) `x` <b>';
    const metadata = faultless({
      issuer: `https://idp.example/${evil}`,
      token_endpoint: evil,
      code_challenge_methods_supported: [evil, ...Array.from({ length: 500 }, () => 'x'.repeat(500))],
    });
    const says = [...findingsOf(metadata, HERE).map((one) => one.says), ...deviationsOf(metadata, HERE)];
    for (const sentence of says) {
      expect(sentence).not.toMatch(/[\u202E\n[\]`<>]/);
      expect(sentence.length).toBeLessThan(2000);
    }
    expect(says.join()).toContain('S256 ## ?Go?');
    expect(says.join()).toContain('and 485 more');
  });
});

describe('an issuer is examined', () => {
  const METADATA = '/.well-known/openid-configuration';

  /** Examines at a path of a server that states itself there. */
  async function examinedAt(path: string, reply: (base: string) => Reply) {
    await using server = await serve(() => reply(server.url));
    const examination = await examineIssuer(new URL(path, server.url));
    return { examination, url: server.url, seen: server.seen };
  }

  it.each([
    ['/', METADATA],
    ['/realm/', `/realm${METADATA}`],
    ['/realm', `/realm${METADATA}`],
    [`/realm${METADATA}`, `/realm${METADATA}`],
    ['/realm?a=b#c', `/realm${METADATA}`],
  ])('at %s by what stands at %s', async (path, asked) => {
    const { examination, url, seen } = await examinedAt(path, (base) => ({
      body: JSON.stringify({ ...CSS, issuer: new URL(asked.slice(0, -METADATA.length) || '/', base).href }),
    }));
    expect(seen.map((request) => request.path)).toEqual([asked]);
    expect(examination.metadataUrl).toBe(new URL(asked, url).href);
    expect(examination.findings[0]).toMatchObject({ topic: 'issuer', verdict: 'yes' });
    expect(examination.deviations).toHaveLength(1);
  });

  it('where sign-in would be refused, too', async () => {
    const { examination } = await examinedAt('/', () => ({ body: '{"issuer":"https://evil.example/"}' }));
    expect(examination.issuer).toBe('https://evil.example/');
    expect(examination.findings[0]?.verdict).toBe('no');
    expect(examination.deviations).toContainEqual(expect.stringContaining('jwks_uri is missing'));
  });

  it('that disguises its issuer string', async () => {
    const body = JSON.stringify({ issuer: `https://a.example/\u202E[b]${'x'.repeat(1000)}` });
    const { issuer } = (await examinedAt('/', () => ({ body }))).examination;
    expect(issuer).toMatch(/^https:\/\/a\.example\/ \?b\?x{1,200}…$/);
  });

  it('that states no issuer string', async () => {
    expect((await examinedAt('/', () => ({ body: '{}' }))).examination.issuer).toBe('');
  });

  it('and leads nowhere: no endpoint is asked, on this machine or elsewhere', async () => {
    using internet = await publicInternet();
    await using inside = await serve(() => ({}));
    await using server = await serveTls(() => ({
      body: JSON.stringify({ issuer: 'x', token_endpoint: inside.url, jwks_uri: inside.url }),
    }));
    const { deviations } = await examineIssuer(internet.at('idp.example', server));
    expect(deviations).toContainEqual(
      expect.stringContaining(`token_endpoint is ${inside.url}, on this machine`),
    );
    expect(inside.seen).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });

  it.each<[string, Reply, string]>([
    ['there is none', { status: 404, body: '{"issuer":"x"}' }, 'issuer-invalid'],
    ['it is not JSON', { body: '<html>' }, 'issuer-invalid'],
    ['it is a list', { body: '[]' }, 'issuer-invalid'],
    ['it is null', { body: 'null' }, 'issuer-invalid'],
    ['it is larger than 64 KiB', { body: JSON.stringify({ x: 'x'.repeat(65_536) }) }, 'too-large'],
  ])('not where %s', async (_what, reply, code) => {
    expect(await codeOf(examinedAt('/', () => reply))).toBe(code);
  });

  it('not behind a redirect', async () => {
    const reply = { status: 302, headers: { location: '/elsewhere' } };
    await using server = await serve(({ path }) => (path === '/elsewhere' ? { body: '{}' } : reply));
    expect(await codeOf(examineIssuer(new URL(server.url)))).not.toBeNull();
    expect(server.seen).toHaveLength(1);
  });

  it('not where nobody answers', async () => {
    const server = await serve(() => ({}));
    await server[Symbol.asyncDispose]();
    expect(await codeOf(examineIssuer(new URL(server.url)))).toBe('unreachable');
  });
});
