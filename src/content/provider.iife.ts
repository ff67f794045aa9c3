/**
 * In the page's own world: `window.solid`, its announcement, and what the page's own requests become. The page can see and call everything here, so it
 * holds no secret, and what it says is believed by nobody.
 */
import { isFirefox } from '../domain/build.ts';
import { announce } from './announce.ts';
import { Channel } from './channel.ts';
import { fetchNatively } from './intrinsics.ts';
import { wrapFetch } from './page-fetch.ts';
import { wrapXhr } from './page-xhr.ts';
import { createProvider } from './provider.ts';
import { siteFetch } from './site-fetch.ts';
import { Told } from './told.ts';

const channel = new Channel();
const told = new Told(channel);
// In Firefox the page's own requests are signed on their way.
announce(createProvider(channel, told, isFirefox ? fetchNatively : viaWorker));
if (!isFirefox) {
  wrapFetch(channel, told);
  wrapXhr(channel, told);
}

function viaWorker(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  return siteFetch(channel, () => told.state(), input, init);
}
