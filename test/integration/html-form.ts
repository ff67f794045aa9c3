type Field = readonly [name: string, value: string];

/** A form of a page, as somebody without a browser sees it. */
export interface Form {
  readonly action: string;
  readonly method: string;
  /** What the form holds already. */
  readonly fields: readonly Field[];
  /** The names of the fields, by what their labels say. */
  readonly labelled: ReadonlyMap<string, string>;
  /** What pressing a button adds, by what the button says. */
  readonly buttons: ReadonlyMap<string, readonly Field[]>;
}

/** The forms of a page. A button may stand outside of its form and name it by its id. */
export function formsIn(html: string, url: string): readonly Form[] {
  const buttons = [...html.matchAll(/(<button[^>]*>)([^<]*)<\/button>/gi)];
  const outside = buttons.filter(([, tag = '']) => attribute(tag, 'form') !== null);
  return [...html.matchAll(/(<form[^>]*>)(.*?)<\/form>/gis)].map(([, tag = '', content = '']) => {
    const id = attribute(tag, 'id');
    const inputs = [...content.matchAll(/<input[^>]*>/gi)].map(([input]) => input);
    const labels = [...content.matchAll(/<label[^>]* for="([^"]*)"[^>]*>([^<]*)</gi)];
    const inside = buttons.filter(([button]) => content.includes(button));
    const own = [...inside, ...outside.filter(([, button = '']) => attribute(button, 'form') === id)];
    return {
      action: new URL(attribute(tag, 'action') ?? url, url).href,
      method: (attribute(tag, 'method') ?? 'get').toUpperCase(),
      fields: inputs.filter(isSent).flatMap(fieldOf),
      labelled: new Map(labels.map(([, id = '', text = '']) => [text.trim(), nameOf(inputs, id)])),
      buttons: new Map(own.map(([, button = '', text = '']) => [text.trim(), fieldOf(button)])),
    };
  });
}

/** A box that is not ticked says nothing. */
function isSent(input: string): boolean {
  return attribute(input, 'type') !== 'checkbox' || / checked[ >/]/.test(input);
}

function nameOf(inputs: readonly string[], id: string): string {
  return attribute(inputs.find((input) => attribute(input, 'id') === id) ?? '', 'name') ?? id;
}

function fieldOf(tag: string): readonly Field[] {
  const name = attribute(tag, 'name');
  return name === null ? [] : [[name, attribute(tag, 'value') ?? '']];
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  return value?.replaceAll('&amp;', '&') ?? null;
}
