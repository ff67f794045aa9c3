import process from 'node:process';
import { createServer } from 'vite';
import { endOfProcess } from './child.ts';
import { paint, say } from './terminal.ts';

/** `npm run dev`: builds the extension, and builds and reloads it anew at every change of its source. */
const server = await createServer();
await server.listen();
say();
say(`  ${paint('bold', 'Latchkey is being watched.')}`);
say('  1. Open chrome://extensions and turn "Developer mode" on.');
say(`  2. Press "Load unpacked" and choose ${process.cwd()}/dist/dev`);
say('  From then on every change reloads by itself. Ctrl-C ends it.');
say();
endOfProcess().addEventListener('abort', () => void server.close().then(() => process.exit()));
