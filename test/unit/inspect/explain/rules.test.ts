import { describe, expect, it } from 'vitest';
import type { WebId } from '../../../../src/domain/identity.ts';
import { readRules } from '../../../../src/inspect/explain/rules.ts';

const ME = 'https://me.example/card#me' as WebId;
const NOTES = 'https://pod.example/notes/';
const ASKING = { webId: ME, mode: 'read', target: NOTES, isInherited: false } as const;

const acl = (rule: string) =>
  readRules(`@prefix acl: <http://www.w3.org/ns/auth/acl#>. ${rule}`, `${NOTES}.acl`, ASKING);
const acr = (matcher: string) =>
  readRules(`@prefix acp: <http://www.w3.org/ns/solid/acp#>. ${matcher}`, `${NOTES}.acr`, ASKING);

describe('Web Access Control', () => {
  const MINE = `<#a> acl:agent <${ME}>; acl:accessTo <./>; acl:mode acl:Read`;

  it('names a person for any app', async () => {
    expect(await acl(`${MINE}.`)).toMatchObject({ kind: 'WAC', isPersonNamed: true, apps: null });
  });

  it('names a person for one origin', async () => {
    expect((await acl(`${MINE}; acl:origin <https://app.example>.`)).apps).toEqual(['https://app.example']);
  });

  it('names a person for any app where one of two rules does', async () => {
    const rules = await acl(`${MINE}; acl:origin <https://app.example>.
      <#b> acl:agentClass acl:AuthenticatedAgent; acl:accessTo <./>; acl:mode acl:Read.`);
    expect(rules).toMatchObject({ isPersonNamed: true, apps: null });
  });

  it.each([
    ['another person', MINE.replace(ME, 'https://you.example/#me')],
    ['another mode', MINE.replace('acl:Read', 'acl:Write')],
    ['another resource', MINE.replace('<./>', '<./other>')],
    ['what lies within', MINE.replace('acl:accessTo', 'acl:default')],
    ['a group', MINE.replace('acl:agent ', 'acl:agentGroup ')],
  ])('names nobody by a rule for %s', async (_what, rule) => {
    expect(await acl(`${rule}.`)).toMatchObject({ isPersonNamed: false, apps: null });
  });

  it('counts write as append', async () => {
    const rule = `@prefix acl: <http://www.w3.org/ns/auth/acl#>. ${MINE.replace('acl:Read', 'acl:Write')}.`;
    const asking = { ...ASKING, mode: 'append' } as const;
    expect((await readRules(rule, `${NOTES}.acl`, asking)).isPersonNamed).toBe(true);
  });
});

describe('Access Control Policy', () => {
  it('names a person for one client, or for any', async () => {
    const matcher = `<#m> acp:agent <${ME}>; acp:client`;
    expect(await acr(`${matcher} <https://app.example/id>.`)).toMatchObject({
      kind: 'ACP',
      isPersonNamed: true,
      apps: ['https://app.example/id'],
    });
    expect((await acr(`${matcher} acp:PublicClient.`)).apps).toBe(null);
  });

  it('names nobody by a matcher for somebody else', async () => {
    expect((await acr('<#m> acp:agent <https://you.example/#me>.')).isPersonNamed).toBe(false);
  });
});
