import type { ComponentChildren } from 'preact';
import { type Issuer, shortUrl, type WebId } from '../domain/identity.ts';
import { hostOf } from './host.ts';
import './names.css';

interface NamesProps {
  readonly name: string;
  readonly webId: WebId;
  /** Given where the WebID alone does not tell two identities apart. */
  readonly issuer?: Issuer | undefined;
  readonly nameId?: string;
  readonly children?: ComponentChildren;
}

/** Who someone is in two lines: the name, with what `children` say of it, and the WebID as people read it. */
export function Names({ name, webId, issuer, nameId, children }: NamesProps) {
  return (
    <span class="grow">
      <span class="row names">
        <strong class="cut grow" dir="auto" id={nameId} title={name}>
          {name}
        </strong>
        {children}
      </span>
      <span class="cut small dim" dir="ltr" title={webId}>
        {shortUrl(webId)}
      </span>
      {issuer !== undefined && <span class="cut small dim">at {hostOf(issuer)}</span>}
    </span>
  );
}
