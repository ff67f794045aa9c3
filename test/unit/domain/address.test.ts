import { describe, expect, it } from 'vitest';
import { assertMayLeadTo, parseTyped, parseWebUrl, reachOf } from '../../../src/domain/address.ts';
import { failureOf } from '../../fakes/failure.ts';

describe('what a person types', () => {
  it.each([
    ['alice.pod.example', 'https://alice.pod.example/'],
    ['  alice.pod.example/card#me ', 'https://alice.pod.example/card#me'],
    ['pod.example:8443/alice/', 'https://pod.example:8443/alice/'],
    ['https://pod.example/a?b#c', 'https://pod.example/a?b#c'],
    ['HTTPS://Pod.Example', 'https://pod.example/'],
    ['bücher.example', 'https://xn--bcher-kva.example/'],
    ['localhost:3000/alice/', 'http://localhost:3000/alice/'],
    ['alice.localhost:3000', 'http://alice.localhost:3000/'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000/'],
    ['[::1]:3000', 'https://[::1]:3000/'],
    ['2130706433', 'http://127.0.0.1/'],
    ['https://localhost:3000', 'https://localhost:3000/'],
    ['http://localhost:3000', 'http://localhost:3000/'],
    ['nas.local', 'https://nas.local/'],
  ])('“%s” is %s', (typed, url) => {
    expect(parseTyped(typed).href).toBe(url);
  });

  it.each([
    ['', 'address-invalid'],
    ['   ', 'address-invalid'],
    ['alice liddell', 'address-invalid'],
    ['pod.example/a\tb', 'address-invalid'],
    ['alice@pod.example', 'address-invalid'],
    ['https://alice:secret@pod.example/', 'address-invalid'],
    ['https://', 'address-invalid'],
    ['javascript:alert(1)', 'address-invalid'],
    ['data:text/html,hi', 'address-invalid'],
    ['ftp://pod.example/', 'address-invalid'],
    ['chrome-extension://abc/', 'address-invalid'],
    ['file:///etc/passwd', 'address-invalid'],
    ['*', 'address-invalid'],
    ['https://*/alice/', 'address-invalid'],
    ['https://%2A.example/', 'address-invalid'],
    ['http://*.localhost/', 'address-invalid'],
    ['http://pod.example/', 'address-insecure'],
    ['http://127.0.0.2/', 'address-insecure'],
    ['http://192.168.0.1/', 'address-insecure'],
    ['http://localhost.pod.example/', 'address-insecure'],
    ['http://notlocalhost/', 'address-insecure'],
    ['http://[::1]:3000/', 'address-insecure'],
  ])('“%s” is refused: %s', (typed, code) => {
    expect(failureOf(() => parseTyped(typed)).code).toBe(code);
  });

  it('is not repeated at any length when it is refused', () => {
    expect(failureOf(() => parseTyped(`https://${'a'.repeat(5000)} b`)).subject).toHaveLength(200);
    expect(failureOf(() => parseWebUrl(`x${'a'.repeat(5000)}`)).subject).toHaveLength(200);
  });
});

describe('the reach of a host', () => {
  it.each([
    [
      'public',
      ['pod.example', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.128.0.1', '[2606:4700::1111]', '11.0.0.1'],
    ],
    [
      'public',
      ['10.example.com', 'local.example', 'xlocalhost.example', 'fd00.example', '192.168.0.1.example'],
    ],
    ['loopback', ['localhost', 'LOCALHOST', 'localhost.', 'pod.localhost', 'pod.localhost.', '127.0.0.1']],
    ['loopback', ['2130706433', '0x7f000001', '0x7f.1', '017700000001', '127.1', '127.0.0.1.']],
    [
      'private',
      [
        '10.0.0.1',
        '172.16.0.1',
        '172.31.255.255',
        '192.168.0.1',
        '169.254.169.254',
        '100.64.0.1',
        '0.0.0.0',
        '198.18.0.1',
        '224.0.0.1',
        '255.255.255.255',
      ],
    ],
    ['private', ['127.0.0.2', '3232235521', '0xc0a80001', '0xa.1', '192.168.1', '167772161']],
    [
      'private',
      [
        '[::]',
        '[::1]',
        '[0:0:0:0:0:0:0:1]',
        '[::ffff:127.0.0.1]',
        '[::ffff:10.0.0.1]',
        '[::ffff:a00:1]',
        '[::10.0.0.1]',
      ],
    ],
    [
      'private',
      [
        '[fc00::1]',
        '[fdab::1]',
        '[fe80::1]',
        '[febf::1]',
        '[64:ff9b::10.0.0.1]',
        '[2002:a00:1::]',
        '[fec0::1]',
        '[ff02::1]',
      ],
    ],
    ['private', ['nas', 'nas.', 'nas.local', 'nas.local.', 'nas.lan', 'api.internal', 'nas.home.arpa']],
  ])('is %s for %j', (reach, hosts) => {
    const found = hosts.map((host) => [host, reachOf(new URL(`https://${host}/`))]);
    expect(found).toEqual(hosts.map((host) => [host, reach]));
  });
});

describe('an address that another one names', () => {
  it.each([
    ['https://pod.example/', 'https://idp.example/'],
    ['http://localhost:3000/', 'http://localhost:4000/'],
    ['http://localhost:3000/', 'http://127.0.0.1:4000/'],
    ['http://localhost:3000/', 'https://pod.example/'],
    ['https://nas.local/alice', 'https://nas.local/bob'],
    ['https://nas.local/', 'https://pod.example/'],
  ])('may be, from %s, %s', (from, to) => {
    expect(() => assertMayLeadTo(new URL(from), new URL(to))).not.toThrow();
  });

  it.each([
    ['https://pod.example/', 'http://localhost:3000/'],
    ['https://pod.example/', 'https://192.168.0.1/'],
    ['https://pod.example/', 'https://169.254.169.254/latest/meta-data/'],
    ['https://pod.example/', 'https://[::ffff:127.0.0.1]/'],
    ['https://nas.local/', 'https://nas.local:8443/'],
    ['https://nas.local/', 'https://router.local/'],
    ['https://nas.local/', 'http://localhost/'],
    ['http://localhost:3000/', 'https://nas.local/'],
    ['http://localhost:3000/', 'https://10.0.0.1/'],
  ])('must not be, from %s, %s', (from, to) => {
    const { code, subject } = failureOf(() => assertMayLeadTo(new URL(from), new URL(to)));
    expect([code, subject]).toEqual(['address-private', new URL(to).host]);
  });
});
