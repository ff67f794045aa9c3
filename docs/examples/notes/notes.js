/** The page: what it shows, and what it does when something is pressed. */
import { folderOf, Notes, podOf } from './pod.js';
import { findProviders, sentenceOf } from './provider.js';

const REASON = 'To keep your notes as text files in your pod.';
const MODES = ['read', 'append', 'write'];

const $ = (id) => document.getElementById(id);
/** Who fetches for us, once somebody has announced themselves. */
let provider = null;
/** The folder of notes while we are connected, and who we are connected as. */
let notes = null;
let entered = null;
/** The note in the editor with its version, null for a new one. */
let open = null;
/** What the editor held when it was last saved. */
let saved = '';

/** Connected, disconnected, or somebody else: also when that happened in the extension. */
async function onChange(by) {
  if (by.webId !== null) provider = by;
  await idle;
  if (by !== provider || by.webId === entered) return;
  if (by.webId === null) showWelcome();
  else await doing('Opening your notes…', () => enter(by.webId));
}

async function enter(webId) {
  const fetch = (url, init) => provider.fetch(url, init);
  const typed = $('pod').value.trim();
  const pod = typed !== '' ? typed : await podOf(fetch, webId);
  if (pod === null) {
    $('pod-field').hidden = false;
    $('pod').required = true;
    showWelcome();
    $('pod').focus();
    throw new Error('Your profile names no pod. Please type the address of yours.');
  }
  notes = new Notes(fetch, folderOf(pod));
  entered = webId;
  $('name').textContent = webId;
  $('who').hidden = $('desk').hidden = false;
  $('welcome').hidden = true;
  await showList();
  // What was being written is kept, as a new note: it may be somebody else's pod now.
  if (isChanged()) open = null;
  else showEditor(null, false);
}

function showWelcome() {
  entered = null;
  const isAlone = provider === null;
  $('welcome').hidden = false;
  $('who').hidden = $('desk').hidden = true;
  $('connect').hidden = isAlone;
  $('pitch').textContent = isAlone
    ? 'This page needs a browser extension for Solid, such as Latchkey, and none has announced itself. If you have Latchkey, open it over this page and press “Connect this site”.'
    : 'They are plain text files in a folder of your pod. This page keeps nothing.';
}

async function showList() {
  const all = await notes.list();
  $('list').replaceChildren(
    ...all.map((note) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = note.title;
      button.dataset.url = note.url;
      button.addEventListener('click', () => void choose(note));
      const item = document.createElement('li');
      item.append(button);
      return item;
    }),
  );
  $('empty').hidden = all.length > 0;
  markOpen();
}

function markOpen() {
  for (const button of $('list').querySelectorAll('button')) {
    if (button.dataset.url === open?.url) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}

async function choose(note) {
  if (!(await mayLeave())) return;
  await doing('Opening the note…', async () => {
    showEditor({ ...note, ...(await notes.read(note)) }, true);
  });
}

/** Shows a note in the editor; an empty editor for null, or none at all. */
function showEditor(note, isShown) {
  open = note;
  $('title').value = note?.title ?? '';
  $('text').value = note?.text ?? '';
  saved = content();
  $('editor').hidden = !isShown;
  $('hint').hidden = isShown;
  $('delete').hidden = note === null;
  markOpen();
  if (isShown) $(note === null ? 'title' : 'text').focus();
}

function content() {
  return JSON.stringify([$('title').value, $('text').value]);
}

function isChanged() {
  return !$('editor').hidden && content() !== saved;
}

async function mayLeave() {
  return !isChanged() || (await asks('Discard what you wrote?', 'It has not been saved.', 'Discard'));
}

/** Puts a question; whoever presses Escape says no. */
function asks(title, text, yes) {
  $('question-title').textContent = title;
  $('question-text').textContent = text;
  $('question-yes').textContent = yes;
  const dialog = $('question');
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

let isBusy = false;
/** Resolves when nothing is under way any more. */
let idle = Promise.resolve();

/** Does one thing at a time, and says so; a failure is told in a sentence. */
async function doing(what, work, done = '') {
  if (isBusy) return;
  isBusy = true;
  const { promise, resolve } = Promise.withResolvers();
  idle = promise;
  $('alert').hidden = true;
  $('status').textContent = what;
  document.body.setAttribute('aria-busy', 'true');
  try {
    await work();
    $('status').textContent = done;
  } catch (error) {
    $('status').textContent = '';
    $('alert').hidden = false;
    $('alert').textContent = sentenceOf(error);
  }
  document.body.removeAttribute('aria-busy');
  isBusy = false;
  resolve();
}

$('connect').addEventListener('submit', (event) => {
  event.preventDefault();
  const pod = $('pod').value.trim();
  // Without a pod, the person is asked for their own.
  const access = pod === '' ? {} : { access: [{ storage: folderOf(pod), modes: MODES }] };
  void doing('Waiting for your answer in the extension…', async () => {
    const { webId } = await provider.login({ reason: REASON, ...access });
    await enter(webId);
    $('new').focus();
  });
});

$('disconnect').addEventListener('click', async () => {
  if (await mayLeave()) await doing('Disconnecting…', () => provider.logout());
});

$('new').addEventListener('click', async () => {
  if (await mayLeave()) showEditor(null, true);
});

$('editor').addEventListener('submit', (event) => {
  event.preventDefault();
  void doing('Saving…', save, 'Saved.');
});

async function save() {
  const note = await notes.save($('title').value.trim(), $('text').value, open);
  saved = content();
  open = { ...note, ...(await notes.read(note)) };
  $('delete').hidden = false;
  await showList();
}

$('editor').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) $('editor').requestSubmit();
});

$('delete').addEventListener('click', async () => {
  const note = open;
  if (!(await asks(`Delete “${note.title}”?`, 'It is gone for good.', 'Delete'))) return;
  await doing('Deleting…', async () => {
    await notes.remove(note);
    showEditor(null, false);
    await showList();
    $('new').focus();
  });
});

window.addEventListener('beforeunload', (event) => {
  if (isChanged()) event.preventDefault();
});

showWelcome();
findProviders((found) => {
  found.provider.addEventListener('change', () => void onChange(found.provider));
  if (provider !== null) return;
  provider = found.provider;
  showWelcome();
  void onChange(provider);
});
