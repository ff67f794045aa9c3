/** One challenge of a `WWW-Authenticate` header. */
export interface Challenge {
  /** Lower case. */
  readonly scheme: string;
  /** By their names in lower case. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A header longer than this is read up to here. */
const MAX_LENGTH = 8192;
const TOKEN = String.raw`[\w!#$%&'*+.^\x60|~-]+`;
const PART = new RegExp(String.raw`(${TOKEN})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))|(${TOKEN})`, 'g');

/**
 * The challenges of `WWW-Authenticate` (RFC 9110 section 11.6.1), in their order. Several headers arrive as one, and a
 * comma stands between challenges as between the parameters of one: a name without a value begins the next.
 */
export function parseChallenges(header: string | null): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  for (const [, name, quoted, plain, scheme] of (header ?? '').slice(0, MAX_LENGTH).matchAll(PART)) {
    // Without a prototype, as a parameter may be called as something that every object has.
    if (scheme !== undefined)
      challenges.push({
        scheme: scheme.toLowerCase(),
        parameters: Object.create(null) as Record<string, string>,
      });
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain;
    const last = challenges.at(-1);
    if (name === undefined || value === undefined || last === undefined) continue;
    last.parameters[name.toLowerCase()] ??= value;
  }
  return challenges;
}

/** What a server says is wrong (RFC 6750 section 3, RFC 9449 section 7.1); of several challenges that for DPoP counts. */
export function errorIn(challenges: readonly Challenge[]): { error: string; description: string } | null {
  const stated = challenges.filter(({ parameters }) => parameters['error'] !== undefined);
  const found = stated.find(({ scheme }) => scheme === 'dpop') ?? stated[0];
  if (found === undefined) return null;
  const { error = '', error_description: description = '' } = found.parameters;
  return { error, description };
}
