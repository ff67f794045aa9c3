const LINES = Array.from({ length: 50_000 }, (_, index) => `Größe ${index}: 漢字 \u{1F511}`);

const BOUNDARY = 'the-boundary';
const part = (name: string, value: string) =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** Type and text of a few megabytes in some form: characters of several bytes, of which reading may cut any. */
export function largeBody(form: string): readonly [type: string, body: string] | undefined {
  const text = LINES.join('\n');
  switch (form) {
    case 'json':
      return ['application/json', JSON.stringify({ lines: LINES })];
    case 'no-json':
      return ['application/json', `{"lines":"${text}`];
    case 'form':
      return [
        `multipart/form-data; boundary=${BOUNDARY}`,
        `${part('a', text)}${part('b', 'c')}--${BOUNDARY}--\r\n`,
      ];
    case 'text':
      return ['text/plain; charset=utf-8', `\u{FEFF}${text}`];
    default:
      return undefined;
  }
}
