import { describe, expect, it, vi } from 'vitest';
import { extensionSender } from '../../../src/messaging/server.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));
vi.mock('../../../src/domain/build.ts', () => ({ isFirefox: true }));

const OTHER = 'moz-extension://6c617463-686b-4579-8000-000000000002';
const ID = 'https://pod.example/@extensions.example';
const PAGE = { id: ID, url: `${OTHER}/page.html`, origin: OTHER, documentId: 'one' };

describe('In Firefox, another extension', () => {
  it('is a site by the origin of its pages, whatever its author named it', () => {
    expect(extensionSender(PAGE)).toEqual({ site: OTHER, tabId: -1, isPrivate: false, documentId: 'one' });
    const background = { id: ID, url: `${OTHER}/_generated_background_page.html` };
    expect(extensionSender(background)).toEqual({ site: OTHER, tabId: -1, isPrivate: false, documentId: ID });
  });

  it.each([
    ['without an address', { id: ID }],
    ['by an address that only holds one', { id: ID, url: `https://app.example/${OTHER}`, origin: OTHER }],
    ['by its script in a page', { ...PAGE, url: 'https://app.example/', origin: 'https://app.example' }],
    ['by its script in a sandboxed page', { ...PAGE, url: 'https://app.example/', origin: 'null' }],
    ['by a sandboxed page of its own', { ...PAGE, origin: 'null' }],
    ['of another origin than its address', { ...PAGE, origin: 'moz-extension://other' }],
  ])('is nobody %s', (_, from) => {
    expect(extensionSender(from)).toBeNull();
  });
});
