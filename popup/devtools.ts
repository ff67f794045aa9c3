import { chromium } from '../src/platform/browser.ts';

// The browser's developer tools load this page unseen, each time they open, to be told of panels.
void chromium.devtools.panels.create('Latchkey', '/icons/32.png', '/popup/panel.html');
