import type { Act } from './comparison.ts';

/** Looks at what a large body was taken as, in the page. */
const SHOW = `async (taken) => {
  if (taken instanceof Blob) return [taken.type, taken.size, await show(await taken.arrayBuffer())];
  if (taken instanceof FormData) return show(JSON.stringify([...taken]));
  if (typeof taken === 'string') return show(new TextEncoder().encode(taken));
  if (!(taken instanceof ArrayBuffer) && !ArrayBuffer.isView(taken)) return show(JSON.stringify(taken));
  const hash = [...new Uint8Array(await crypto.subtle.digest('SHA-256', taken))];
  return [taken.constructor.name, taken.byteLength, ...hash];
}`;

const act = (body: string): Act => `async (fetch, pod, look, tell) => {
  const show = ${SHOW};
  const used = ({ bodyUsed, body }) => [bodyUsed, body.locked];
  ${body}
}`;

const FORMS = {
  arrayBuffer: '',
  blob: 'text',
  bytes: 'text',
  formData: 'form',
  json: 'json',
  text: 'text',
} as const;

/** Large bodies, by every method that takes one whole. */
export const LARGE_BODIES: Record<string, Act> = {
  'that is no JSON': act(`return (await fetch(pod + 'large/no-json')).json().catch(tell);`),
  'that is no form': act(`return (await fetch(pod + 'large/text')).formData().catch(tell);`),
  'that breaks off': act(`
    const response = await fetch(pod + 'broken/');
    return [await response.arrayBuffer().catch(tell), used(response)];`),
  'after a reader had its beginning': act(`
    const response = await fetch(pod + 'large/');
    const reader = response.body.getReader();
    await reader.read();
    reader.releaseLock();
    return [used(response), await response.text().catch(tell)];`),
  'by the browser’s own method': act(`
    const response = await fetch(pod + 'large/text');
    return [await show(await Response.prototype.text.call(response)), used(response)];`),
  'by a loop over its members': act(`
    const response = await fetch(pod + 'large/');
    await response.body.cancel();
    return [Object.keys(response), JSON.stringify(response), used(response)];`),
};
for (const [method, form] of Object.entries(FORMS)) {
  LARGE_BODIES[`by ${method}, once and again`] = act(`
    const response = await fetch(pod + 'large/${form}');
    const before = used(response);
    const taking = response.${method}();
    const during = used(response);
    const taken = await show(await taking);
    const again = [await response.${method}().catch(tell), await response.text().catch(tell)];
    return [before, during, taken, used(response), again];`);
  LARGE_BODIES[`by ${method} while a reader has it`] = act(`
    const response = await fetch(pod + 'large/${form}');
    const reader = response.body.getReader();
    const refused = await response.${method}().catch(tell);
    const still = used(response);
    await reader.cancel();
    return [refused, still];`);
  LARGE_BODIES[`by ${method}, and from a clone`] = act(`
    const response = await fetch(pod + 'large/${form}');
    const clone = response.clone();
    const one = await show(await response.${method}());
    return [one, used(response), used(clone), await show(await clone.${method}()), used(clone)];`);
  for (const when of ['before', 'during']) {
    const abort = 'end.abort(new RangeError("mine"));';
    LARGE_BODIES[`by ${method}, taken back ${when} that`] = act(`
      const end = new AbortController();
      const response = await fetch(pod + 'held/${method}-${when}?' + Math.random(), { signal: end.signal });
      ${when === 'before' ? abort : ''}
      const taking = response.${method}().catch(tell);
      ${when === 'during' ? abort : ''}
      return [await taking, used(response)];`);
  }
}
