import { useRef } from 'preact/hooks';
import type { StorageRoot } from '../src/domain/pod.ts';
import type { ApprovalView, IdentityView } from '../src/domain/view.ts';
import { Face } from '../src/ui/face.tsx';
import { hostOf } from '../src/ui/host.ts';
import { Names } from '../src/ui/names.tsx';
import { useReveal } from '../src/ui/reveal.ts';
import { UrlList } from '../src/ui/url-list.tsx';

/** Who asks, as whom it would be, and for what: all that an answer depends on, and nothing of the site's own. */
export function ApprovalQuestion({ question }: { question: ApprovalView }) {
  const { site, identity, storages, isPodHost, isFirst } = question;
  const heading = useRef<HTMLHeadingElement>(null);
  useReveal(heading, { takesFocus: true });
  return (
    <main>
      <div>
        <h1 class="whole" tabIndex={-1} ref={heading}>
          <bdi dir="ltr">{hostOf(site)}</bdi> asks to read your {storages.length > 1 ? 'pods' : 'pod'}
        </h1>
        <p class="small dim origin">
          <bdi class="mono" dir="ltr">
            {site}
          </bdi>
          {isFirst && ' · for the first time'}
        </p>
      </div>
      <As identity={identity} />
      <In storages={storages} />
      {isPodHost && (
        <p class="notice small">
          This is a pod’s own host. Every page stored on {hostOf(site)} could use this, also pages that other
          people may put there.
        </p>
      )}
      <p class="small dim">
        The site never sees your password or your keys. You can take this back at any time in Latchkey’s
        popup.
      </p>
    </main>
  );
}

function As({ identity: { webId, name, photo } }: { identity: IdentityView }) {
  return (
    <section class="stack" aria-labelledby="as">
      <h2 id="as">As</h2>
      <div class="card pad row">
        <Face webId={webId} name={name} photo={photo} />
        <Names name={name} webId={webId} />
      </div>
    </section>
  );
}

function In({ storages }: { storages: readonly StorageRoot[] }) {
  return (
    <section class="stack" aria-labelledby="in">
      <h2 id="in">In</h2>
      <div class="card pad stack">
        <UrlList urls={storages} />
        <p>
          <strong>Read</strong> <span class="small dim">see what is there</span>
        </p>
      </div>
    </section>
  );
}
