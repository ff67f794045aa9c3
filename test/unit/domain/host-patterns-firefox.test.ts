import { expect, it, vi } from 'vitest';
import { hostPatterns } from '../../../src/domain/pod.ts';

vi.mock('../../../src/domain/build.ts', () => ({ isFirefox: true }));

it('In Firefox, the match patterns of some URLs are those of their WebSockets, too', () => {
  expect(hostPatterns(['https://pod.example/alice/', 'https://pod.example/bob/'])).toEqual([
    'https://pod.example/*',
    'wss://pod.example/*',
  ]);
});
