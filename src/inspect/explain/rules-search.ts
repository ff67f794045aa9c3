import { type Answer, type Probed, probe } from './probe.ts';
import { type Asking, type Rules, readRules } from './rules.ts';

/** Rules stand at the resource itself, or at a container above it, up to this many. */
const MAX_ASCENT = 12;
const MAX_RULES = 64 * 1024;

type Ask = (url: URL, wanted: number) => Promise<Probed>;

/**
 * The rules that count for a resource (Web Access Control section 3.1: its own, else the nearest container's), as far
 * as they may be read; null where they may not, or where there are none.
 *
 * @param signed the server's answer to the resource itself
 * @param ask a signed request; it answers null to what it does not ask
 */
export async function rulesFor(
  resource: URL,
  signed: Answer,
  asking: Pick<Asking, 'webId' | 'mode'>,
  ask: Ask,
): Promise<Rules | null> {
  let [target, answer]: [URL, Probed] = [resource, signed];
  for (let step = 0; step < MAX_ASCENT && answer?.acl != null; step++) {
    const at = new URL(answer.acl);
    const rules = await ask(at, MAX_RULES);
    const about = { ...asking, target: target.href, isInherited: step > 0 };
    if (rules?.body != null) return await readRules(rules.body, at.href, about).catch(() => null);
    if (rules?.status !== 404 || target.pathname === '/') return null;
    target = new URL(target.pathname.endsWith('/') ? '..' : '.', target);
    answer = await ask(target, 0);
  }
  return null;
}

/** Whether an address is named as that of some resource's rules, by the resource itself. */
export async function isAddressOfRules(url: URL, signal: AbortSignal): Promise<boolean> {
  const [, owner] = /^(.*)\.(?:acl|acr)$/.exec(url.pathname) ?? [];
  if (owner === undefined) return false;
  const resource = new URL(url);
  resource.pathname = owner;
  return (await probe(resource, { signal }))?.acl === url.href;
}
