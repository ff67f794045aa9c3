import { afterAll } from 'vitest';
import { communityServer, strictServers } from './explain-servers.ts';
import { explainStory, printCauses } from './explain-story.ts';

explainStory('Community Solid Server 7', communityServer);
explainStory('the strict stub', strictServers);

afterAll(printCauses);
