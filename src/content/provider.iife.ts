/**
 * In the page's own world: `window.solid`, its announcement, and what the page's own requests become. The page can see and call everything here, so it
 * holds no secret, and what it says is believed by nobody.
 */
import { announce } from './announce.ts';
import { Channel } from './channel.ts';
import { wrapFetch } from './page-fetch.ts';
import { wrapXhr } from './page-xhr.ts';
import { createProvider } from './provider.ts';
import { Told } from './told.ts';

const channel = new Channel();
const told = new Told(channel);
announce(createProvider(channel, told));
wrapFetch(channel, told);
wrapXhr(channel, told);
