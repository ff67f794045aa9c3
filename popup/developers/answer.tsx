import { cleanText } from '../../src/domain/identity.ts';
import { cleanLines } from './clean-lines.ts';
import { ScrollBox } from './scroll-box.tsx';
import type { SentAnswer } from './sending.ts';

const MAX_VALUE = 4096;

interface AnswerProps {
  readonly answer: SentAnswer;
  readonly onNonce: (nonce: string) => void;
}

/** What a server answered: status, headers and body, as they came. */
export function Answer({ answer, onNonce }: AnswerProps) {
  const { status, statusText, headers, hasAllHeaders } = answer;
  const nonce = headers.find(([name]) => name === 'dpop-nonce')?.[1];
  return (
    <div class="stack answer">
      <div class="row wrap" role="status">
        <h3>Answer</h3>
        <span class={`pill ${status >= 200 && status < 300 ? 'good' : 'bad'}`}>
          {status === 0 ? 'redirect' : cleanText(`${status} ${statusText}`)}
        </span>
      </div>
      {status === 0 && (
        <p class="small">
          The server answered with a redirect. It is not followed, as a proof is for one address, and browsers
          do not tell where it leads.
        </p>
      )}
      {nonce !== undefined && (
        <div class="row">
          <p class="small grow">The server gave a nonce for the next proof.</p>
          <button type="button" class="quiet" onClick={() => onNonce(nonce)}>
            Use this nonce
          </button>
        </div>
      )}
      <Headers headers={headers} />
      {!hasAllHeaders && (
        <p class="small dim">
          The browser does not let Latchkey reach this host, so it shows those headers alone that the server
          shows to every site.
        </p>
      )}
      <Body body={answer.body} />
    </div>
  );
}

function Headers({ headers }: Pick<SentAnswer, 'headers'>) {
  if (headers.length === 0) return null;
  return (
    <dl class="members">
      {headers.map(([name, value]) => (
        <div key={name}>
          <dt class="mono">{name}</dt>
          <dd class="mono">
            <bdi>{cleanText(value, MAX_VALUE)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Body({ body }: Pick<SentAnswer, 'body'>) {
  switch (body.is) {
    case 'none':
      return <p class="small dim">Without a body.</p>;
    case 'text':
      return <ScrollBox title="Body" text={cleanLines(body.text)} />;
    case 'other':
      return (
        <p class="small">
          A body {cleanText(body.type)}, {body.bytes === null ? 'of more than 16 MB' : `${body.bytes} bytes`},
          which is not shown.
        </p>
      );
  }
}
