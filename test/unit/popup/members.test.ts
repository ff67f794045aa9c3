import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../../popup/developers/member-meanings.ts';
import { type Content, type Member, membersOf } from '../../../popup/developers/members.ts';

/** The tree in short: what stands under which name. */
function drawn(members: readonly Member[]): unknown {
  return Object.fromEntries(members.map(({ name, content }) => [name, shape(content)]));
}

function shape(content: Content): unknown {
  if (content.is === 'members') return drawn(content.members);
  return content.is === 'list' ? content.items.map(shape) : content.text;
}

describe('the tree of a JSON object', () => {
  it('has every member, and those within', () => {
    const json = {
      iss: 'https://idp.example',
      aud: ['solid', { a: [1] }],
      cnf: { jkt: 'x' },
      no: {},
      none: [],
    };
    expect(drawn(membersOf(json, 'claims'))).toEqual({ ...json, aud: ['solid', { a: ['1'] }] });
  });

  it('tells a text from what it could be taken for', () => {
    const json = { one: '1', yes: 'true', nothing: '', null: null, two: 2, no: false, word: 'null' };
    expect(drawn(membersOf(json, null))).toEqual({
      ...{ one: '"1"', yes: '"true"', nothing: '""', null: 'null', two: '2', no: 'false', word: '"null"' },
    });
  });

  it('tells times where a claim is one, and not where it only looks so', () => {
    const [exp, sub, far] = membersOf({ exp: 5, sub: 5, iat: 1e300 }, 'claims');
    expect(exp?.content).toEqual({ is: 'time', text: '5', time: 5000 });
    expect(sub?.content).toEqual({ is: 'text', text: '5' });
    expect(far?.content).toEqual({ is: 'text', text: '1e+300' });
    expect(membersOf({ exp: '5' }, 'claims')[0]?.content.is).toBe('text');
    expect(membersOf({ exp: 5 }, 'header')[0]?.content.is).toBe('text');
  });

  it('takes from names and texts what could disguise them', () => {
    const [member] = membersOf({ 'a\u202Eb\n': 'x\u0000y\u2066z' }, 'claims');
    expect(member).toEqual({ name: 'a b', meaning: null, content: { is: 'text', text: 'x y z' } });
    expect(membersOf({ ['n'.repeat(999)]: 1 }, null)[0]?.name).toHaveLength(80);
  });

  it('ends, however deep it is', () => {
    let json: object = { end: true };
    for (let depth = 0; depth < 5000; depth++) json = { deeper: json };
    const text = JSON.stringify(drawn(membersOf(json, 'claims')));
    expect(text).toContain('deeper');
    expect(text.length).toBeLessThan(200_000);
  });

  it('keeps names that objects have by themselves', () => {
    const json: object = JSON.parse('{"__proto__":"p","constructor":"c","toString":"t"}') as object;
    expect(membersOf(json, 'claims').map(({ name, meaning }) => [name, meaning])).toEqual([
      ['__proto__', null],
      ['constructor', null],
      ['toString', null],
    ]);
  });
});

describe('the meaning of a member', () => {
  it('is told with the specification that defines it', () => {
    expect(meaningOf('claims', 'webid')).toEqual({
      title: 'WebID',
      spec: 'Solid-OIDC',
      means: 'the person, as pods know them',
    });
    expect(membersOf({ cnf: { jkt: 'x' } }, 'claims')[0]?.content).toMatchObject({
      members: [{ name: 'jkt', meaning: { title: 'JWK Thumbprint', spec: 'RFC 9449' } }],
    });
  });

  it('depends on where the member stands', () => {
    expect(meaningOf('proof', 'nonce')?.spec).toBe('RFC 9449');
    expect(meaningOf('claims', 'nonce')?.spec).toBe('OpenID Connect Core');
    expect(meaningOf('header', 'iss')).toBeNull();
    expect(meaningOf(null, 'iss')).toBeNull();
  });

  it.each<['header' | 'claims' | 'proof', readonly string[]]>([
    ['header', ['alg', 'typ', 'cty', 'kid', 'jwk', 'jku', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'crit']],
    ['claims', ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'cnf', 'webid', 'client_id', 'scope']],
    ['claims', ['azp', 'nonce', 'auth_time', 'acr', 'amr', 'at_hash', 'sid', 'name', 'updated_at']],
    ['proof', ['htm', 'htu', 'iat', 'jti', 'ath', 'nonce']],
  ])('is known for what is standard in %s: %j', (kind, names) => {
    for (const name of names) expect(meaningOf(kind, name)?.means).toMatch(/^\p{L}.+[^.]$/u);
  });
});
