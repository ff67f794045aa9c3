const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Lets `fetch` hide redirects as a browser does (Fetch Standard, opaque-redirect filtered response), which Node does
 * not: whoever wants to know where one leads hears it here. Call what comes back to end it.
 */
export function hideRedirects(
  hear: (url: string, status: number, location: string | null) => void,
): () => void {
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await send(input, init);
    // The fakes ask without saying so, and stand for a person who sees where they are led.
    if (init?.credentials !== 'omit' || !REDIRECTS.includes(response.status)) return response;
    await response.body?.cancel();
    hear(response.url, response.status, response.headers.get('location'));
    return Object.defineProperties(new Response(null), {
      type: { value: 'opaqueredirect' },
      status: { value: 0 },
    });
  };
  return () => {
    globalThis.fetch = send;
  };
}
