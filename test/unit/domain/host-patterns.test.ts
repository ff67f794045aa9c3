import { describe, expect, it } from 'vitest';
import manifest from '../../../manifest.json' with { type: 'json' };
import { EVERY_HOST, hostPattern, hostPatterns, withSockets } from '../../../src/domain/pod.ts';

describe('the match pattern of a host', () => {
  it('leaves out port, path and user', () => {
    expect(hostPattern('http://ann@localhost:3000/alice/?a#b')).toBe('http://localhost/*');
    expect(hostPattern(new URL('https://[::1]:8443/'))).toBe('https://[::1]/*');
  });
});

describe('the match patterns of some URLs', () => {
  it('are one for each host', () => {
    const urls = ['https://pod.example/alice/', 'https://pod.example:8443/bob/', 'http://localhost:3000/'];
    expect(hostPatterns(urls)).toEqual(['https://pod.example/*', 'http://localhost/*']);
  });

  it('are every host of the internet for any pod', () => {
    expect(hostPatterns(['*'])).toEqual(['https://*/*']);
  });
});

it('every host is what the manifest may ask for', () => {
  expect(EVERY_HOST).toEqual(manifest.optional_host_permissions);
});

it('WebSockets have a pattern of their own beside that of their host', () => {
  expect(withSockets(['https://http.example/*', 'http://localhost/*'])).toEqual([
    ...['https://http.example/*', 'wss://http.example/*'],
    ...['http://localhost/*', 'ws://localhost/*'],
  ]);
});
