import fc from 'fast-check';

const SCHEMES = [
  'https://',
  'https://',
  'https://',
  'HTTPS://',
  'http://',
  'https:',
  'https:\\\\',
  'ftp://',
  'blob:https://',
];
const USERS = ['', '', '', '', '', '', 'ann@', 'ann:secret@', ':@', '@', 'pod.example@', 'pod.example%2f@'];
const HOSTS = [
  ...[
    'pod.example',
    'pod.example',
    'pod.example',
    'pod.example',
    'POD.Example',
    'ｐod.example',
    'pod%2Eexample',
  ],
  ...[
    'pod.example.',
    'pod.example.evil',
    'evilpod.example',
    'www.pod.example',
    'evil.example',
    'p\u00ADod.example',
  ],
  ...['bücher.example', 'xn--bcher-kva.example', 'рod.example', 'localhost', '127.0.0.1', '[::1]', '10.1'],
  ...['*', '*.example', '%2A.example', 'pod.*'],
];
const PORTS = ['', '', '', '', '', ':', ':443', ':0443', ':80', ':8443', ':444'];
const PIECES = [
  ...[
    'alice',
    'alice',
    'alicexyz',
    'Alice',
    'bob',
    'a',
    '%61lice',
    'ali%63e',
    '%2561lice',
    'zoë',
    'zo%C3%AB',
  ],
  ...[
    '..',
    '.',
    '%2e',
    '%2E%2e',
    '.%2e',
    '%252e',
    '%25%32%65',
    '%2%65',
    '%%32%65',
    '%2e%2',
    '...',
    '..;',
    '..a',
  ],
  ...[
    '/',
    '//',
    '\\',
    '%2f',
    '%2F',
    '%5c',
    '%5C',
    '%252f',
    '%255C',
    '%25252f',
    '%%32%66',
    '%2%66',
    '%25%32%46',
  ],
  ...[
    '%',
    '%25',
    '%2',
    '%zz',
    '%00',
    '\0',
    '%09',
    '\t',
    '%0a',
    '\n',
    '%20',
    ' ',
    '%3f',
    '%23',
    '%3b',
    ';',
    ':',
    '@',
  ],
  ...['\ud800', '\udc00', '\u202e', '\u2215', '\uff0f', '\u2024', '%c0%af', '%ef%bc%8f', '😀', '%ff'],
];
const LONG = ['a', '%', '%25', '%2e', '/', '/.', '/..', '%2f', '%2f..', '%3', 'é'].map((piece) =>
  piece.repeat(3_000),
);
const ENDINGS = [
  '',
  '',
  '',
  '?',
  '?a=/../b',
  '?https://pod.example/alice/',
  '#',
  '#/alice/',
  '?a#b',
  '#a?b',
  '?%23#%3f',
];

const segment = fc
  .array(
    fc.oneof(
      { weight: 1000, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 1, arbitrary: fc.constantFrom(...LONG) },
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((pieces) => pieces.join(''));

/** A path of a URL, as somebody who wants to be taken for another would write it. */
export const oddPath = fc
  .tuple(fc.constantFrom('', '', 'alice/', 'alice/', 'alice/a/'), fc.array(segment, { maxLength: 6 }))
  .map(([start, segments]) => start + segments.join('/'));

/** The same of a whole URL; not all of them are one. */
const oddAddress = fc
  .tuple(
    fc.constantFrom(...SCHEMES),
    fc.constantFrom(...USERS),
    fc.constantFrom(...HOSTS),
    fc.constantFrom(...PORTS),
    oddPath,
    fc.constantFrom(...ENDINGS),
  )
  .map(([scheme, user, host, port, path, ending]) => `${scheme}${user}${host}${port}/${path}${ending}`);

/** The same, as the URL parser reads it. */
export const oddUrl = oddAddress.map((text) => URL.parse(text)).filter((url) => url !== null);
