/**
 * In the page's own world: `window.solid`, and its announcement. The page can see and call everything here, so it
 * holds no secret, and what it says is believed by nobody.
 */
import { announce } from './announce.ts';
import { Channel } from './channel.ts';
import { createProvider } from './provider.ts';

announce(createProvider(new Channel()));
