/**
 * Goes where a page of an issuer leads, as the browser's `launchWebAuthFlow` does. A person who is there says yes
 * to every question, and closes a page that leads nowhere.
 */
export async function visit(page: URL, interactive: boolean): Promise<URL> {
  const response = await fetch(page, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (location !== null) return new URL(location);
  if (!interactive) throw new Error('User interaction required.');
  if (!response.ok || page.searchParams.has('said')) {
    throw new Error(`The user did not approve access. The page says: ${await response.text()}`);
  }
  const answered = new URL(page);
  answered.searchParams.set('said', 'yes');
  return await visit(answered, interactive);
}
