import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Failure } from '../domain/errors.ts';
import { useReveal } from './reveal.ts';
import { sentence } from './text.ts';
import './notice.css';

/** A failure as a person reads it, with what can be done about it. */
export function FailureNotice({ failure, children }: { failure: Failure; children?: ComponentChildren }) {
  const notice = useRef<HTMLDivElement>(null);
  useReveal(notice);
  return (
    <div class="notice bad" role="alert" ref={notice}>
      <p>{sentence(failure)}</p>
      {children !== undefined && <div class="row wrap">{children}</div>}
    </div>
  );
}

/** A question in the page's own flow: it takes the focus, and no answer is under the finger already. */
export function Question({ title, children }: { title: ComponentChildren; children: ComponentChildren }) {
  const heading = useRef<HTMLParagraphElement>(null);
  useReveal(heading, { takesFocus: true });
  return (
    <div class="notice" role="alert">
      <p class="question whole" tabIndex={-1} ref={heading}>
        {title}
      </p>
      {children}
    </div>
  );
}

/** Something under way, of unknown length. */
export function Progress() {
  return <div class="progress" aria-hidden="true" />;
}
