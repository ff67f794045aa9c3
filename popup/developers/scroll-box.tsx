/** A long text as it stands, in a box that scrolls. */
export function ScrollBox({ title, text }: { title: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="scroll-box" tabIndex={0} aria-label={title}>
      <pre class="mono">{text}</pre>
    </section>
  );
}
